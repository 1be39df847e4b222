"""Parts of a record that say what to do and how to recognise the matter."""

from typing import Literal

from pydantic import Field

from kb.records.affected import ProductRef, Replaced
from kb.records.fields import Day, IndicatorType, Kb, Line, ProductKey, Serial, Slug, Thumbprint, Update, Url
from kb.records.text import Code, Record, Text, Title


class Release(Record):
    """An update that was published for the advisory, for those that had many over the years."""

    id: Update = Field(description="KB article, bulletin or the vendor's name of the update.")
    date: Day | None = Field(None, description="Day of publication.")
    url: Url | None = Field(None, description="Where it is found.")
    products: list[ProductRef] = Field(default_factory=list, description="Products that it is for.")
    articles: list[Kb] = Field(
        default_factory=list, description="Knowledge Base articles that belong to it, where it is a bulletin."
    )
    addresses: list[Line] = Field(
        default_factory=list,
        description="Bulletins and CVEs that it resolves.",
        examples=[["APSB15-18", "CVE-2015-3113"]],
    )
    replaces: list[Replaced] | None = Field(
        None, description="What it replaces. An empty list says that the source states: nothing."
    )
    covers: list[Update] = Field(
        default_factory=list,
        description="Updates that are not needed where it is installed, although it does not replace them.",
        examples=[["KB2736233"]],
    )
    note: Text | None = Field(None, description="Availability, prerequisites and the like.")


class Deployment(Record):
    """How an update is installed, recognised and removed."""

    products: list[ProductRef] = Field(
        default_factory=list, description="Products that it is for; all where left out."
    )
    update: Update | None = Field(None, description="The update.")
    files: list[Line] = Field(default_factory=list, description="Names of the installation files.")
    logs: list[Line] = Field(default_factory=list, description="Log files that the installation writes.")
    registry: list[Code] = Field(default_factory=list, description="Registry keys that show that it is installed.")
    switches: Text | None = Field(None, description="Command line switches.")
    restart: Literal["required", "maybe", "none"] | None = Field(None, description="Whether a restart is needed.")
    uninstall: Text | None = Field(None, description="How it is removed.")


class Detection(Record):
    """How an administrator recognises the problem or an affected system."""

    title: Title | None = Field(None, description="What is looked at, in a few words.")
    text: Text = Field(description="What to look at, and what it means.")
    code: list[Code] = Field(default_factory=list, description="Log excerpt, command or output to compare with.")


class Indicator(Record):
    """A group of values to look for or to block."""

    type: IndicatorType = Field(description="What the values are.")
    label: Title | None = Field(None, description="What the group belongs to.")
    values: list[Line] = Field(min_length=1, description="The values, verbatim.")


class Certificate(Record):
    """A certificate that is revoked, distrusted or replaced."""

    subject: Line = Field(description="Name of the certificate.")
    issuer: Line | None = Field(None, description="Who issued it.")
    thumbprint: Thumbprint | None = Field(None, description="Thumbprint, SHA-1 or SHA-256.")
    serial: Serial | None = Field(None, description="Serial number.")
    updates: list[Update] = Field(default_factory=list, description="Updates that distrust it.")
    valid_from: Day | None = Field(None, description="First day of validity.")
    valid_until: Day | None = Field(None, description="Last day of validity.")
    note: Text | None = Field(None, description="What else the source says of it.")


class Mitigation(Record):
    """A circumstance that makes an attack harder or its effect smaller."""

    title: Title | None = Field(None, description="The circumstance in a few words.")
    text: Text = Field(description="Why it helps, and where it does not.")


class Step(Record):
    """Something to do, in order."""

    section: Title | None = Field(None, description="Heading of a group of steps that begins here.")
    title: Title | None = Field(None, description="The step in a few words.")
    text: Text | None = Field(None, description="How it is done.")
    code: list[Code] = Field(default_factory=list, description="Commands or files for it.")


class Workaround(Record):
    """A change that blocks known attacks until the update is installed."""

    title: Title = Field(description="What is done, in a few words.")
    text: Text | None = Field(None, description="When it helps and what it rests on.")
    products: list[ProductKey] = Field(default_factory=list, description="Products it is meant for, where not all.")
    steps: list[Step] = Field(default_factory=list, description="How to apply it.")
    impact: Text | None = Field(None, description="What no longer works afterwards.")
    undo: list[Step] = Field(default_factory=list, description="How to take it back.")


class Faq(Record):
    """A question and its answer."""

    section: Title | None = Field(None, description="Heading of a group of questions that begins here.")
    anchor: Slug | None = Field(
        None,
        description="Address of the question on the page; made from the English question where left out.",
    )
    question: Title = Field(description="The question.")
    answer: Text = Field(description="The answer.")
    code: list[Code] = Field(default_factory=list, description="Log excerpts or commands that belong to the answer.")
