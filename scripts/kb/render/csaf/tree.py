"""The product tree of CSAF: vendors, families and versions, components on products, and packages."""

import re
from typing import Any, NamedTuple
from urllib.parse import quote

from kb.records.affected import Package, ProductRow
from kb.records.packages import ECOSYSTEMS, bounds_of, purl_of
from kb.records.product import Product

Json = dict[str, Any]

_ALL = "vers:all/*"
# What the standard does not let pass for one version (test 6.1.31).
_SEVERAL = re.compile(r"^[<>]|\.x\b|\.\*|\b(?:prior to|before|and earlier|and later|through)\b", re.I)


class Ids(NamedTuple):
    """The product ids of a row: of the versions that its status is about, and of the version with the fix."""

    meant: str
    fixed: str | None


class Tree:
    """Collects the products of one document; `language` is that of their names, `on` joins those of components."""

    def __init__(self, products: dict[str, Product], language: str, on: str):
        self._products, self._language, self._on = products, language, on
        self._branches: list[Json] = []
        self._relationships: list[Json] = []
        self._full_names: list[Json] = []
        self._known: set[str] = set()

    def add(self, row: ProductRow) -> Ids:
        """Adds the products of a row."""
        target = row.component or row.product
        limit = row.versions or (f"vers:generic/<={row.last_affected}" if row.last_affected else None)
        if row.fixed and not limit and row.status == "affected":
            limit = f"vers:generic/<{row.fixed}"
        fixed = self._version(target, row.fixed) if row.fixed else None
        if row.status == "fixed" and fixed:
            meant = fixed
        else:
            meant = self._range(target, limit) if limit else self._product(target)
        if row.component:
            meant, fixed = self._installed(meant, row), fixed and self._installed(fixed, row)
        return Ids(meant, fixed if row.status == "affected" else None)

    def add_name(self, row: ProductRow) -> None:
        """Adds a component on a product as one thing: where all that is in the tree counts as affected."""
        name = self._on.format(component=self._name(row.component), product=self._name(row.product))
        if self._new(f"{row.component}:{row.product}"):
            self._full_names.append({"name": name, "product_id": f"{row.component}:{row.product}"})

    def add_package(self, package: Package) -> tuple[list[str], list[str]]:
        """Adds a package; returns the product ids of its affected versions, and of those with the fix."""
        kind = ECOSYSTEMS.get(package.ecosystem) or "generic"
        branches: list[Json] = []
        affected, mended = [], []
        for each in package.ranges:
            name = _vers(kind, each.versions)
            branches.append(self._package("product_version_range", name, package, each.versions, affected))
            if each.fixed:
                branches.append(self._package("product_version", each.fixed, package, each.fixed, mended))
        self._branches.append({"category": "product_name", "name": package.name, "branches": branches})
        return affected, mended

    def document(self) -> Json:
        """Returns the tree as it stands in the document; empty where no product was added."""
        parts = {
            "branches": self._branches,
            "full_product_names": self._full_names,
            "relationships": self._relationships,
        }
        return {name: part for name, part in parts.items() if part}

    def _product(self, key: str) -> str:
        """Adds a product with all of its versions, or in the version that it is an entry for."""
        product = self._products[key]
        if self._new(key):
            made: Json = {"name": self._name(key), "product_id": key}
            if product.cpe:
                made["product_identification_helper"] = {"cpe": product.cpe}
            several = not product.version or _SEVERAL.search(product.version)
            leaf = {
                "category": "product_version_range" if several else "product_version",
                "name": product.version or _ALL,
            }
            self._below(product.vendor, product.family).append(leaf | {"product": made})
        return key

    def _range(self, key: str, limit: str) -> str:
        return self._limited(key, {"category": "product_version_range", "name": limit})

    def _version(self, key: str, version: str) -> str:
        return self._limited(key, {"category": "product_version", "name": version})

    def _limited(self, key: str, leaf: Json) -> str:
        """Adds some versions of a product: below its full name, since it may itself be a version of its family."""
        name, limit = self._name(key), leaf["name"].removeprefix("vers:generic/")
        if self._new(f"{key}:{limit}"):
            made = {"name": f"{name} {limit}", "product_id": f"{key}:{limit}"}
            self._below(self._products[key].vendor, name).append(leaf | {"product": made})
        return f"{key}:{limit}"

    def _installed(self, part: str, row: ProductRow) -> str:
        """Adds the relationship of a component to the product that it is installed on."""
        product = self._product(row.product)
        limit = part.removeprefix(row.component).replace(":", " ", 1)
        if self._new(f"{part}:{product}"):
            name = self._on.format(component=self._name(row.component) + limit, product=self._name(product))
            self._relationships.append(
                {
                    "category": "installed_on",
                    "product_reference": part,
                    "relates_to_product_reference": product,
                    "full_product_name": {"name": name, "product_id": f"{part}:{product}"},
                }
            )
        return f"{part}:{product}"

    def _package(self, category: str, name: str, package: Package, version: str, ids: list[str]) -> Json:
        own = f"{package.ecosystem}:{package.name}:{version}"
        while not self._new(own):  # a range may be affected with two fixes
            own += "'"
        ids.append(own)
        made: Json = {"name": f"{package.name} {version}", "product_id": own}
        mended = version if category == "product_version" else None
        if purl := purl_of(package.ecosystem, package.name, mended):
            made["product_identification_helper"] = {"purl": purl}
        return {"category": category, "name": name, "product": made}

    def _below(self, vendor: str, family: str) -> list[Json]:
        """Returns the branches below a vendor and a product name, which are made where they are missing."""
        return _branch(_branch(self._branches, "vendor", vendor), "product_name", family)

    def _name(self, key: str) -> str:
        return getattr(self._products[key].name, self._language)

    def _new(self, name: str) -> bool:
        """Tells whether `name` is a new product id, which it is only once."""
        known = name in self._known
        self._known.add(name)
        return not known


def _vers(kind: str, versions: str) -> str:
    """Returns versions as a `vers:` address, or in the record's words where these are no bounds."""
    first, last, end, listed = bounds_of(versions)
    limits = [(">=", first), ("<=", last), ("<", end), *(("", each) for each in listed)]
    parts = [sign + quote(version, safe=".-_~") for sign, version in limits if version]
    return f"vers:{kind}/{'|'.join(parts)}" if parts else versions


def _branch(branches: list[Json], category: str, name: str) -> list[Json]:
    for each in branches:
        if (each["category"], each["name"]) == (category, name):
            return each["branches"]
    branches.append({"category": category, "name": name, "branches": []})
    return branches[-1]["branches"]
