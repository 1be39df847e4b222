"""The facts of a record under the same names as those of its source."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

Facts = dict[str, list[str]]


class Names:
    """Finds entries of the product table by any of their names."""

    def __init__(self, table: dict[str, dict]):
        self.table = table
        self.keys = {plain_name(name): key for key in table for name in self.of(key)}

    def of(self, key: str) -> list[str]:
        """Returns the names of the entry `key`, the German one first."""
        return [*self.table[key]["name"].values(), *self.table[key].get("aliases", [])]

    def row(self, printed: str) -> str:
        """Returns "product" or "product component" for a product as printed; what is unknown stays as it is."""
        if plain_name(printed) in self.keys:
            return self.keys[plain_name(printed)]
        for joint in re.finditer(" (?:für|unter|in|for) ", printed):
            component = self.keys.get(plain_name(printed[: joint.start()]))
            product = self.keys.get(plain_name(printed[joint.end() :]))
            if component and product:
                return f"{product} {component}"
        return printed


def plain_name(name: str) -> str:
    """Returns a product's name without what its spellings differ in."""
    return re.sub(r"\bsp(\d)", r"service pack \1", name.casefold()).replace("microsoft ", "").strip()


def texts(node: Any) -> Iterator[str]:
    """Yields all text inside a part of a record."""
    if isinstance(node, dict | list):
        for each in node.values() if isinstance(node, dict) else node:
            yield from texts(each)
    else:
        yield str(node)


def facts(record: dict) -> Facts:
    """Returns the facts of a record, read from YAML."""
    source = record["source"]
    content = [*texts({key: value for key, value in record.items() if key != "source"})]
    ids = [*_identifiers(record)]
    rows = [(row.get("status", "affected"), row_of(row)) for row in record.get("products", [])]
    certified = [
        (each, each[form])
        for each in record.get("certificates", [])
        for form in ("thumbprint", "serial")
        if form in each
    ]
    clsids = [each for each in record.get("indicators", []) if each["type"] == "clsid"]
    blocks = [block for each in record.get("detection", []) for block in each.get("code", [])]
    return {
        "id": [record["id"]],
        "title": [source["title"]],
        "url": [source["url"]] if "url" in source else [],
        "headline": [source["headline"]] if "headline" in source else [],
        "published": [str(record["published"])],
        "updated": [str(record["updated"])],
        "version": [record["version"]] if "version" in record else [],
        "revisions": [f"{each['date']} {each.get('version', '')}".strip() for each in record["revisions"]],
        "days": [str(each["date"]) for each in record.get("releases", []) if "date" in each],
        "kb": _found(r"KB\d{5,8}", content),
        "cve": _found(r"CVE-\d{4}-\d{4,}", ids),
        "bulletin": _found(r"MS\d\d-\d{3}", ids),
        "cert": _found(r"VU#\d+", ids),
        "advisory": [*record.get("related", []), *ids],
        "affected": [row for status, row in rows if status != "not-affected"],
        "not affected": [row for status, row in rows if status == "not-affected"],
        "details": [f"{row_of(row)} | {detail}" for row in record.get("products", []) for detail in _details(row)],
        "clsid": [*dict.fromkeys(value for each in clsids for value in each["values"])],
        "bulletin of clsid": [
            f"{value} {name}"
            for each in clsids
            for name in _found(r"MS\d\d-\d{3}", texts(each.get("label", {})))
            for value in each["values"]
        ],
        "packages": [each["name"] for each in record.get("packages", [])],
        "ranges": [
            f"{each['name']} {part['versions']}, fixed {part.get('fixed')}"
            for each in record.get("packages", [])
            for part in each["ranges"]
        ],
        "certificates": [digits for _, digits in certified],
        "named certificates": [f"{each['subject']} / {each.get('issuer')} / {digits}" for each, digits in certified],
        "hosts": [*_hosts(record)],
        "registry": [
            f"{hive.upper()}{rest}"
            for text in content
            for hive, rest in re.findall(r"(HKEY_\w+)(\\[^`\n\]\"]*(?<! ))", text, re.I)
        ],
        "code": [" ".join(" ".join(content).split())],
        "log": [
            line for block in blocks if block.get("path", "").endswith(".log") for line in block["code"].splitlines()
        ],
        "thanked": sorted({name for each in record.get("acknowledgments", []) for name in _thanked(each)}),
    }


def _hosts(record: dict) -> Iterator[str]:
    """Yields the names of hosts, including those that certificates are issued for."""
    yield from (value for each in record.get("indicators", []) if each["type"] == "host" for value in each["values"])
    yield from (each["subject"] for each in record.get("certificates", []))


def _thanked(entry: dict) -> list[str]:
    names = [*entry.get("names", []), *(each["name"] for each in entry.get("organizations", []))]
    return [name.replace("’", "'") for name in names]


def _details(row: dict) -> Iterator[str]:
    """Yields the updates that a row names, those that they replace, and its ratings."""
    yield from (row[field] for field in ("update", "severity", "impact") if field in row)
    yield from texts(row.get("replaces") or [])


def row_of(row: dict) -> str:
    """Returns "product" or "product component" for a row of the products of a record."""
    return " ".join(filter(None, (row["product"], row.get("component"))))


def _identifiers(record: dict) -> Iterator[str]:
    """Yields the identifiers that stand in fields of their own: what the site links and searches by."""
    yield from (each["id"] for each in record.get("references", []) if "id" in each)
    yield from (each["cve"] for each in record.get("vulnerabilities", []) if "cve" in each)
    for part in (*record.get("products", []), *record.get("releases", [])):
        yield from texts({key: part.get(key, []) for key in ("id", "update", "articles", "addresses", "replaces")})


def _found(expression: str, parts: Iterable[str]) -> list[str]:
    return sorted({each for part in parts for each in re.findall(expression, part)})
