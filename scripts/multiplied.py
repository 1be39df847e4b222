"""Many records for benchmarks: the real ones, multiplied, and the same texts for plain MkDocs with Material.

Each copy has its own id, and its id is woven into every text, so that no cache answers for two of them.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]


def multiply(target: Path, number: int) -> None:
    """Writes `number` records and the product table into the folder `target`."""
    shutil.copytree(ROOT / "advisories" / "products", target / "products")
    shutil.copytree(ROOT / "advisories" / "schema", target / "schema")
    originals = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "advisories").glob("[0-9]*/*.yml"))]
    records = [yaml.load(text, Loader=yaml.CSafeLoader) for text in originals]
    for index in range(number):
        record = _weave(records[index % len(records)], f"{9_000_000 + index}")
        record |= {"id": f"{9_000_000 + index}", "related": []}
        record.get("source", {}).pop("url", None)
        for key in ("aliases", "superseded"):
            record.pop(key, None)
        folder = target / f"{record['published'].year}"
        folder.mkdir(exist_ok=True)
        text = yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
        head = "# yaml-language-server: $schema=../schema/advisory.json\n"
        (folder / f"{record['id']}.yml").write_text(head + text, encoding="utf-8")


def _weave(value, number: str, key: str = ""):
    """Returns a copy of `value` with `number` at the end of every text in German and English."""
    if isinstance(value, dict):
        return {name: _weave(each, number, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_weave(each, number) for each in value]
    return f"{value.rstrip()} {number}" if key in ("de", "en") else value


def write_markdown(records: Path, target: Path) -> None:
    """Writes the records as Markdown pages for plain MkDocs, one for each language."""
    for path in sorted(records.glob("[0-9]*/*.yml")):
        record = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for language in ("de", "en"):
            _write_page(target, language, f"advisories/{record['id']}", "\n\n".join(_markdown(record, language)))
    (target / "docs" / "index.md").write_text("# Advisories\n", encoding="utf-8")
    (target / "mkdocs.yml").write_text(
        "site_name: Advisories\nsite_url: https://advisories.example.org/\n"
        "theme: {name: material, font: false}\nnav: [index.md]\nnot_in_nav: |\n  /de/\n  /en/\n"
        "plugins: [{search: {lang: [de, en]}}]\n",
        encoding="utf-8",
    )


def write_lists(records: Path, target: Path) -> None:
    """Writes as Markdown the lists that `kb build` makes: by year, kind, product, KB article, and CVE."""
    lists: dict[str, list[dict]] = defaultdict(list)
    for path in sorted(records.glob("[0-9]*/*.yml")):
        text = path.read_text(encoding="utf-8")
        record = yaml.load(text, Loader=yaml.CSafeLoader)
        for address in _listed_at(record, text):
            lists[address].append(record)
    for address, rows in lists.items():
        for language in ("de", "en"):
            _write_page(target, language, address, _list(address, rows, language))


def _write_page(target: Path, language: str, address: str, text: str) -> None:
    page = target / "docs" / language / f"{address}.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"{text}\n", encoding="utf-8")


def _listed_at(record: dict, text: str) -> Iterator[str]:
    """Yields the pages that list a record."""
    yield from ("advisories/index", f"years/{record['published'].year}", f"kinds/{record['kind']}")
    rows = record.get("products", [])
    keys = {row[part] for row in rows for part in ("product", "component") if part in row}
    yield from (f"products/{key}" for key in sorted(keys))
    yield from (f"kb/{number}" for number in sorted(set(re.findall(r"\bKB(\d{5,8})\b", text))))
    yield from (f"cve/{name}" for name in sorted(set(re.findall(r"\bCVE-\d{4}-\d{4,}\b", text))))


def _list(address: str, rows: list[dict], language: str) -> str:
    lines = [f"# {address}", "", "| published | updated | kind | advisory |", "|---|---|---|---|"]
    depth = "../" * address.count("/")
    for row in rows:
        link = f"[{row['title'][language]}]({depth}advisories/{row['id']}.md)"
        lines.append(f"| {row['published']} | {row['updated']} | {row['kind']} | {link} |")
    return "\n".join(lines)


def _markdown(value, language: str, level: int = 1):
    """Yields the texts of a record as Markdown blocks: keys as headings, lists of products as tables."""
    if isinstance(value, dict) and language in value:
        yield f"{value[language]}"
    elif isinstance(value, dict):
        for key, each in value.items():
            if isinstance(each, dict | list):
                yield "#" * min(level, 6) + f" {key}"
                yield from _markdown(each, language, level + 1)
            elif key == "code":
                yield f"```\n{each.rstrip()}\n```"
            else:
                yield f"{key}: {each}"
    elif isinstance(value, list) and value and isinstance(value[0], dict) and "product" in value[0]:
        yield "| product | update |\n|---|---|\n" + "\n".join(
            f"| {row['product']} | {row.get('update', '')} |" for row in value
        )
    elif isinstance(value, list):
        for each in value:
            yield from _markdown(each, language, level + 1)
    else:
        yield f"- {value}"
