"""The advisory record: the one definition of the format, of which the neighbouring modules define the parts.

The JSON Schema, the check's messages on structure and the field reference are all made from these models.
Facts (dates, numbers, names, commands) stand once; texts stand side by side in German and English and are
CommonMark without raw HTML. Terms follow CSAF 2.0 and MSRC.
"""

from pydantic import Field

from kb.records.affected import Footnote, Package, ProductRow, Vulnerability
from kb.records.fields import AdvisoryId, Day, Kind, Line, Severity, State, Version
from kb.records.remedy import (
    Certificate,
    Deployment,
    Detection,
    Faq,
    Indicator,
    Mitigation,
    Release,
    Step,
    Workaround,
)
from kb.records.text import Record, Text, Title
from kb.records.tracking import Acknowledgment, Reference, Revision, Source, Superseded, Withdrawn


class Advisory(Record):
    """A security advisory."""

    id: AdvisoryId = Field(description="Identifier; also the name of the file. Always in quotes.")
    aliases: list[Line] = Field(
        default_factory=list,
        description="Other identifiers and nicknames under which it is known.",
        examples=[["POODLE"]],
    )
    kind: Kind = Field(description="What sort of advisory it is.")
    state: State = Field(description="Where the publisher's work stands.")
    is_vulnerability: bool = Field(description="Whether the matter is a vulnerability in a product at all.")
    severity: Severity | None = Field(
        None, description="Rating of the whole; `not-rated` where the source rates none."
    )
    published: Day = Field(description="Day of first publication.")
    updated: Day = Field(description="Day of the last revision; equals `published` where there was none.")
    version: Version | None = Field(
        None, description="Version of the last revision, where the publisher numbers them."
    )
    withdrawn: Withdrawn | None = Field(None, description="Set when the advisory no longer holds.")
    superseded: Superseded | None = Field(None, description="Set when another advisory takes its place.")
    title: Title = Field(description="What it is about, in one line.")
    summary: Text = Field(description="What happened, who is concerned, what to do: two to five sentences.")
    impact: Text | None = Field(None, description="What an attacker or the fault can do.")
    affected: Text | None = Field(None, description="Conditions under which a product of the table is affected.")
    products: list[ProductRow] = Field(default_factory=list, description="Affected and not affected products.")
    footnotes: list[Footnote] = Field(default_factory=list, description="Footnotes of the table of products.")
    packages: list[Package] = Field(default_factory=list, description="Affected packages of package ecosystems.")
    vulnerabilities: list[Vulnerability] = Field(
        default_factory=list, description="The vulnerabilities, one entry per CVE."
    )
    recommendation: Text | None = Field(None, description="What to do, in one or two sentences.")
    actions: list[Step] = Field(
        default_factory=list, description="What to do, step by step, beyond the recommendation."
    )
    releases: list[Release] = Field(
        default_factory=list, description="Updates published for it, newest first, where there were many."
    )
    deployment: list[Deployment] = Field(
        default_factory=list, description="How the update is installed, recognised, removed."
    )
    known_issues: Text | None = Field(None, description="Problems that the update itself causes.")
    detection: list[Detection] = Field(default_factory=list, description="How to recognise the problem.")
    indicators: list[Indicator] = Field(default_factory=list, description="Class identifiers, files, hosts, hashes.")
    certificates: list[Certificate] = Field(default_factory=list, description="Certificates concerned.")
    details: Text | None = Field(None, description="Background for those who want to understand the matter.")
    mitigations: list[Mitigation] | None = Field(
        None, description="Mitigating factors. An empty list says that the source states there are none."
    )
    workarounds: list[Workaround] | None = Field(
        None, description="Workarounds. An empty list says that the source states there are none."
    )
    faq: list[Faq] = Field(default_factory=list, description="Questions and answers.")
    references: list[Reference] = Field(default_factory=list, description="Documents outside of this site.")
    related: list[AdvisoryId] = Field(default_factory=list, description="Advisories of this site on the same matter.")
    acknowledgments: list[Acknowledgment] = Field(default_factory=list, description="Who is thanked.")
    revisions: list[Revision] = Field(min_length=1, description="All published versions, oldest first.")
    source: Source | None = Field(None, description="Where the facts come from, if not from the site's owner.")
