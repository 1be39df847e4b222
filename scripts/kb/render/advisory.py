"""The page of one advisory."""

import json
from itertools import groupby

from jinja2 import Environment
from markupsafe import Markup

from kb.records.address import slug
from kb.records.advisory import Advisory
from kb.records.entry import RESOLVES, Entry
from kb.records.fields import ProductStatus, Relation
from kb.render.library import Library
from kb.render.markdown import shorten
from kb.render.page import Page
from kb.render.speech import Speech

# The component stands below its product, the note of a release in a row of its own: on a phone, what is to be done is
# in sight then.
_COLUMNS = [
    "product",
    "versions",
    "last_affected",
    "fixed",
    "update",
    "severity",
    "impact",
    "cves",
    "replaces",
    "note",
]
_RELEASE_COLUMNS = ["date", "id", "products", "addresses", "replaces", "covers"]
_CERTIFICATE_COLUMNS = ["subject", "issuer", "thumbprint", "serial", "valid_from", "valid_until", "updates", "note"]


def advisory_page(
    advisory: Advisory, library: Library, environment: Environment, root_url: str, edit: tuple[str, str] | None
) -> Page:
    """Returns the page of `advisory`.

    `root_url` is the site's address, `edit` the addresses at which its file is edited and its history shown.
    """
    speech: Speech = environment.globals["s"]
    entry = library.by_id[advisory.id]
    address = f"advisories/{advisory.id}/"
    related = library.related(entry)
    faq = _faq(advisory)
    sections = _sections(advisory, related)
    title = speech.plain(advisory.title)
    body = environment.get_template("advisory.html").render(
        a=advisory,
        entry=entry,
        up="../../",
        kbs=[number for number, use in entry.kbs.items() if use.role == RESOLVES] or list(entry.kbs)[:3],
        sections=sections,
        tables=_product_tables(advisory),
        resolving=[ref for ref in advisory.references if ref.relation == Relation.RESOLVES],
        urls={ref.id: ref.url for ref in advisory.references if ref.id and ref.url},
        told=[flaw for flaw in advisory.vulnerabilities if flaw.model_fields_set != {"cve"}],
        bare=[flaw.cve for flaw in advisory.vulnerabilities if flaw.model_fields_set == {"cve"}],
        release_columns=_used(advisory.releases, _RELEASE_COLUMNS),
        certificate_columns=_used(advisory.certificates, _CERTIFICATE_COLUMNS),
        faq=faq,
        related=related,
        edit=edit,
    )
    return Page(
        address=address,
        title=f"{title} ({advisory.id})",
        heading=speech.line(advisory.title),
        description=shorten(speech.plain(advisory.summary), 300),
        body=body,
        head=_json_ld(advisory, faq, speech, title, f"{root_url}{speech.language}/{address}"),
        sections=[(key, speech.labels["section"][key]) for key in sections],
    )


def _sections(advisory: Advisory, related: list[Entry]) -> list[str]:
    """Returns the keys of the sections that the page has, in their order."""
    resolving = any(ref.relation == Relation.RESOLVES for ref in advisory.references)
    has = {
        "affected": advisory.affected or advisory.products or advisory.packages,
        "action": advisory.recommendation or advisory.actions or resolving or advisory.known_issues,
        "detection": advisory.detection or advisory.indicators or advisory.certificates,
        "workarounds": advisory.workarounds is not None,
        "mitigations": advisory.mitigations is not None,
        "vulnerabilities": advisory.vulnerabilities,
        "details": advisory.details,
        "releases": advisory.releases,
        "deployment": advisory.deployment,
        "faq": advisory.faq,
        "references": advisory.references,
        "revisions": True,
        "related": related,
        "acknowledgments": advisory.acknowledgments,
        "source": advisory.source,
    }
    return [key for key, present in has.items() if present]


def _product_tables(advisory: Advisory) -> list[dict]:
    """Returns a table per status, in their order: the columns that it fills, and its rows by group."""
    order = list(ProductStatus)
    rows = sorted(advisory.products, key=lambda row: order.index(row.status))
    tables = []
    for status, members in groupby(rows, key=lambda row: row.status):
        members = list(members)
        groups = [(group, list(rows)) for group, rows in groupby(members, key=lambda row: row.group)]
        tables.append({"status": status, "groups": groups, "columns": _used(members, _COLUMNS)})
    return tables


def _used(rows: list, columns: list[str]) -> list[str]:
    filled = set().union(*(row.model_fields_set for row in rows))
    if "remediation" in filled:  # stands where others have their update
        filled.add("update")
    return [column for column in columns if column in filled]


def _faq(advisory: Advisory) -> list[dict]:
    """Returns the questions with their anchors, the same in both languages and each used once."""
    taken: set[str] = set()
    questions = []
    for item in advisory.faq:
        wanted = item.anchor or slug(item.question.en or item.question.de)
        anchor, number = wanted, 2
        while anchor in taken:
            anchor, number = f"{wanted}-{number}", number + 1
        taken.add(anchor)
        questions.append({**dict(item), "anchor": f"faq-{anchor}"})
    return questions


def _json_ld(advisory: Advisory, faq: list[dict], speech: Speech, title: str, url: str) -> Markup:
    """Returns structured data: a TechArticle, and a FAQPage where there are questions (schema.org)."""
    article = {
        "@context": "https://schema.org",
        "@type": "TechArticle",
        "headline": title,
        "identifier": advisory.id,
        "description": speech.plain(advisory.summary),
        "inLanguage": speech.pick(advisory.title)[1],
        "datePublished": f"{advisory.published}",
        "dateModified": f"{advisory.updated}",
        "url": url,
    }
    if advisory.source:
        article["isBasedOn"] = advisory.source.url or advisory.source.title
    data = [article]
    if faq:
        data.append(
            {
                "@context": "https://schema.org",
                "@type": "FAQPage",
                "inLanguage": speech.pick(faq[0]["question"])[1],
                "mainEntity": [
                    {
                        "@type": "Question",
                        "name": speech.plain(item["question"]),
                        "acceptedAnswer": {"@type": "Answer", "text": speech.plain(item["answer"])},
                    }
                    for item in faq
                ],
            }
        )
    return Markup("").join(
        Markup('<script type="application/ld+json">{}</script>\n').format(Markup(_script_json(item))) for item in data
    )


def _script_json(data: dict) -> str:
    """Returns JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
