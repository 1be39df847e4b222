"""Many records for benchmarks: the real ones, multiplied, and their pages for plain MkDocs with Material.

Each copy has its own id, and its id is woven into every text, so that no cache answers for two of them.
"""

import re
import shutil
from multiprocessing import Pool
from pathlib import Path

import yaml
from markdownify import MarkdownConverter

ROOT = Path(__file__).parents[1]

_ARTICLE = re.compile(r"<article.*?</article>", re.S)
_INSIDE = re.compile(r"((?:\.\./)*[^:#?]*/)(#.*)?")


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


def write_markdown(site: Path, target: Path, folder: str = "") -> None:
    """Writes the pages of a built site, or those below a folder in it, as Markdown for plain MkDocs with Material.

    `target` becomes the folder of its project. Headings, tables, lists, code and links are kept.
    """
    pages = [page for language in ("de", "en") for page in (site / language / folder).rglob("index.html")]
    with Pool() as workers:
        workers.starmap(_write_page, ((page, target / "docs" / page.relative_to(site)) for page in pages), 50)
    (target / "docs" / "index.md").write_text("# Advisories\n", encoding="utf-8")
    (target / "mkdocs.yml").write_text(
        "site_name: Advisories\nsite_url: https://advisories.example.org/\n"
        "theme: {name: material, font: false}\nnav: [index.md]\nnot_in_nav: |\n  /de/\n  /en/\n"
        "markdown_extensions: [def_list]\nplugins: [{search: {lang: [de, en]}}]\n",
        encoding="utf-8",
    )


def _write_page(page: Path, target: Path) -> None:
    html = _ARTICLE.search(page.read_text(encoding="utf-8"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.with_suffix(".md").write_text(_Converter(heading_style="atx").convert(html[0]), encoding="utf-8")


class _Converter(MarkdownConverter):
    def convert_a(self, el, text, parent_tags):
        """Leads to the source of a page, as links of MkDocs do, and leaves out what only marks a heading."""
        if "headerlink" in el.get("class", []):
            return ""
        if inside := _INSIDE.fullmatch(el["href"]):
            el["href"] = f"{inside[1]}index.md{inside[2] or ''}"
        return super().convert_a(el, text, parent_tags)
