"""The product table: one entry per product and version, referred to by key from records."""

from pydantic import BaseModel, ConfigDict, Field, RootModel

from kb.records.fields import Cpe, Day, Line, ProductKey


class ProductName(BaseModel):
    """The name of a product in both languages, as its vendor writes it there."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    de: Line = Field(description="Full name in German.", examples=["Windows Server 2008 für 32-Bit-Systeme"])
    en: Line = Field(description="Full name in English.", examples=["Windows Server 2008 for 32-bit Systems"])


class Product(BaseModel):
    """One product in one version (CSAF 2.0: full_product_name under vendor, product name and version)."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: ProductName = Field(description="Full name.")
    vendor: Line = Field(description="Who makes it.", examples=["Microsoft"])
    family: Line = Field(
        description="Product line without version, the same in both languages.", examples=["Windows XP"]
    )
    version: Line | None = Field(
        None,
        description="Version, service pack and architecture, as far as the name tells them.",
        examples=["SP3"],
    )
    released: Day | None = Field(
        None,
        description="Day of the first release. It holds for the product's later versions and service packs, too. "
        "An advisory that names products in general, such as all of Windows, says nothing of one that was released "
        "after the advisory's last revision.",
        examples=["2009-07-22"],
    )
    aliases: list[Line] = Field(
        default_factory=list, description="Other names that people use and search for.", examples=[["SCCM 2007"]]
    )
    cpe: Cpe | None = Field(
        None,
        description="CPE 2.3 name, only where the NVD dictionary has exactly this product.",
        examples=["cpe:2.3:o:microsoft:windows_xp:*:sp3:*:*:*:*:x86:*"],
    )


class ProductTable(RootModel[dict[ProductKey, Product]]):
    """A file of the folder `advisories/products`: product entries by key."""
