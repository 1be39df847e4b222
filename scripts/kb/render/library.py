"""All advisories together: the orders and indexes from which lists and cross references are made."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from kb.problem import Problem
from kb.records.address import family_id
from kb.records.entry import Entry, KbUse
from kb.records.links import LinkTable
from kb.records.product import Product
from kb.render.quality import Found, quality_rows

RECENT = 50  # entries that are news: as many as a feed has


class ProductFamily(NamedTuple):
    """A product line: `products` are the keys of those that advisories name, `entries` concern one of them."""

    id: str
    name: str
    products: list[str]
    entries: list[Entry]

    @property
    def address(self) -> str:
        """Where it is on the site: a page of its own, or that of its only product."""
        return f"families/{self.id}/" if self.has_page else f"products/{self.products[0]}/"

    @property
    def has_page(self) -> bool:
        """Whether there is more to it than the page of one product tells."""
        return len(self.products) > 1


class Library:
    """The entries of all advisories, newest first, and the product table by key, with the file of each product.

    `warnings` are those of the check by rule, `links` what is known of addresses.
    """

    def __init__(
        self,
        entries: list[Entry],
        products: dict[str, Product],
        product_files: dict[str, str],
        warnings: Mapping[str, list[Problem]] | None = None,
        links: LinkTable | None = None,
    ):
        self.entries = sorted(entries, key=lambda entry: (entry.published, entry.id), reverse=True)
        self.by_id = {entry.id: entry for entry in self.entries}
        self.products, self.product_files = products, product_files
        self.warnings, self.links = warnings or {}, links or LinkTable()

    @cached_property
    def by_year(self) -> dict[str, list[Entry]]:
        """Entries by year of first publication, newest year first."""
        return _group((entry.year, entry) for entry in self.entries)

    @cached_property
    def by_kind(self) -> dict[str, list[Entry]]:
        """Entries by kind."""
        return _group((entry.kind, entry) for entry in self.entries)

    @cached_property
    def affected(self) -> dict[str, list[Entry]]:
        """Entries by the key of a product that they concern."""
        return _group((key, entry) for entry in self.entries for key in entry.affected)

    @cached_property
    def spared(self) -> dict[str, list[Entry]]:
        """Entries by the key of a product that they name as not affected."""
        return _group((key, entry) for entry in self.entries for key in entry.not_affected)

    @cached_property
    def by_kb(self) -> dict[str, list[tuple[Entry, KbUse]]]:
        """Entries and how they use it, by the number of a KB article."""
        return _group((number, (entry, use)) for entry in self.entries for number, use in entry.kbs.items())

    @cached_property
    def by_cve(self) -> dict[str, list[Entry]]:
        """Entries by CVE number."""
        return _group((cve, entry) for entry in self.entries for cve in entry.cves)

    @property
    def newest(self) -> list[Entry]:
        """The entries published last."""
        return self.entries[:RECENT]

    def changed(self, *, kind: str | None = None, product: str | None = None) -> list[Entry]:
        """Returns the entries that changed last: of all, of one kind, or of those that concern one product."""
        if product:
            return self._changed_by_product.get(product, [])[:RECENT]
        entries = (entry for entry in self.by_change if not kind or entry.kind == kind)
        return list(islice(entries, RECENT))

    @cached_property
    def by_change(self) -> list[Entry]:
        """Entries, the one changed last first."""
        return sorted(self.entries, key=lambda entry: (entry.changed, entry.published, entry.id), reverse=True)

    @cached_property
    def _changed_by_product(self) -> dict[str, list[Entry]]:
        return _group((key, entry) for entry in self.by_change for key in entry.affected)

    @cached_property
    def _naming(self) -> dict[str, list[Entry]]:
        return _group(
            (other, entry) for entry in self.entries for other in (*entry.related, entry.superseded_by) if other
        )

    def related(self, entry: Entry) -> list[Entry]:
        """Returns what `entry` names as related, what names it, and what it replaces, each once."""
        named = [self.by_id[other] for other in entry.related if other in self.by_id]
        both = {other.id: other for other in (*named, *self._naming.get(entry.id, ()))}
        return list(both.values())

    @cached_property
    def quality(self) -> dict[str, Found]:
        """What is missing or unsure, by name."""
        return quality_rows(self.entries, self.products, self.product_files, self.warnings, self.links)

    @cached_property
    def named(self) -> dict[str, Product]:
        """The products that advisories name, as affected or not, by key."""
        keys = self.affected.keys() | self.spared.keys()
        return {key: product for key, product in self.products.items() if key in keys}

    @cached_property
    def families(self) -> dict[str, ProductFamily]:
        """Product lines by id, in the order of their names; vendors that share a name share the family, too."""
        ids = {key: family_id(product.family) for key, product in self.named.items()}
        found: dict[str, ProductFamily] = {}
        for key, product in sorted(self.named.items(), key=lambda item: in_order(item[1].family)):
            found.setdefault(ids[key], ProductFamily(ids[key], product.family, [], [])).products.append(key)
        for entry in self.entries:
            for each in dict.fromkeys(ids[key] for key in entry.affected if key in ids):
                found[each].entries.append(entry)
        return found

    @cached_property
    def product_tree(self) -> list[tuple[str, list[tuple[ProductFamily, list[str]]]]]:
        """Vendors, each with its families, each with the keys of the vendor's products that advisories name.

        Vendors and families are in alphabetic order, numbers in that of their value.
        """
        vendors: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for family in self.families.values():
            for key in family.products:
                vendors[self.products[key].vendor][family.id].append(key)
        return [
            (vendor, [(self.families[each], keys) for each, keys in families.items()])
            for vendor, families in sorted(vendors.items(), key=lambda item: in_order(item[0]))
        ]


def in_order(name: str) -> list[str | int]:
    """Returns what puts "Windows 7" before "Windows 10"."""
    return [int(part) if part.isdecimal() else part.casefold() for part in re.split(r"(\d+)", name)]


def _group(pairs) -> dict:
    groups = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
