"""All advisories together: the orders and indexes from which lists and cross references are made."""

from collections import defaultdict
from functools import cached_property
from itertools import islice

from kb.records.entry import Entry, KbUse
from kb.records.product import Product

RECENT = 50  # entries that are news: as many as a feed has


class Library:
    """The entries of all advisories, newest first, and the product table by key, with the file of each product."""

    def __init__(self, entries: list[Entry], products: dict[str, Product], product_files: dict[str, str]):
        self.entries = sorted(entries, key=lambda entry: (entry.published, entry.id), reverse=True)
        self.by_id = {entry.id: entry for entry in self.entries}
        self.products, self.product_files = products, product_files

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
        entries = (entry for entry in self._by_change if not kind or entry.kind == kind)
        return list(islice(entries, RECENT))

    @cached_property
    def _by_change(self) -> list[Entry]:
        return sorted(self.entries, key=lambda entry: (entry.changed, entry.published, entry.id), reverse=True)

    @cached_property
    def _changed_by_product(self) -> dict[str, list[Entry]]:
        return _group((key, entry) for entry in self._by_change for key in entry.affected)

    @cached_property
    def _naming(self) -> dict[str, list[Entry]]:
        return _group((other, entry) for entry in self.entries for other in entry.related)

    def related(self, entry: Entry) -> list[Entry]:
        """Returns the advisories that `entry` names as related or that name it, each once."""
        named = [self.by_id[other] for other in entry.related if other in self.by_id]
        both = {other.id: other for other in (*named, *self._naming.get(entry.id, ()))}
        return list(both.values())

    @cached_property
    def product_tree(self) -> list[tuple[str, list[tuple[str, list[tuple[str, Product, int]]]]]]:
        """Vendors, each with its families, each with (key, product, number of advisories that concern it).

        Vendors and families are in alphabetic order; products that no advisory names are left out.
        """
        vendors: dict[str, dict[str, list]] = defaultdict(lambda: defaultdict(list))
        named = self.affected.keys() | self.spared.keys()
        for key, product in ((key, self.products[key]) for key in self.products if key in named):
            vendors[product.vendor][product.family].append((key, product, len(self.affected.get(key, ()))))
        return [(vendor, sorted(families.items())) for vendor, families in sorted(vendors.items())]


def _group(pairs) -> dict:
    groups = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
