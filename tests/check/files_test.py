"""Files that are hard to read: each is one problem, none stops the check."""

import os
import time

import pytest

from kb.check.library import check_library
from kb.check.report import as_text
from tests.check.cases import RECORD, TODAY, printed, write

RULES = {"file-outside", "file-unreadable", "file-size"}
NAME = "2008/954474.yml"


def report(folder):
    return as_text(check_library(folder, TODAY).problems).replace(f"{folder}/", "")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "2008").mkdir()
    return write(tmp_path, {})


def test_link_out_of_the_records(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "954474.yml"
    outside.write_text(RECORD)
    (folder / NAME).symlink_to(outside)
    assert report(folder) == (
        f"{NAME}:1:1: error[file-outside]: the file is a link that leads out of the records\n"
        "    hint: put the file itself here\n"
    )


def test_link_within_the_records(folder):
    (folder / "2008/954475.yml").write_text(RECORD.replace("954474", "954475"))
    (folder / NAME).symlink_to(folder / "2008/954475.yml")
    assert "[id-file-name]" in report(folder)


def test_link_to_nothing(folder):
    (folder / NAME).symlink_to("nowhere.yml")
    assert report(folder) == (
        f"{NAME}:1:1: error[file-unreadable]: the file cannot be read: No such file or directory\n"
        "    hint: check the file and its rights\n"
    )


def test_links_in_a_circle(folder):
    (folder / NAME).symlink_to("954475.yml")
    (folder / "2008/954475.yml").symlink_to("954474.yml")
    assert report(folder) == "".join(
        f"2008/{stem}.yml:1:1: error[file-unreadable]: the file cannot be read: it cannot be resolved\n"
        "    hint: check the file and its rights\n"
        for stem in ("954474", "954475")
    )


def test_folder_that_is_a_link_to_itself(folder):
    (folder / "2009").symlink_to("2009")
    assert "2009:1:1: error[file-name]: " in report(folder)


def test_folder_named_like_a_record(folder):
    (folder / NAME).mkdir()
    assert f"{NAME}:1:1: error[file-name]: " in report(folder)


@pytest.mark.timeout(5)
def test_pipe_does_not_block(folder):
    os.mkfifo(folder / NAME)
    assert report(folder) == (
        f"{NAME}:1:1: error[file-unreadable]: this is not a regular file\n    hint: a record is a plain text file\n"
    )


def test_file_without_rights(folder, monkeypatch):
    (folder / NAME).write_text(RECORD)

    def refuse(path, mode):
        if str(path).endswith(NAME):
            raise PermissionError(13, "Permission denied")
        return open(path, mode)

    monkeypatch.setattr("kb.records.source.open", refuse, raising=False)  # root may read what others may not
    assert report(folder) == (
        f"{NAME}:1:1: error[file-unreadable]: the file cannot be read: Permission denied\n"
        "    hint: check the file and its rights\n"
    )


def test_folder_that_cannot_be_read(folder, monkeypatch):
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("2008"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert report(folder) == (
        "2008:1:1: error[file-unreadable]: the folder cannot be read: Permission denied\n"
        "    hint: check the folder's rights\n"
    )


def test_name_that_is_no_text(folder):
    with open(os.fsencode(folder) + b"/2008/\xff.yml", "w") as file:
        file.write(RECORD)
    assert "2008/\\udcff.yml:2:5: error[id-file-name]: " in report(folder)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: " + "x" * 1_000_000, "1:1: error[file-size]: the file has 1,000,007 bytes; 1,000,000 are allowed"),
        ("a: [" + "x, " * 60_000 + "]", "1:149996: error[file-size]: more than 50,000 values"),
    ],
)
def test_too_much(folder, text, message):
    assert (
        printed(folder, text) == f"{NAME}:{message}\n    hint: a record is text for people: shorten it or split it\n"
    )


def test_billion_laughs_cost_nothing(folder):
    text = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
    begun = time.perf_counter()
    assert printed(folder, text) == (
        f"{NAME}:1:5: error[yaml-anchor]: an anchor (&a0)\n    hint: write the value out\n"
    )
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize(
    "text",
    [
        "title: a\x00b\n",
        'title: "\\ud800"\n',
        f"version: {'9' * 5000}\n",
        f"version: {'9' * 4000}\n",
        "version: .nan\nseverity: -.inf\n",
        "? {a: b}\n: c\n",
        "? [a]\n: c\n",
        "<<: {a: b}\n=: c\n",
        "[" * 500_000,
        "a: {" * 200_000,
        "- " * 300_000,
        "? " * 300_000,
        "title: " + "y" * 999_000 + "\n",
        "y" * 999_000 + ": 1\n",
        '"' + "\\u200b" * 150_000 + '": 1\n',
        'title: {en: "' + "\\u200b" * 20_000 + '"}\n',
        "# " + "\u200b" * 300_000,
        "summary: {en: '" + "[" * 5_000 + "'}\n",
        "summary: {en: '" + "<a " * 5_000 + "'}\n",
        "related: [" + "'x', " * 20_000 + "]\n",
        "\ufeff",
        "...\n",
        "%YAML 9.9\n---\n",
        "--- |\n",
        "!!map\n",
    ],
    ids=lambda text: repr(text[:12]),
)
@pytest.mark.timeout(20)
def test_hostile_text_is_a_report(folder, text):
    assert printed(folder, text).startswith(f"{NAME}:")
