"""Reads of an HTML page what the tests look at."""

import json
from html.parser import HTMLParser


class Document(HTMLParser):
    """An HTML page.

    `links` are all addresses that it names (href and src), `ids` what anchors lead to, `metas` contents by name,
    `rels` pairs of attributes of <link> by relation, `data` the JSON-LD blocks, `headings` the texts of <h1>.
    """

    def __init__(self, html: str):
        super().__init__()
        self.language: str | None = None
        self.links: list[str] = []
        self.ids: list[str] = []
        self.metas: dict[str, list[str]] = {}
        self.rels: dict[str, list[dict[str, str | None]]] = {}
        self.headings: list[str] = []
        self.data: list[dict] = []
        self._json_ld = self._in_heading = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.links += [values[name] or "" for name in ("href", "src") if name in values]
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "html":
            self.language = values.get("lang")
        elif tag == "meta" and "name" in values:
            self.metas.setdefault(values["name"], []).append(values.get("content") or "")
        elif tag == "link":
            self.rels.setdefault((values.get("rel") or "").strip(), []).append(values)
        elif tag == "h1":
            self._in_heading = True
            self.headings.append("")
        self._json_ld = tag == "script" and values.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._json_ld = False
        if tag == "h1":
            self._in_heading = False

    def handle_data(self, data: str) -> None:
        if self._json_ld:
            self.data.append(json.loads(data))
        elif self._in_heading:
            self.headings[-1] += data

    @property
    def canonical(self) -> str | None:
        """The address that the page calls its own."""
        return next((link["href"] for link in self.rels.get("canonical", [])), None)

    @property
    def translations(self) -> dict[str, str]:
        """Addresses by language (hreflang) in the page's head."""
        return {link["hreflang"]: link["href"] for link in self.rels.get("alternate", []) if link.get("hreflang")}
