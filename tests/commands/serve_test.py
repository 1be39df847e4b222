"""The command line of `kb serve`; what it does once it serves is in tests/site/serve_test.py."""

import socket
from pathlib import Path

import pytest

from kb.cli import main


def test_port_in_use_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port), "--site", str(tmp_path / "site")]) == 1
    assert capsys.readouterr().err == f"kb: port {port} is in use; name another one with --port\n"


@pytest.mark.parametrize("port", ["x", "-1", "65536"])
def test_port_that_is_none(port: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["serve", f"--port={port}"])
    assert ended.value.code == 2
    assert f"{port} is no port" in capsys.readouterr().err


def test_records_that_are_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["serve", "--records", str(tmp_path / "none"), "--site", str(tmp_path / "site")]) == 2
    assert "none is not a folder" in capsys.readouterr().err


def test_site_that_is_not_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "thesis.txt").touch()
    assert main(["serve", "--site", str(tmp_path)]) == 2
    assert "was not made by kb build" in capsys.readouterr().err
