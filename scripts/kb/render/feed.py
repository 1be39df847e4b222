"""Atom feeds (RFC 4287): new and changed advisories, and those of one kind or product."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup, escape

from kb.records.advisory import Advisory
from kb.records.entry import Entry
from kb.render.environment import product_name
from kb.render.library import Library
from kb.render.moment import moment
from kb.render.speech import Speech

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ATOM, _HTML = "application/atom+xml", "text/html"
_NEVER = date(1970, 1, 1)  # a feed without entries must say, too, when it was last updated


class Feeds:
    """Makes the feeds of one language.

    `library` has all advisories, `root_url` is the site's address, `read` gives the record of an entry's path.
    """

    def __init__(self, library: Library, speech: Speech, root_url: str, read: Callable[[str], Advisory]):
        self.library, self.speech, self._read = library, speech, read
        self.words = speech.labels["feed"]
        self._root, self._home = root_url, f"{root_url}{speech.language}/"
        self._entry = lru_cache(maxsize=4096)(self._make_entry)  # an advisory is in the feeds of all its products

    def new(self) -> str:
        """The advisories published last."""
        return self._feed("feed/new.xml", "advisories/", self.words["new"], self.library.newest)

    def updated(self) -> str:
        """The advisories that changed last."""
        return self._feed("feed/updated.xml", "advisories/", self.words["updated"], self.library.changed())

    def kind(self, kind: str) -> str:
        """The advisories of one kind that changed last."""
        title = self.speech.labels["kind"][kind]
        return self._feed(f"kinds/{kind}/feed.xml", f"kinds/{kind}/", title, self.library.changed(kind=kind))

    def product(self, key: str) -> str:
        """The advisories that concern one product and changed last."""
        title = product_name(self.library.products[key], self.speech)
        return self._feed(f"products/{key}/feed.xml", f"products/{key}/", title, self.library.changed(product=key))

    def _feed(self, address: str, page: str, title: str, entries: list[Entry]) -> str:
        language, other = self.speech.language, self.speech.other
        feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
        SubElement(feed, "id").text = self._home + address
        SubElement(feed, "title").text = f"{title} - {self.speech.labels['site_name']}"
        SubElement(feed, "updated").text = moment(max((entry.changed for entry in entries), default=_NEVER))
        _link(feed, "self", _ATOM, language, self._home + address)
        _link(feed, "alternate", _HTML, language, self._home + page)
        _link(feed, "alternate", _ATOM, other, f"{self._root}{other}/{address}")
        author = SubElement(feed, "author")
        SubElement(author, "name").text = self.speech.labels["site_name"]
        SubElement(author, "uri").text = self._home
        SubElement(feed, "icon").text = f"{self._home}assets/images/favicon.svg"
        start = tostring(feed, "unicode").removesuffix("</feed>")
        return "\n".join([_DECLARATION + start, *map(self._entry, (entry.id for entry in entries)), "</feed>\n"])

    def _make_entry(self, advisory_id: str) -> str:
        """Returns an advisory as the XML of an entry."""
        speech, labels, other = self.speech, self.speech.labels, self.speech.other
        entry = self.library.by_id[advisory_id]
        page = f"advisories/{entry.id}/"
        element = Element("entry")
        SubElement(element, "id").text = self._home + page
        words, language = speech.pick(entry.title)
        SubElement(element, "title", {"xml:lang": language}).text = f"{self._lifecycle(entry)}{words} ({entry.id})"
        SubElement(element, "published").text = moment(entry.published)
        SubElement(element, "updated").text = moment(entry.changed)
        _link(element, "alternate", _HTML, speech.language, self._home + page)
        # Some readers lead to the last alternate that is just text/html, and that shall be the one above.
        _link(element, "alternate", f"{_HTML};charset=utf-8", other, f"{self._root}{other}/{page}")
        for group, term in (("kind", entry.kind), ("state", entry.state), ("severity", entry.severity)):
            if term:
                scheme = f"{self._root}data/schema/advisory.json#/$defs/{group.capitalize()}"
                SubElement(element, "category", term=term, scheme=scheme, label=labels[group][term])
        for key in entry.affected:
            name = product_name(self.library.products[key], speech)
            SubElement(element, "category", term=key, scheme=f"{self._root}data/products.json", label=name)
        SubElement(element, "summary", type="html").text = self._summary(self._read(entry.path))
        return tostring(element, "unicode")

    def _lifecycle(self, entry: Entry) -> str:
        state = "withdrawn" if entry.withdrawn else "superseded" if entry.superseded_by else None
        return f"{self.speech.labels['lifecycle'][state]}: " if state else ""

    def _summary(self, advisory: Advisory) -> str:
        """Returns what happened, as HTML; before it why the advisory no longer holds, if so."""
        speech, labels = self.speech, self.speech.labels
        notes = []
        if advisory.withdrawn:
            day = speech.day(advisory.withdrawn.date, "long")
            notes.append((escape(labels["withdrawn_on"].format(date=day)), advisory.withdrawn.reason))
        if advisory.superseded:
            other = advisory.superseded.by
            link = Markup('{} <a href="{}advisories/{}/">{}</a>').format(
                labels["superseded_by"], self._home, other, other
            )
            notes.append((link, advisory.superseded.reason))
        html = [
            Markup("<p><strong>{}</strong></p>\n").format(words) + speech.prose(reason) for words, reason in notes
        ]
        return str(Markup("").join([*html, speech.prose(advisory.summary)]))  # Markup would be escaped twice


def _link(parent: Element, rel: str, kind: str, language: str, href: str) -> None:
    SubElement(parent, "link", rel=rel, type=kind, hreflang=language, href=href)
