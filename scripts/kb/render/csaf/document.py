"""A record as a CSAF 2.0 document: one for each language in which it has a title."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from kb.project import Publisher
from kb.records.advisory import Advisory
from kb.records.fields import LANGUAGES, ReferenceType, Relation
from kb.records.product import Product
from kb.records.tracking import Acknowledgment, Reference
from kb.render.csaf.prose import Prose
from kb.render.csaf.tree import Json, Tree
from kb.render.csaf.vulnerabilities import Vulnerabilities, words
from kb.render.moment import moment
from kb.render.speech import Speech

_FOLDER = ".well-known/csaf/white/"


def languages(advisory: Advisory) -> list[str]:
    """Returns the languages of the documents for `advisory`; the first is the original, the others translations."""
    return [each for each in LANGUAGES if getattr(advisory.title, each)]


def tracking_id(advisory: Advisory, language: str) -> str:
    """Returns the identifier of the document in `language`: a translation has one of its own."""
    return advisory.id if language == languages(advisory)[0] else f"{advisory.id}-{language}"


def file_name(advisory: Advisory, language: str) -> str:
    """Returns where the document lies: the year of first release, and the name that the standard prescribes."""
    name = re.sub(r"[^+\-a-z0-9]+", "_", tracking_id(advisory, language).lower())
    return f"{advisory.published.year}/{name}.json"


class Csaf:
    """Makes the documents of one language; `root_url` is the address of the site, which ends with a slash."""

    def __init__(self, products: dict[str, Product], speech: Speech, publisher: Publisher, root_url: str):
        self._products, self._speech, self._publisher, self._root = products, speech, publisher, root_url
        self._words, self._prose = speech.labels["export"], Prose(speech)

    def document(self, advisory: Advisory) -> Json:
        """Returns the document for `advisory`."""
        tree = Tree(self._products, self._speech.language, self._words["joined"])
        vulnerable = bool(advisory.vulnerabilities) or advisory.is_vulnerability
        found: list[Json] = []
        if vulnerable:
            found = Vulnerabilities(advisory, tree, self._prose, self._thanks).document()
        else:
            for row in advisory.products:
                if row.status == "affected":  # all products of such a document are affected, by definition
                    tree.add_name(row) if row.component else tree.add(row.model_copy(update={"fixed": None}))
        products = tree.document()
        category = "csaf_informational_advisory"
        if vulnerable:
            category = "csaf_security_advisory" if all(map(_advises, found)) else "csaf_base"
        placed = any("remediations" in each for each in found)
        parts: Json = {"document": self._document(advisory, category, placed), "product_tree": products}
        return {name: part for name, part in (parts | {"vulnerabilities": found}).items() if part}

    def _document(self, advisory: Advisory, category: str, placed: bool) -> Json:
        language, original = self._speech.language, languages(advisory)[0]
        publisher = self._publisher
        rated = advisory.severity if advisory.severity != "not-rated" else None
        distribution: Json = {"tlp": {"label": "WHITE", "url": "https://www.first.org/tlp/"}}
        if advisory.source:
            distribution["text"] = advisory.source.license
        made: Json = {
            "acknowledgments": self._thanks(_not_inside(advisory)),
            "aggregate_severity": {"text": words(rated)} if rated else None,
            "category": category,
            "csaf_version": "2.0",
            "distribution": distribution,
            "lang": language,
            "notes": self._notes(advisory, placed),
            "publisher": {"category": publisher.category, "name": publisher.name, "namespace": publisher.namespace},
            "references": self._references(advisory),
            "source_lang": original if language != original else None,
            "title": self._prose.say(advisory.title),
            "tracking": self._tracking(advisory),
        }
        return {name: value for name, value in made.items() if value}

    def _notes(self, advisory: Advisory, placed: bool) -> list[Json]:
        """Returns the texts; `placed` says that workarounds and mitigations stand at the vulnerabilities."""
        prose, labels, section = self._prose, self._words, self._speech.labels["section"]
        made = [
            ("summary", labels["summary"], prose.say(advisory.summary)),
            ("general", labels["impact"], prose.say(advisory.impact)),
            ("general", section["affected"], prose.say(advisory.affected)),
            ("general", labels["recommendation"], prose.say(advisory.recommendation)),
            ("details", section["details"], prose.say(advisory.details)),
            ("general", section["known-issues"], prose.say(advisory.known_issues)),
            ("general", section["action"], prose.steps(advisory.actions)),
            *(("general", section["detection"], prose.detection(each)) for each in advisory.detection),
        ]
        if not placed:
            for item in advisory.workarounds or ():
                title = f"{section['workarounds']}: {prose.say(item.title)}"
                made.append(("general", title, prose.workaround(item) or prose.say(item.title)))
            title = section["mitigations"]
            made += [("general", title, prose.mitigation(each)) for each in advisory.mitigations or ()]
        made += [("faq", prose.say(each.question), prose.faq(each)) for each in advisory.faq]
        made += [("other", title, text) for title, text in prose.lists(advisory)]
        made += self._lifecycle(advisory)
        if source := advisory.source:
            text = ", ".join(filter(None, (f"{source.publisher}: {source.title}", source.url, source.license)))
            made.append(("legal_disclaimer", section["source"], f"{self._speech.labels['source_note']} {text}"))
        return [{"category": kind, "text": text, "title": title} for kind, title, text in made if text and title]

    def _lifecycle(self, advisory: Advisory) -> list[tuple[str, str, str]]:
        labels, made = self._speech.labels, []
        if gone := advisory.withdrawn:
            title = labels["withdrawn_on"].format(date=self._speech.day(gone.date, "long"))
            made.append(("other", title, self._prose.say(gone.reason) or title))
        if newer := advisory.superseded:
            title = f"{labels['superseded_by']} {newer.by}"
            made.append(("other", title, self._prose.say(newer.reason) or title))
        return made

    def _references(self, advisory: Advisory) -> list[Json]:
        """Returns the references: first the original of a translation, then its own addresses."""
        language, original = self._speech.language, languages(advisory)[0]
        made: list[Json] = []
        if language != original:
            url = self._root + _FOLDER + file_name(advisory, original)
            made.append({"category": "external", "summary": advisory.id, "url": url})
        page = f"{self._root}{language}/advisories/{advisory.id}/"
        for url in (self._root + _FOLDER + file_name(advisory, language), page):
            made.append({"category": "self", "summary": self._prose.say(advisory.title), "url": url})
        found = [(each.url, self._title(each)) for each in advisory.references if each.url]
        found += [(f"{self._root}{language}/advisories/{other}/", other) for other in advisory.related]
        if not found:
            source = advisory.source
            found = [(source.url, source.title) if source and source.url else (page, advisory.id)]
        return [*made, *({"category": "external", "summary": title, "url": url} for url, title in found)]

    def _title(self, each: Reference) -> str:
        return ": ".join(filter(None, (each.id, self._prose.say(each.title)))) or each.url

    def _tracking(self, advisory: Advisory) -> Json:
        """Returns identity and history. Where the record was withdrawn, that is the last revision."""
        history: list[tuple[date, str | None, str]] = [
            (each.date, each.version, self._speech.pick(each.text)[0].strip()) for each in advisory.revisions
        ]
        updated = advisory.updated
        if gone := advisory.withdrawn:
            history.append((max(gone.date, updated), None, self._speech.pick(gone.reason)[0].strip()))
            updated = history[-1][0]
        made: Json = {
            "current_release_date": moment(updated),
            "id": tracking_id(advisory, self._speech.language),
            "initial_release_date": moment(advisory.published),
            "revision_history": [
                {"date": moment(day), "number": f"{number}", "summary": text}
                | ({"legacy_version": version} if version else {})
                for number, (day, version, text) in enumerate(history, 1)
            ],
            "status": "final",
            "version": f"{len(history)}",
        }
        return made | ({"aliases": names} if (names := _aliases(advisory)) else {})

    def _thanks(self, found: Iterable[Acknowledgment]) -> list[Json]:
        """Returns acknowledgments; the standard has room for one organization in each."""
        made: list[Json] = []
        for each in found:
            names = [*each.names, *([self._speech.labels["anonymous"]] if each.anonymous else [])]
            for number, organization in enumerate(each.organizations or [None]):
                urls = [each.url if not number else None, organization.url if organization else None]
                part: dict[str, Any] = {
                    "names": names if not number else [],
                    "organization": organization.name if organization else None,
                    "summary": self._prose.say(each.text) if not number else None,
                    "urls": [url for url in urls if url],
                }
                if said := {
                    name: value for name, value in part.items() if value
                }:  # the text may be in the other language
                    made.append(said)
        return made


def _advises(vulnerability: Json) -> bool:
    """Tells whether a vulnerability says what it has to in a security advisory (test 6.1.27 of the library csaf).

    That is the status of a product, more than that it is looked into, and what to do where a version is fixed.
    """
    status = vulnerability.get("product_status", {})
    known = status.keys() - {"under_investigation"}
    return bool(known) and ("fixed" not in known or "remediations" in vulnerability)


def _not_inside(advisory: Advisory) -> list[Acknowledgment]:
    """Returns the acknowledgments that do not stand at the vulnerabilities that they are for."""
    cves = {each.cve for each in advisory.vulnerabilities}
    return [each for each in advisory.acknowledgments if not cves.intersection(each.cves)]


def _aliases(advisory: Advisory) -> list[str]:
    """Returns other names; KB articles and bulletins that resolve the matter are among them."""
    numbered = (ReferenceType.KB, ReferenceType.BULLETIN)
    named = [
        each.id
        for each in advisory.references
        if each.id and each.type in numbered and each.relation == Relation.RESOLVES
    ]
    return list(dict.fromkeys([*advisory.aliases, *named]))
