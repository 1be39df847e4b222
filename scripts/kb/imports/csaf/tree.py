"""The product tree of a CSAF document: which product of the product table each product id means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import unquote

from kb.imports.draft import Draft
from kb.imports.json_document import Node
from kb.imports.products import Products
from kb.imports.words import line
from kb.records.fields import Cpe
from kb.records.packages import package_of
from kb.records.patterns import fits

_ALL = re.compile(r"vers:all/\*|\*|vers:[a-z]+/\*|all(?: versions)?|alle(?: versionen)?", re.I)
_VERSIONS = ("product_version", "service_pack", "patch_level", "architecture")  # branches that make up a version


class Place(NamedTuple):
    """What a product id means: keys of the product table or a package, and which versions of it."""

    product: str
    component: str | None = None
    package: tuple[str, str] | None = None
    versions: str | None = None
    is_range: bool = False


@dataclass(slots=True)
class _Leaf:
    """A product of the tree, with the branches above it by category, or with the two that a relationship joins."""

    node: Node
    branches: dict[str, str] = field(default_factory=dict)
    component: str = ""
    product: str = ""

    @property
    def name(self) -> str:
        return line(self.node["name"].text)

    @property
    def versions(self) -> str | None:
        """What the branches say of the version; None where they mean all."""
        if limit := self.branches.get("product_version_range"):
            return None if _ALL.fullmatch(limit) else _range(limit)
        found = ""
        for part in (self.branches.get(each) for each in _VERSIONS):
            if part and part not in found:  # names of packages end with the architecture
                found = f"{found} {part}".strip()
        return found or None


class ProductTree:
    """The products of a document; those that the product table lacks are proposed for it in the draft."""

    def __init__(self, tree: Node, made: Draft, products: Products):
        self._made, self._products = made, products
        self._leaves: dict[str, _Leaf] = {}
        self._groups: dict[str, Node] = {each["group_id"].text: each for each in tree["product_groups"]}
        for each in tree["full_product_names"]:
            self._add(_Leaf(each))
        for each in tree["branches"]:
            self._walk(each, {})
        for each in tree["relationships"]:
            parts = each["product_reference"].text, each["relates_to_product_reference"].text
            self._add(_Leaf(each["full_product_name"], {}, *parts), each)
        self._places: dict[str, Place] = {}

    def _add(self, leaf: _Leaf, around: Node | None = None) -> None:
        if name := leaf.node["product_id"].text:
            self._leaves.setdefault(name, leaf)
            for each in ("category", "product_reference", "relates_to_product_reference") if around else ():
                around[each].take()

    def _walk(self, branch: Node, above: dict[str, str]) -> None:
        inside = {**above, branch["category"].take(): line(branch["name"].take())}
        if branch["product"]:
            self._add(_Leaf(branch["product"], inside))
        for each in branch["branches"]:
            self._walk(each, inside)

    def ids(self) -> list[str]:
        """Returns all product ids, in the order of the document."""
        return [*self._leaves]

    def named(self, part: Node) -> Iterator[str]:
        """Yields the ids of the products that part of a vulnerability is about: `product_ids` and `group_ids`."""
        for each in part["product_ids"]:
            yield each.take()
        for each in part["group_ids"]:
            group = self._groups.get(each.take())
            for inner in group["product_ids"] if group else ():
                group["group_id"].take()
                yield inner.take()

    def place(self, name: str) -> Place | None:
        """Returns what the product id `name` means; None for one that the tree does not define."""
        leaf = self._leaves.get(name)
        if leaf and name not in self._places:
            leaf.node["product_id"].take()
            leaf.node["name"].take()
            self._places[name] = self._joined(leaf) if leaf.component else self._single(leaf)
        return self._places.get(name)

    def _joined(self, leaf: _Leaf) -> Place:
        parts = [self._leaves.get(each) for each in (leaf.component, leaf.product)]
        if not all(parts) or any(each.component for each in parts):  # one rests on another: they have a name together
            return self._single(leaf)
        component, product = self.place(leaf.component), self.place(leaf.product)
        if component.package or product.package:
            return component if component.package else product
        limit = component if component.versions else product
        return Place(product.product, component.product, None, limit.versions, limit.is_range)

    def _single(self, leaf: _Leaf) -> Place:
        helper = leaf.node["product_identification_helper"]
        cpe, purl = helper["cpe"].text, helper["purl"].text
        is_range = "product_version_range" in leaf.branches
        if package := package_of(purl, leaf.branches.get("product_name", "")):
            helper["purl"].take()
            ecosystem, name, version = package
            versions = re.sub(r"([<>=]+)(?=\S)", r"\1 ", leaf.versions or version or "")  # in the style of records
            return Place("", None, (ecosystem, name), versions or None, is_range)
        bounded = is_range and leaf.versions
        if key := None if bounded else self._products.find_cpe(cpe):
            helper["cpe"].take()
            return Place(key)
        # a product with a range below it often has its name without the range
        for name in (*(() if bounded else (leaf.name,)), *_joined_names(leaf, leaf.versions or "")):
            if found := self._products.find(name):
                self._same_cpe(helper)
                return Place(*found)
        for name in _joined_names(leaf, ""):
            if found := self._products.find(name):
                return Place(*found, None, leaf.versions, is_range)
        return self._proposed(leaf, helper, is_range)

    def _same_cpe(self, helper: Node) -> None:
        """A CPE of a product that was found by name says nothing new unless the table has it for another one."""
        if fits(Cpe, helper["cpe"].text):
            helper["cpe"].take()

    def _proposed(self, leaf: _Leaf, helper: Node, is_range: bool) -> Place:
        family = leaf.branches.get("product_name") or leaf.branches.get("product_family")
        bounded = is_range and leaf.versions
        name = (family if bounded else None) or leaf.name or family or "?"
        vendor = leaf.branches.get("vendor", "")
        entry: dict[str, Any] = {"name": {"de": name, "en": name}, "vendor": vendor, "family": family or name}
        if leaf.versions and not is_range:
            entry["version"] = leaf.versions
        if fits(Cpe, helper["cpe"].text):
            entry["cpe"] = helper["cpe"].take()
        key = self._products.propose(entry)
        self._made.products[key] = entry
        return Place(key, None, None, leaf.versions if bounded else None, bool(bounded))


def _joined_names(leaf: _Leaf, version: str) -> Iterator[str]:
    family = leaf.branches.get("product_name") or leaf.branches.get("product_family")
    if family:
        yield f"{family} {version}".strip()
        yield f"{leaf.branches.get('vendor', '')} {family} {version}".strip()


def _range(limit: str) -> str:
    """Returns a range as records write it; of a `vers:` address its versions.

    >>> _range("vers:nuget/1.0.0|1.0.1")
    '1.0.0, 1.0.1'
    """
    found = re.fullmatch(r"vers:[a-z0-9.+-]+/(.+)", limit)
    return ", ".join(unquote(each) for each in found[1].split("|")) if found else limit
