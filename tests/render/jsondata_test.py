"""Records as JSON: what was written in the record, and nothing else."""

import json

import pytest
import yaml

from kb.records.advisory import Advisory
from kb.render.jsondata import advisories_json, advisory_json
from tests.golden import assert_golden
from tests.samples import MINIMAL, OLDER, RECORDS, RICH, advisories


def test_minimal_record():
    assert_golden(f"{MINIMAL}.json", advisory_json(advisories()[MINIMAL]).decode() + "\n")


@pytest.mark.parametrize("advisory_id", [RICH, MINIMAL, OLDER])
def test_json_says_what_the_yaml_says(advisory_id: str):
    [file] = RECORDS.glob(f"*/{advisory_id}.yml")
    made = advisory_json(advisories()[advisory_id])
    # This loader reads no types: every scalar as it is written.
    assert _words(json.loads(made)) == yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert Advisory.model_validate_json(made) == advisories()[advisory_id]


def _words(data: object) -> object:
    if isinstance(data, dict):
        return {key: _words(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_words(each) for each in data]
    return str(data).lower() if isinstance(data, bool) else str(data)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_all_records(number: int):
    records = [advisory_json(each) for each in advisories().values()][:number]
    assert json.loads(b"".join(advisories_json(records))) == {
        "schema": "schema/advisory.json",
        "advisories": [json.loads(each) for each in records],
    }
