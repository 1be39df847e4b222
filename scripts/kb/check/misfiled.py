"""Tells a record and a product table apart by their shape, where one lies in the other's place."""

from kb.problem import Problem
from kb.records.fields import AdvisoryId
from kb.records.patterns import fits
from kb.records.source import Source

_OF_RECORD = ("id", "kind", "state", "is_vulnerability", "published", "updated")
_OF_PRODUCT = ("name", "vendor", "family")
_ENOUGH = 2  # of these fields: one may be a product's key, or a field that was indented too little


def misfiled_record(source: Source) -> Problem | None:
    """Returns the problem with `source`, which lies among the product tables, if it is a record."""
    data = source.root.data
    if not isinstance(data, dict) or sum(isinstance(data.get(key), str | bool) for key in _OF_RECORD) < _ENOUGH:
        return None
    year, name = str(data.get("published"))[:4], str(data.get("id"))
    place = f"{year if year.isdecimal() else 'YEAR'}/{name if fits(AdvisoryId, name) and 'id' in data else 'ID'}.yml"
    return _misfiled(source, "this is a record, not a product table", f"move it to {place}")


def misfiled_table(source: Source) -> Problem | None:
    """Returns the problem with `source`, which lies among the records, if it is a product table."""
    data = source.root.data
    entries = list(data.values()) if isinstance(data, dict) else []
    if not any(isinstance(each, dict) and sum(key in each for key in _OF_PRODUCT) >= _ENOUGH for each in entries):
        return None
    if not all(isinstance(each, dict) for each in entries):
        return None
    return _misfiled(source, "this is a product table, not a record", "move it to the folder `products`")


def _misfiled(source: Source, message: str, hint: str) -> Problem:
    return Problem(source.path, 1, 1, "file-name", message, hint)
