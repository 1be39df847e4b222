"""Every rule is documented and exercised."""

from importlib import import_module
from pathlib import Path

import pytest

import kb.check.rules  # noqa: F401  (registers the rules)
from kb.check.rule import RULES
from tests.check import files_test

GROUPS = sorted(path.stem for path in (Path(__file__).parent / "rules").glob("*_test.py"))
CASES = [case for group in GROUPS for case in import_module(f"tests.check.rules.{group}").CASES]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_documentation_begins_with_one_sentence(rule):
    first, blank, *rest = rule.doc.split("\n")
    assert first.endswith(".")
    assert first[0].isupper() or first[0] == "`"
    assert ". " not in first
    assert not blank.strip()
    assert "".join(rest).strip()


@pytest.mark.parametrize("rule", RULES)
def test_a_case_finds_it(rule):
    assert any(f"[{rule}]: " in expected for id_, _, expected in CASES if id_ == rule) or rule in files_test.RULES
