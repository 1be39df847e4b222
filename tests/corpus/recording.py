"""The facts of a record under the same names as those of its source, and where the two differ."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tests.corpus.reading import iso_days

Facts = dict[str, list[str]]

# fact -> fields of the record in which a deviation from the source is declared
FIELDS = {
    "id": {"id"},
    "title": {"source.title"},
    "url": {"source.url"},
    "headline": {"source.headline"},
    "published": {"published"},
    "updated": {"updated"},
    "version": {"version"},
    "revisions": {"revisions"},
    "kb": {"references", "products"},
    "cve": {"references", "vulnerabilities"},
    "bulletin": {"references", "products"},
    "cert": {"references"},
    "advisory": {"references", "related"},
    "affected": {"products"},
    "not affected": {"products"},
    "clsid": {"indicators"},
    "bulletin of clsid": {"indicators"},
    "registry": {"workarounds", "detection"},
    "log": {"detection"},
    "thanked": {"acknowledgments"},
}
# Facts of which a record may hold more than its source: products that the source names outside of its tables,
# registry keys in explanations, advisories on the same matter.
OPEN = {"affected", "not affected", "registry", "advisory"}
ORDERED = {"revisions", "log"}


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
    rows = [(row.get("status", "affected"), _row(row)) for row in record.get("products", [])]
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
        "kb": _found(r"KB\d{5,8}", content),
        "cve": _found(r"CVE-\d{4}-\d{4,}", ids),
        "bulletin": _found(r"MS\d\d-\d{3}", ids),
        "cert": _found(r"VU#\d+", ids),
        "advisory": [*record.get("related", []), *ids],
        "affected": [row for status, row in rows if status != "not-affected"],
        "not affected": [row for status, row in rows if status == "not-affected"],
        "clsid": [value for each in clsids for value in each["values"]],
        "bulletin of clsid": [
            f"{value} {name}"
            for each in clsids
            for name in _found(r"MS\d\d-\d{3}", texts(each.get("label", {})))
            for value in each["values"]
        ],
        "registry": [path.strip("[]") for text in content for path in re.findall(r"HKEY[^`\n]*", text)],
        "log": [
            line for block in blocks if block.get("path", "").endswith(".log") for line in block["code"].splitlines()
        ],
        "thanked": [name for each in record.get("acknowledgments", []) for name in each.get("names", [])],
    }


def _row(row: dict) -> str:
    return " ".join(filter(None, (row["product"], row.get("component"))))


def _identifiers(record: dict) -> Iterator[str]:
    """Yields the identifiers that stand in fields of their own: what the site links and searches by."""
    yield from (each["id"] for each in record.get("references", []) if "id" in each)
    yield from (each["cve"] for each in record.get("vulnerabilities", []) if "cve" in each)
    for part in (*record.get("products", []), *record.get("releases", [])):
        yield from texts({key: part.get(key, []) for key in ("id", "update", "articles", "addresses", "replaces")})


def _found(expression: str, parts: Iterable[str]) -> list[str]:
    return sorted({each for part in parts for each in re.findall(expression, part)})


def mended(fact: str, values: list[str], record: dict) -> list[str]:
    """Returns the source's `values` of `fact`, changed where the record declares a deviation for its field."""
    for each in record["source"].get("deviations", []):
        if each["field"] in FIELDS[fact]:
            printed, taken = iso_days(each["printed"]), iso_days(each["taken"])
            values = [value.replace(printed, taken) for value in values]
    return values


def differences(source: Facts, record: dict, names: Names) -> list[str]:
    """Returns a line for each fact in which `record` differs from `source`, the facts read from its document."""
    recorded, lines = facts(record), []
    for fact in FIELDS:
        expected, found = mended(fact, source[fact], record), recorded[fact]
        if fact.endswith("affected"):
            expected = [names.row(product) for product in expected]
        if fact in OPEN:
            missing, beyond = [value for value in expected if value not in found], []
        else:
            missing = [*(Counter(expected) - Counter(found)).elements()]
            beyond = [*(Counter(found) - Counter(expected)).elements()]
        if missing or beyond:
            lines.append(f"{record['id']}: {fact}: expected {_some(missing)}, found {_some(beyond)}")
        elif fact in ORDERED and expected != found:
            lines.append(f"{record['id']}: {fact}: expected the order {expected}, found {found}")
    asked, answered = len(source["questions"]), len(record.get("faq", []))
    if not bool(asked) <= answered <= asked:  # questions that tell nothing are left out, but not all
        lines.append(f"{record['id']}: faq: expected {min(asked, 1)} to {asked} questions, found {answered}")
    return lines


def _some(values: list[str]) -> str:
    return ", ".join(values) or "nothing else"


def unnamed_products(document: str, source: Facts, record: dict, names: Names) -> list[str]:
    """Returns a line for each row of `record` whose product is neither in a table nor in the text of `document`."""
    tables = {names.row(product) for product in (*source["affected"], *source["not affected"])}
    prose = plain_name(document.replace("\xa0", " "))
    return [
        f"{record['id']}: products: expected a product that the document names, found {_row(row)}"
        for row in record.get("products", [])
        if _row(row) not in tables and not any(plain_name(name) in prose for name in names.of(row["product"]))
    ]
