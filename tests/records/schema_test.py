"""The JSON Schema accepts and refuses what the models do."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kb.records.schema import SCHEMAS, json_schema
from kb.records.source import parse
from tests.check.cases import PRODUCTS, RECORD

ROOT = Path(__file__).parents[2] / "advisories"
SCHEMA = {name: json.loads(json_schema(model)) for name, model in SCHEMAS.items()}


def errors(name: str, text: str) -> list[str]:
    validator = Draft202012Validator(SCHEMA[name], format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.json_path for error in validator.iter_errors(parse("x", text).root.data)]


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/*.yml")), ids=lambda path: path.name)
def test_records_of_the_repository(path):
    name = "products.json" if path.parent.name == "products" else "advisory.json"
    assert errors(name, path.read_text()) == []


@pytest.mark.parametrize("name", SCHEMA)
def test_schema_itself(name):
    Draft202012Validator.check_schema(SCHEMA[name])
    assert "$id" not in json.dumps(SCHEMA[name])


def parts(schema, path="$"):
    yield path, schema
    for key in ("properties", "$defs", "patternProperties"):
        for name, inner in schema.get(key, {}).items():
            yield from parts(inner, f"{path}.{name}")
    if "items" in schema:
        yield from parts(schema["items"], f"{path}[]")


@pytest.mark.parametrize("name", SCHEMA)
def test_every_part_is_described_and_closed(name):
    for path, schema in parts(SCHEMA[name]):
        assert "$ref" in schema or "description" in schema or path.endswith("[]"), path
        assert schema.get("type") != "object" or schema["additionalProperties"] is False, path
        assert schema.get("type") != "null"
        assert "anyOf" not in schema, path
        # JavaScript knows neither inline flags nor possessive quantifiers.
        assert not re.search(r"\(\?[^:=!]", schema.get("pattern", "")), path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (RECORD, None),
        (RECORD.replace("954474", "../x"), "$.id"),
        (RECORD.replace('"954474"', "954474"), "$.id"),
        (RECORD.replace("guidance", "guidanc"), "$.kind"),
        (RECORD.replace("false", "'false'"), "$.is_vulnerability"),
        (RECORD.replace("updated: 2008-06-13", "updated: 2008-02-30"), "$.updated"),
        (RECORD.replace("  de: Titel\n  en: Title\n", "  {}\n"), "$.title"),
        (RECORD.replace("Titel", "' '"), "$.title.de"),
        (RECORD.replace("Titel", ""), "$.title.de"),
        (RECORD + "aliases:\n", "$.aliases"),
        (RECORD + "titel: x\n", "$"),
        (RECORD + "references: [{type: web, url: 'http://example.org'}]\n", "$.references[0].url"),
        (RECORD + "vulnerabilities: [{cve: CVE-２００８-1447}]\n", "$.vulnerabilities[0].cve"),
    ],
)
def test_advisory(text, path):
    assert errors("advisory.json", text) == ([path] if path else [])


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (PRODUCTS, None),
        (PRODUCTS.replace("windows-vista", "Windows_Vista"), "$"),
        (PRODUCTS + "a: {name: {de: A, en: A}, vendor: B}\n", "$.a"),
    ],
)
def test_products(text, path):
    assert errors("products.json", text) == ([path] if path else [])
