"""The pages that lead to advisories: lists, products, KB articles, CVE numbers, search, and "Am I affected?"."""

from collections.abc import Callable, Iterable

from jinja2 import Environment
from markupsafe import Markup

from kb.records.address import family_id, slug
from kb.records.entry import ROLES
from kb.records.fields import Kind
from kb.records.glossary import Glossary
from kb.render import chart, statistics
from kb.render.affected import choice
from kb.render.environment import product_name
from kb.render.facets import facets, facets_json, product_tree
from kb.render.library import RECENT, Library
from kb.render.page import Page
from kb.render.speech import Speech
from kb.render.timeline import timeline

NEWEST = 200  # advisories on the page of a kind or product; half of all may be of the same
# For pages with a feed of their own, in the same folder; docs/theme/main.html explains the space in "alternate ".
_FEED_LINK = Markup('<link rel="alternate " type="application/atom+xml" title="{}" href="feed.xml">')
_STYLE_LINK = Markup('<link rel="stylesheet" href="{}assets/stylesheets/{}.css">')


class Lists:
    """Makes the list pages of one language. `environment` is that language's, `library` all advisories."""

    def __init__(self, library: Library, environment: Environment):
        self.library, self.environment = library, environment
        self.speech: Speech = environment.globals["s"]
        self.words = self.speech.labels["page"]

    def _page(
        self, address: str, template: str, heading: str, description: str, sections=(), feed=False, style="", **values
    ) -> Page:
        page = Page(address, heading, heading, description, "", sections=list(sections))
        if feed:
            page.head = _FEED_LINK.format(f"{heading} - {self.speech.labels['site_name']}")
        if style:  # a sheet that few pages need
            page.head += _STYLE_LINK.format("../" * page.depth, style)
        page.body = self.environment.get_template(template).render(up="../" * page.depth, heading=heading, **values)
        return page

    def all_advisories(self) -> Page:
        """The list of all advisories, newest first."""
        return self._advisories("advisories/", self.words["advisories"], self.words["advisories_description"], None)

    def year(self, year: str) -> Page:
        """The list of the advisories first published in one year."""
        heading, description = (self.words[key].format(year=year) for key in ("year", "year_description"))
        return self._advisories(f"advisories/{year}/", heading, description, year)

    def _advisories(self, address: str, heading: str, description: str, year: str | None) -> Page:
        rows = self.library.by_year[year] if year else self.library.entries
        found, tree = facets(rows), product_tree(rows, self.library.products)
        return self._page(
            address,
            "list.html",
            heading,
            description,
            rows=rows,
            year=year,
            years=list(self.library.by_year),
            facets=found,
            tree=tree,
            values=facets_json(found, tree, rows),
            style="list",
        )

    def kinds(self) -> Page:
        """All kinds of advisories and what they mean."""
        counts = {kind: len(self.library.by_kind.get(kind, ())) for kind in Kind}
        words = self.words
        return self._page("kinds/", "kinds.html", words["kinds"], words["kinds_description"], counts=counts)

    def kind(self, kind: str) -> Page:
        """One kind: what it means, and the newest advisories of that kind."""
        heading = self.speech.labels["kind"][kind]
        description = self.words["kind_description"].format(kind=heading)
        entries = self.library.by_kind.get(kind, [])
        rows, total = entries[:NEWEST], len(entries)
        return self._page(
            f"kinds/{kind}/", "kind.html", heading, description, feed=True, kind=kind, rows=rows, total=total
        )

    def feed(self) -> Page:
        """All feeds of the site."""
        words = self.speech.labels["feed"]
        sections = [("all", self.words["advisories"]), ("product", words["by_product"]), ("kind", words["by_kind"])]
        heading, description = self.words["subscribe"], words["description"]
        return self._page("feed/", "feed.html", heading, description, sections, recent=RECENT)

    def products(self) -> Page:
        """All products as a tree of vendors and families."""
        words, tree = self.words, self.library.product_tree
        return self._page(
            "products/",
            "products.html",
            words["products"],
            words["products_description"],
            [(slug(vendor), vendor) for vendor, _ in tree],
            style="products",
            tree=tree,
            numbers=self._numbers(self.library.named),
        )

    def family(self, name: str) -> Page:
        """One product line: its products, and the advisories that concern any of them in time; `name` is its id."""
        family = self.library.families[name]
        entries, shown = family.entries, family.entries[:NEWEST]
        sections = [("versions", self.words["family_products"])]
        if entries:
            sections.append(("affected", self.words["family_affected"]))
        return self._page(
            family.address,
            "family.html",
            family.name,
            self.words["product_description"].format(product=family.name),
            sections,
            style="products",
            family=family,
            vendors=list(dict.fromkeys(self.library.products[key].vendor for key in family.products)),
            numbers=self._numbers(family.products),
            total=len(entries),
            course=timeline(shown) if shown else None,
        )

    def _numbers(self, keys: Iterable[str]) -> dict[str, int]:
        return {key: len(self.library.affected.get(key, ())) for key in keys}

    def product(self, key: str, edit: tuple[str, str] | None = None) -> Page:
        """One product with the advisories that concern it; `edit` is as in `advisory_page`."""
        product = self.library.products[key]
        name = product_name(product, self.speech)
        affected, spared = self.library.affected.get(key, []), self.library.spared.get(key, [])
        named = {"affected": (affected, "product_affected"), "not-affected": (spared, "product_spared")}
        family = self.library.families.get(family_id(product.family))
        return self._page(
            f"products/{key}/",
            "product.html",
            name,
            self.words["product_description"].format(product=name),
            [(anchor, self.words[label]) for anchor, (rows, label) in named.items() if rows],
            feed=True,
            style="products",
            key=key,
            product=product,
            family=family if family and family.has_page else None,
            choice=choice(key, product),
            total=len(affected),
            course=timeline(affected[:NEWEST]) if affected else None,
            spared=spared,
            edit=edit,
        )

    def kb(self, number: str) -> Page:
        """One KB article: the advisories that name it, those whose fix it is first, and the products it is for."""
        uses = sorted(self.library.by_kb[number], key=lambda each: ROLES.index(each[1].role))
        rows = list({row: None for _, use in uses for row in use.rows})
        heading, description = (self.words[key].format(number=number) for key in ("kb", "kb_description"))
        sections = [("advisories", self.words["kb_advisories"])]
        if rows:
            sections.append(("products", self.words["kb_products"]))
        return self._page(
            f"kb/{number}/", "kb.html", heading, description, sections, number=number, uses=uses, rows=rows
        )

    def cve(self, cve: str) -> Page:
        """One CVE number, the advisories that name it, and their products."""
        rows = self.library.by_cve[cve]
        products = {
            status: list(dict.fromkeys(key for entry in rows for key in getattr(entry, status)))
            for status in ("affected", "not_affected")
        }
        products = {status: keys for status, keys in products.items() if keys}
        description = self.words["cve_description"].format(cve=cve)
        sections = [(key, self.words[f"cve_{key}"]) for key in ("advisories", *products)]
        return self._page(
            f"cve/{cve}/", "cve.html", cve, description, sections, cve=cve, rows=rows, products_by_status=products
        )

    def affected(self) -> Page:
        """The page on which products and updates are compared with all advisories."""
        words = self.speech.labels["affected"]
        title, description = words["title"], words["description"]
        return self._page("affected/", "affected.html", title, description, style="affected", words=words)

    def statistics(self) -> Page:
        """Figures on all advisories and their charts."""
        words, labels = self.words, self.speech.labels["statistics"]
        years, kinds = statistics.years(self.library), statistics.by_year_and_kind(self.library)
        lifetimes, most_affected = statistics.lifetimes(self.library), statistics.most_affected(self.library)
        return self._page(
            "statistics/",
            "statistics.html",
            words["statistics"],
            words["statistics_description"],
            [(key, labels[key]) for key in ("kinds", "lifetimes", "products")],
            width=chart.WIDTH,
            names_width=chart.NAMES,
            totals=statistics.totals(self.library),
            years=years,
            kinds=kinds,
            kinds_chart=chart.columns_chart(kinds, years),
            lifetimes=lifetimes,
            median=statistics.median_lifetime(self.library),
            lifetimes_chart=chart.bars_chart(lifetimes),
            most_affected=most_affected,
            products_chart=chart.bars_chart(most_affected),
            style="statistics",
        )

    def quality(self) -> Page:
        """What is missing or unsure in all records, counted."""
        words = self.speech.labels["quality"]
        counts = {name: found.number for name, found in self.library.quality.items()}
        return self._page(
            "quality/",
            "quality.html",
            words["title"],
            words["description"],
            counts=counts,
            links=self.library.links,
            style="rows",
        )

    def quality_of(self, name: str, edit: Callable[[str], tuple[str, str] | None]) -> Page:
        """One thing that is missing or unsure, and where.

        `edit` returns the addresses at which a file below the folder of records is edited and its history shown.
        """
        words, found = self.speech.labels["quality"]["names"][name], self.library.quality[name]
        return self._page(
            f"quality/{name}/",
            "quality-of.html",
            words["title"],
            words["meaning"],
            name=name,
            rows=[(row, row.cells, edit(row.file)) for row in found.rows],
            total=found.number,
            style="rows",
        )

    def glossary(self, glossary: Glossary) -> Page:
        """The words of the field in both languages."""
        words = self.speech.labels["glossary"]
        language = self.speech.language
        groups = [(slug(each.title.en), getattr(each.title, language), each) for each in glossary.groups]
        return self._page(
            "glossary/",
            "glossary.html",
            words["title"],
            words["description"],
            [*((anchor, title) for anchor, title, _ in groups), ("names", words["names"])],
            groups=groups,
            names=glossary.names,
            style="rows",
        )

    def search(self) -> Page:
        """The page on which search results are shown."""
        title, description = self.words["search"], self.words["search_description"]
        return self._page("search/", "search.html", title, description, style="search")

    def fields(self, parts: list[dict]) -> Page:
        """The field reference, from what `kb.render.reference.field_parts` gives."""
        sections = [(part["name"].lower(), part["name"]) for part in parts]
        words = self.words
        return self._page(
            "contribute/fields/", "fields.html", words["fields"], words["fields_description"], sections, parts=parts
        )

    def rules(self, rules: list) -> Page:
        """The rules of the check, from the register in `kb.check.rule`."""
        sections = [(each.id, each.id) for each in rules]
        words = self.words
        return self._page(
            "contribute/rules/", "rules.html", words["rules"], words["rules_description"], sections, rules=rules
        )
