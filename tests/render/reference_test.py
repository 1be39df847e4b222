"""The field reference lists the whole format."""

from kb.records.fields import Severity
from kb.render.lists import Lists
from kb.render.reference import field_parts
from tests.samples import environment, library


def test_parts_and_types():
    parts = {part["name"]: part for part in field_parts()}
    assert next(iter(parts)) == "Advisory"
    assert {"Product", "ProductRow", "Replaced", "Code", "Deviation"} <= parts.keys()
    fields = {field["name"]: field for field in parts["Advisory"]["fields"]}
    assert fields["id"] == {
        "name": "id",
        "type": "text",
        "description": "Identifier; also the name of the file. Always in quotes.",
        "examples": ["954474", "EXAMPLE-SA-2027-003"],
        "required": True,
    }
    types = ("published", "is_vulnerability", "severity", "title", "faq", "aliases", "mitigations")
    assert {name: fields[name]["type"] for name in types} == {
        "published": "date",
        "is_vulnerability": "true | false",
        "severity": " | ".join(Severity),
        "title": "Title",
        "faq": "list of Faq",
        "aliases": "list of text",
        "mitigations": "list of Mitigation",
    }
    exploitability = {field["name"]: field["type"] for field in parts["Exploitability"]["fields"]}
    assert exploitability["current"] == "number"
    assert exploitability["denial_of_service"] == "temporary | permanent"


def test_every_field_is_described_on_the_page():
    parts = field_parts()
    page = Lists(library(), environment("en")).fields(parts)
    assert page.sections == [(part["name"].lower(), part["name"]) for part in parts]
    for part in parts:
        assert part["doc"] and f'<h2 id="{part["name"].lower()}">{part["name"]}</h2>' in page.body
        for field in part["fields"]:
            assert field["description"] and f'<code class="kb-nowrap">{field["name"]}</code>' in page.body
