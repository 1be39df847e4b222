"""How far the work has come: plain lines where there is no terminal."""

import re

import pytest

from kb.progress import stage


@pytest.mark.parametrize(
    ("unit", "steps", "line"),
    [("", 0, r"Work \(\d+\.\d s\)\n"), ("files", 1200, r"Work: 1,200 files \(\d+\.\d s\)\n")],
)
def test_a_line_for_each_stage(capsys: pytest.CaptureFixture[str], unit: str, steps: int, line: str):
    with stage("Work", unit) as progress:
        progress.start(steps)
        progress.advance(steps)
        assert capsys.readouterr() == ("", "")
    out, err = capsys.readouterr()
    assert out == "" and re.fullmatch(line, err)


def test_quiet(capsys: pytest.CaptureFixture[str]):
    with stage("Work", "files", quiet=True) as progress:
        progress.start(2)
        progress.advance()
    assert (progress.total, progress.done) == (2, 1)
    assert capsys.readouterr() == ("", "")


def test_a_stage_that_fails_says_nothing(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(ZeroDivisionError), stage("Work"):
        _ = 1 / 0
    assert capsys.readouterr() == ("", "")
