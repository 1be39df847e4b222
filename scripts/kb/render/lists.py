"""The pages that lead to advisories: lists, products, KB articles, CVE numbers, and the search page."""

from jinja2 import Environment

from kb.render import chart, statistics
from kb.render.environment import product_name
from kb.render.library import Library
from kb.render.page import Page
from kb.render.speech import Speech


class Lists:
    """Makes the list pages of one language. `environment` is that language's, `library` all advisories."""

    def __init__(self, library: Library, environment: Environment):
        self.library, self.environment = library, environment
        self.speech: Speech = environment.globals["s"]
        self.words = self.speech.labels["page"]

    def _page(self, address: str, template: str, heading: str, description: str, sections=(), **values) -> Page:
        page = Page(address, heading, heading, description, "", sections=list(sections))
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
        years = list(self.library.by_year)
        return self._page(address, "list.html", heading, description, rows=rows, year=year, years=years)

    def products(self) -> Page:
        """All products as a tree of vendors and families."""
        words = self.words
        return self._page(
            "products/",
            "products.html",
            words["products"],
            words["products_description"],
            tree=self.library.product_tree,
        )

    def product(self, key: str, edit: tuple[str, str] | None = None) -> Page:
        """One product with the advisories that concern it; `edit` is as in `advisory_page`."""
        product = self.library.products[key]
        name = product_name(product, self.speech)
        affected, spared = self.library.affected.get(key, []), self.library.spared.get(key, [])
        named = {"affected": (affected, "product_affected"), "not-affected": (spared, "product_spared")}
        return self._page(
            f"products/{key}/",
            "product.html",
            name,
            self.words["product_description"].format(product=name),
            [(anchor, self.words[label]) for anchor, (rows, label) in named.items() if rows],
            product=product,
            affected=affected,
            spared=spared,
            edit=edit,
        )

    def kb(self, number: str) -> Page:
        """One KB article: the advisories that name it and the products that its update is for."""
        uses = self.library.by_kb[number]
        rows = list({row: None for _, use in uses for row in use.rows})
        heading, description = (self.words[key].format(number=number) for key in ("kb", "kb_description"))
        sections = [("advisories", self.words["kb_advisories"])]
        if rows:
            sections.append(("products", self.words["kb_products"]))
        return self._page(
            f"kb/{number}/", "kb.html", heading, description, sections, number=number, uses=uses, rows=rows
        )

    def cve(self, cve: str) -> Page:
        """One CVE number and the advisories that name it."""
        description = self.words["cve_description"].format(cve=cve)
        sections = [("advisories", self.words["cve_advisories"])]
        return self._page(
            f"cve/{cve}/", "cve.html", cve, description, sections, cve=cve, rows=self.library.by_cve[cve]
        )

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
        )

    def search(self) -> Page:
        """The page on which search results are shown."""
        return self._page("search/", "search.html", self.words["search"], self.words["search_description"])

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
