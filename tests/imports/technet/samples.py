"""Small documents of each layout, with a small product table."""

from pathlib import Path

from kb.imports.draft import Context, Draft
from kb.imports.products import Products
from kb.imports.technet import FORMAT

FOLDER = Path(__file__).parents[2] / "data" / "technet"
DOCUMENTS = sorted(FOLDER.glob("*.md"))


def product(german: str, english: str, *aliases: str) -> dict:
    """An entry of the product table."""
    return {"name": {"de": german, "en": english}, "aliases": [*aliases]}


PRODUCTS = Products(
    {
        "windows-xp-sp1": product("Windows XP Service Pack 1", "Windows XP Service Pack 1"),
        "windows-xp-sp2": product("Windows XP Service Pack 2", "Windows XP Service Pack 2", "XP SP2"),
        "viewer-2": product("Beispielviewer 2", "Example Viewer 2"),
        "server-core": product("Beispielserver (Server Core-Installation)", "Example Server (Server Core)"),
        "framework-4-5": product("Beispielframework 4.5", "Example Framework 4.5"),
        "framework-4-5-1": product("Beispielframework 4.5.1", "Example Framework 4.5.1"),
    }
)


def draft_of(path: Path, keep_text: bool = False) -> Draft:
    """The draft of one of the documents; records may relate to all of them."""
    known = frozenset(each.stem for each in DOCUMENTS)
    return FORMAT.draft(FORMAT.load(path), Context(PRODUCTS, known, keep_text))
