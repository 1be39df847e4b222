"""Records as data: the same fields as in the YAML, published as JSON."""

import json

from kb.records.advisory import Advisory
from kb.records.glossary import Glossary
from kb.records.product import Product, ProductTable


def advisory_json(advisory: Advisory) -> bytes:
    """Returns one record as JSON on one line; it validates against the published JSON Schema of a record."""
    return advisory.model_dump_json(exclude_unset=True).encode()


def advisories_json(records: list[bytes]) -> list[bytes]:
    """Returns all records, given as JSON, as the document `data/advisories.json`, in pieces: it may be large."""
    separators = [b"", *[b",\n"] * (len(records) - 1)]
    pieces = [piece for pair in zip(separators, records, strict=False) for piece in pair]
    return [b'{"schema":"schema/advisory.json","advisories":[\n', *pieces, b"\n]}\n"]


def products_json(products: dict[str, Product]) -> str:
    """Returns the product table as JSON; it validates against the published JSON Schema of product tables."""
    return ProductTable(products).model_dump_json(exclude_unset=True, indent=1) + "\n"


def glossary_json(glossary: Glossary) -> str:
    """Returns what the search uses of the glossary: its terms and short names."""
    return (
        json.dumps(
            {"terms": [term.model_dump() for term in glossary.terms], "names": glossary.names},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        + "\n"
    )
