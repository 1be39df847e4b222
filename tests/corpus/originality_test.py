"""The records state the facts of their sources in their own words."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOL = ROOT.parent / "shared/tools/originality.py"
CORPUS = ROOT.parent / "shared/corpus/de"


@pytest.mark.supplied
@pytest.mark.skipif(not (TOOL.is_file() and CORPUS.is_dir()), reason="the tool or the source documents are not here")
def test_no_sentence_of_a_source_is_repeated():
    ran = subprocess.run(
        [sys.executable, TOOL, ROOT / "advisories", CORPUS], capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "0 repeated runs\n", 0)
