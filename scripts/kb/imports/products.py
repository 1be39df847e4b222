"""Finds products of the product table by the names that other people's documents print."""

import re
import unicodedata
from pathlib import Path
from typing import Any

from kb.records import source
from kb.records.files import discover
from kb.records.tree import Unreadable

_SERVICE_PACK = re.compile(r"(?:\s*(?:Service Pack|SP)\s*\d)+$")
_ON = re.compile(r"\s+(?:für|unter|in|for|on)\s+(?=(?:Microsoft )?Windows)")
_CORE = re.compile(r"\s+\(Server Core[^()]*\)$")
_JOINING = re.compile(r"\s+(?:für|unter|in|for|on)\s+")
_VERSIONS = re.compile(r"\d+(?:\.\d+)*(?:/\d+(?:\.\d+)*)+$")  # "4.5/4.5.1"
_JOINED = re.compile(
    r"(?:,\s*|;\s*|\s+(?:und|oder|sowie|and|or)\s+)(?:(?:unter|für|in|on|for|and|und)\s+)?"
    r"(?=Microsoft|Windows|Internet Explorer|Zune|Service Pack|SP\d)"
)


def plain(name: str) -> str:
    """Returns a product's name without what its spellings differ in.

    >>> plain("Microsoft Windows XP SP2")
    'windows xp service pack 2'
    """
    name = re.sub(r"\bsp ?(\d)", r"service pack \1", name.casefold())
    return " ".join(re.sub(r"\bmicrosoft\b|[®™:,-]", " ", name).split())


class Products:
    """The product table, asked by name or CPE; what it lacks can be proposed for it."""

    def __init__(self, table: dict[str, dict]):
        self._keys: dict[str, str] = {}
        self._cpes: dict[str, str] = {}
        self._taken: set[str] = set()
        for key, entry in table.items():
            self._add(key, entry)

    def _add(self, key: str, entry: dict[str, Any]) -> None:
        self._taken.add(key)
        for name in (*entry["name"].values(), *(entry.get("aliases") or ())):
            self._keys.setdefault(plain(name), key)
        if cpe := entry.get("cpe"):
            self._cpes.setdefault(cpe.casefold(), key)

    def find_cpe(self, cpe: str) -> str | None:
        """Returns the key of the product that has exactly this CPE 2.3 name."""
        return self._cpes.get(cpe.casefold())

    def propose(self, entry: dict[str, Any]) -> str:
        """Returns a key for `entry`, by which it is found from now on."""
        decomposed = unicodedata.normalize("NFKD", entry["name"]["en"].replace("ß", "ss")).casefold()
        ascii_name = "".join(each for each in decomposed if not unicodedata.combining(each))
        start = "-".join(re.findall(r"[a-z0-9]+", ascii_name)) or "product"
        key, number = start, 1
        while key in self._taken:
            number += 1
            key = f"{start}-{number}"
        self._add(key, entry)
        return key

    def find(self, name: str) -> tuple[str, str | None] | None:
        """Returns the keys of product and component that `name` means, such as "Word 2003 for Windows XP".

        Returns None for a name that the table does not have.
        """
        if key := self._keys.get(plain(name)):
            return key, None
        for on in _JOINING.finditer(name):
            component = self._keys.get(plain(name[: on.start()]))
            product = self._keys.get(plain(name[on.end() :]))
            if component and product:
                return product, component
        return None

    def split(self, cell: str) -> list[str]:
        """Returns the full names of the products that `cell` joins.

        "Word 2003 for Windows XP SP2 and SP3" are two, each with its component. A name that the table knows as a
        whole is never split.
        """
        if self.find(cell):
            return [cell]
        if core := _CORE.search(cell):  # holds for all
            return [name + core[0] for name in self.split(cell[: core.start()])]
        component = ""
        if on := _ON.search(cell):
            component, cell = cell[: on.end()], cell[on.end() :]
        names: list[str] = []
        for part in _JOINED.split(cell):
            part = part.strip(" ,;")
            if names and _SERVICE_PACK.fullmatch(f" {part}"):
                part = f"{_SERVICE_PACK.sub('', names[-1])} {part}"
            versions = _VERSIONS.search(part)
            if versions and not self.find(part):
                names += [part[: versions.start()] + version for version in versions[0].split("/")]
            elif part:
                names.append(part)
        return [component + name for name in names]


def load(root: Path) -> Products:
    """Reads the product table of the folder of records `root`.

    Files that cannot be read are passed over: `kb check` reports them.
    """
    table: dict[str, dict] = {}
    for path in discover(root).products if (root / "products").is_dir() else ():
        try:
            data = source.read(path, f"{path}", root).root.data
        except Unreadable:
            continue
        for key, entry in data.items() if isinstance(data, dict) else ():
            if isinstance(entry, dict) and isinstance(entry.get("name"), dict):
                table[key] = entry
    return Products(table)
