"""What texts in a record are made of: titles, prose and verbatim blocks, in German and English."""

from pydantic import BaseModel, ConfigDict, Field

from kb.records.fields import Line, Notation, Prose, Verbatim


class Record(BaseModel):
    """Base of all parts of a record: unknown keys are refused and nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, use_enum_values=True)


class Title(Record):
    """A single line in German and English, without markup."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    de: Line | None = Field(None, description="German.")
    en: Line | None = Field(None, description="English.")


class Text(Record):
    """Free text in German and English: CommonMark with tables, without raw HTML."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    de: Prose | None = Field(None, description="German.")
    en: Prose | None = Field(None, description="English.")


class Code(Record):
    """Something to read or copy exactly: a log excerpt, a command, a registry file."""

    caption: Title | None = Field(None, description="What the block is.")
    path: Line | None = Field(None, description="File or log in which it is found.", examples=["Wsyncmgr.log"])
    language: Notation = Field(
        "text", description="Notation of the code.", examples=["text", "registry", "bat", "powershell", "sql"]
    )
    code: Verbatim = Field(description="The text itself, verbatim; write it as a block with `|`.")
