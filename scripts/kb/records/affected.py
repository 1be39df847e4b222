"""Parts of a record that say what is affected: products, packages, vulnerabilities."""

from typing import Annotated, Literal

from pydantic import Field

from kb.records.fields import (
    Cve,
    Cvss,
    Cwe,
    Impact,
    Line,
    ProductKey,
    ProductStatus,
    Remediation,
    Severity,
    Update,
    Url,
    Version,
)
from kb.records.text import Record, Text, Title


class Replaced(Record):
    """An update that a newer one replaces."""

    update: Update = Field(description="The replaced update.")
    bulletin: Update | None = Field(None, description="Bulletin that it belonged to.", examples=["MS11-100"])


class ProductRow(Record):
    """One row of the table of products: how one product stands to the advisory."""

    product: ProductKey = Field(description="The product, by its key in the product table.")
    component: ProductKey | None = Field(
        None,
        description="Component or application on that product, by its key.",
        examples=["internet-explorer-7"],
    )
    status: ProductStatus = Field("affected", description="Affected or not.")
    versions: Line | None = Field(None, description="Affected versions where not all.", examples=["< 14.0.8089"])
    last_affected: Version | None = Field(None, description="Last affected version.", examples=["1.1.6502.0"])
    fixed: Version | None = Field(None, description="First version with the fix.", examples=["1.1.6603.0"])
    update: Update | None = Field(None, description="The update for this product.")
    url: Url | None = Field(None, description="Where that update is found.")
    remediation: Remediation | None = Field(
        None,
        description="What there is instead of an update to install, where there is none for this product: the fix "
        "comes by itself (`vendor-fix`), a workaround, nothing, or nothing ever.",
    )
    severity: Severity | None = Field(None, description="Rating for this product.")
    impact: Impact | None = Field(None, description="Impact on this product.")
    cves: list[Cve] = Field(default_factory=list, description="Vulnerabilities that the row is about, where not all.")
    replaces: list[Replaced] | None = Field(
        None, description="What the update replaces. An empty list says that the source states: nothing."
    )
    group: Title | None = Field(None, description="Heading under which the row stands, such as Server Core.")
    footnotes: list[Line] = Field(
        default_factory=list, description="Marks of the footnotes that hold for the row.", examples=[["1"]]
    )
    note: Text | None = Field(None, description="What the source adds to this row alone.")


class Footnote(Record):
    """A footnote of the table of products."""

    mark: Line = Field(description="Mark by which rows refer to it.", examples=["1"])
    text: Text = Field(description="The footnote.")


class ProductRef(Record):
    """A product, with the component on it where one is meant."""

    product: ProductKey = Field(description="The product, by its key in the product table.")
    component: ProductKey | None = Field(None, description="Component on that product, by its key.")


class PackageRange(Record):
    """Affected versions of a package and the version that mends them (OSV: ranges[].events)."""

    versions: Line = Field(description="Affected versions.", examples=["1.0.0 - 1.0.3"])
    fixed: Version | None = Field(None, description="First version with the fix.", examples=["1.0.4"])


class Package(Record):
    """An affected package of a package ecosystem (OSV: affected[].package)."""

    ecosystem: Line = Field(description="Ecosystem as OSV spells it.", examples=["NuGet", "npm", "PyPI"])
    name: Line = Field(description="Name of the package in its ecosystem.", examples=["System.Net.Http"])
    ranges: list[PackageRange] = Field(min_length=1, description="Affected versions, each with its fix.")


class Exploitability(Record):
    """Microsoft's exploitability index: 0 (attacks known) to 3 (attacks unlikely)."""

    current: Annotated[int, Field(ge=0, le=3)] | None = Field(None, description="For the newest software release.")
    older: Annotated[int, Field(ge=0, le=3)] | None = Field(None, description="For older software releases.")
    denial_of_service: Literal["temporary", "permanent"] | None = Field(None, description="Lasting of a failure.")
    note: Text | None = Field(None, description="What the source adds.")


class Vulnerability(Record):
    """One vulnerability of the advisory (CSAF 2.0: vulnerabilities[])."""

    cve: Cve | None = Field(None, description="CVE identifier, where one was assigned.")
    cwe: Cwe | None = Field(None, description="Weakness type.")
    title: Title | None = Field(None, description="Name of the vulnerability.")
    description: Text | None = Field(None, description="What the flaw is.")
    severity: Severity | None = Field(None, description="Rating by the publisher.")
    cvss: list[Cvss] = Field(default_factory=list, description="CVSS vectors, one per CVSS version.")
    impact: Impact | None = Field(None, description="What an attacker gains.")
    exploited: bool | None = Field(None, description="Attacks were known; left out where the source does not say.")
    publicly_disclosed: bool | None = Field(
        None, description="Known to the public before a fix; left out where the source does not say."
    )
    exploit_public: bool | None = Field(
        None, description="Code for an attack was public; left out where the source does not say."
    )
    exploitability: Exploitability | None = Field(None, description="Microsoft's exploitability index.")
