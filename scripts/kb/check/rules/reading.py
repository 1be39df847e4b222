"""Problems that the reading of files reports by itself: the files, their encoding, and YAML."""

from kb.check.rule import document

document(
    "file-name",
    """Below the records there are only `YEAR/ID.yml` and `products/NAME.yml`.

    A record in a wrong place or with the ending `.yaml` would be left out of the site without anyone noticing.""",
)
document(
    "file-outside",
    """A record is no link to a file outside of the records.

    Such a link could put any file of the machine that builds the site on the web.""",
)
document(
    "file-unreadable",
    """A record is a regular file that can be read.

    Folders, pipes, devices, broken links and files without the right to read them are refused.""",
)
document(
    "file-size",
    """A record has at most a million bytes and 50,000 values.

    The largest advisories have a fiftieth of that. The limit keeps a damaged or hostile file from stopping the
    check.""",
)
document(
    "file-encoding",
    """A record is UTF-8.

    The message names the first byte that is not. Most editors convert a file when it is saved.""",
)
document(
    "yaml-syntax",
    """A file is one valid YAML document.

    Often the fault stands in the line above the one named: an open quote, a missing space after a colon, a tab.""",
)
document(
    "yaml-anchor",
    """Anchors (`&name`) and aliases (`*name`) are not used.

    They save little in a record, hide what it says, and let a file of a kilobyte unfold to gigabytes.""",
)
document(
    "yaml-tag",
    """Tags (`!name`) are not used.

    The format gives every value its type.""",
)
document(
    "yaml-depth",
    """Values are nested at most 32 levels deep.

    No record needs ten.""",
)
document(
    "duplicate-key",
    """A mapping has every key only once.

    YAML tools keep one of the two values and drop the other without a word.""",
)
