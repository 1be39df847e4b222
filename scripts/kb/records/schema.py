"""Makes the JSON Schemas for editors and other tools from the models."""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from kb.records.advisory import Advisory
from kb.records.links import LinkTable
from kb.records.product import ProductTable

SCHEMAS: dict[str, type[BaseModel]] = {
    "advisory.json": Advisory,
    "products.json": ProductTable,
    "links.json": LinkTable,
}


class _Generator(GenerateJsonSchema):
    """Leaves out null, which the check refuses: a key that has no value is left out of a record."""

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        made = super().default_schema(schema)
        if made.get("default", ...) is None:
            del made["default"]
        return made

    def dict_schema(self, schema: Any) -> dict[str, Any]:
        return super().dict_schema(schema) | {"additionalProperties": False}


def json_schema(model: type[BaseModel]) -> str:
    """Returns the JSON Schema of `model`, the same text for the same model."""
    schema = {"$schema": _Generator.schema_dialect, **model.model_json_schema(schema_generator=_Generator)}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
