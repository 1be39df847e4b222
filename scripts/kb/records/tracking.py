"""Parts of a record that say where it comes from and how it changed."""

from pydantic import Field

from kb.records.fields import AdvisoryId, Cve, Day, Language, Line, ReferenceType, Relation, Url, Version
from kb.records.text import Record, Text, Title


class Revision(Record):
    """One published version of the advisory."""

    version: Version | None = Field(None, description="Version, where the publisher numbers them.")
    date: Day = Field(description="Day of publication of this version.")
    text: Text = Field(description="What changed.")


class Reference(Record):
    """A document outside of this site."""

    type: ReferenceType = Field(description="What it is.")
    id: Line | None = Field(
        None,
        description="Its identifier: KB954474, CVE-2008-1447, MS08-067, VU#837785, BID 30000.",
        examples=["KB954474"],
    )
    title: Title | None = Field(None, description="Its title or what it is about.")
    url: Url | None = Field(None, description="Its address.")
    relation: Relation = Field("background", description="How it relates to the advisory.")
    language: Language | None = Field(None, description="Language of the document, where known.")


class Organization(Record):
    """An organization that is thanked."""

    name: Line = Field(description="Its name.")
    url: Url | None = Field(None, description="Its address.")


class Acknowledgment(Record):
    """Who is thanked, and for what (CSAF 2.0: acknowledgments[])."""

    names: list[Line] = Field(default_factory=list, description="Persons.")
    anonymous: bool = Field(False, description="The finder wishes not to be named.")
    url: Url | None = Field(None, description="Address of the person.")
    organizations: list[Organization] = Field(
        default_factory=list, description="Organizations, or through whom the report came."
    )
    cves: list[Cve] = Field(default_factory=list, description="Vulnerabilities that were reported, where not all.")
    text: Text | None = Field(None, description="What for.")


class Superseded(Record):
    """Points to the advisory that takes this one's place."""

    by: AdvisoryId = Field(description="Identifier of the newer advisory.")
    reason: Text = Field(description="Why.")


class Withdrawn(Record):
    """Says that an advisory no longer holds. It stays on the site: addresses keep resolving."""

    date: Day = Field(description="Day of withdrawal.")
    reason: Text = Field(description="Why.")


class Deviation(Record):
    """A place where the record departs from what its source prints."""

    field: Line = Field(description="Field of the record.", examples=["published"])
    printed: Line = Field(description="What the source prints, in its language.")
    taken: Line = Field(description="What the record says instead, in the language of the source.")
    reason: Text = Field(description="Why.")


class Source(Record):
    """Where the facts of the record come from. Left out by who publishes his own advisories."""

    publisher: Line = Field(description="Who published the advisory.", examples=["Microsoft"])
    title: Line = Field(description="Title of the source document, as printed.")
    headline: Line | None = Field(None, description="What the source is headed, as printed.")
    url: Url | None = Field(None, description="Address of the source document.")
    language: Language = Field(description="Language of the source.")
    license: Line = Field(description="Licence of the source, as an SPDX identifier.", examples=["CC-BY-4.0"])
    deviations: list[Deviation] = Field(default_factory=list, description="Where the record departs from the source.")
