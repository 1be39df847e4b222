"""Measures check and build on many records, beside plain MkDocs with Material on the same pages in the same run.

    .venv/bin/python scripts/benchmark.py [NUMBER ...]        (default: 1000 10000)

The records are the real ones, multiplied: each copy has its own id, and its id is woven into every text, so that no
cache answers for two of them. Every command runs once, in a process of its own, when what was written before it is on
the disk. Memory is the proportional set size (PSS) of that process and its children together, at its highest.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from multiplied import ROOT, multiply, write_lists, write_markdown

KB = [sys.executable, "-m", "kb"]


def measure(command: list[str], cwd: Path, **environment: str) -> tuple[float, float]:
    """Runs `command` and returns wall time in seconds and peak memory in MB. Ends the benchmark if it fails."""
    os.sync()
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | environment,
    )
    peak = 0
    output: list[bytes] = []
    reader = threading.Thread(target=lambda: output.append(process.stdout.read()))
    reader.start()
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - begun
    reader.join()
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{output[0].decode()[-2000:]}")
    return seconds, peak / 1024


def _memory(session: int) -> int:
    """Returns the memory in kB of all processes of a session."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if int((process / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                rollup = (process / "smaps_rollup").read_text()
                total += int(rollup.partition("\nPss:")[2].split()[0])
        except (OSError, IndexError):  # it ended meanwhile
            continue
    return total


_PAGES_ALONE = """
import sys
from pathlib import Path
from kb.project import find_project
from kb.site.build import build
build(find_project(Path(sys.argv[1]), Path(sys.argv[2])), search=False)
"""


def run(number: int, work: Path) -> None:
    """Prints the measurements for `number` records."""
    records, site, plain = work / "advisories", work / "site", work / "plain"
    multiply(records, number)
    write_markdown(records, plain)
    write_lists(records, plain)
    build = [*KB, "build", "--records", f"{records}", "--site", f"{site}"]
    print(f"\n{number:,} records, {2 * number:,} advisory pages\n")
    print(f"{'':52}{'seconds':>9}{'peak MB':>9}", flush=True)

    def show(name: str, command: list[str], cwd: Path = ROOT, **environment: str) -> float:
        seconds, peak = measure(command, cwd, **environment)
        print(f"{name:52}{seconds:9.2f}{peak:9.0f}", flush=True)
        return seconds

    show("kb check", [*KB, "check", f"{records}"])
    pages = show(
        "kb build, nothing there before, no search index",
        [sys.executable, "-c", _PAGES_ALONE, f"{records}", f"{work / 'pages'}"],
    )
    whole = show("kb build, nothing there before", build)
    show("kb build, nothing changed", build)
    changed = sorted(records.glob("[0-9]*/*.yml"))[number // 2]
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("summary:\n  de: ", "summary:\n  de: Neu. ", 1), encoding="utf-8")
    show("kb build, one record changed", build)
    anew = show("kb build, all pages anew", build, SITE_URL="https://moved.example.org/")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q"]
    plain_whole = show("plain MkDocs with Material", mkdocs, plain)
    config = plain / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").partition("plugins:")[0] + "plugins: []\n", encoding="utf-8")
    plain_pages = show("plain MkDocs with Material, no search index", mkdocs, plain)
    ratios = {
        "from nothing, with a check of all records, their data, and feeds": plain_whole / whole,
        "the same, both without a search index": plain_pages / pages,
        "where all pages are made anew, as after a change of the templates": plain_whole / anew,
    }
    print("\nPlain MkDocs takes so many times as long as kb build:")
    for what, ratio in ratios.items():
        print(f"{ratio:6.1f}  {what}", flush=True)


def main() -> None:
    """Runs the benchmark for the numbers on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", nargs="*", type=int, metavar="NUMBER", default=[1000, 10_000], help="of records")
    numbers = parser.parse_args().numbers
    with tempfile.TemporaryDirectory() as folder:  # for all: ext4 is slow to make files where many were just removed
        for number in numbers:
            run(number, Path(folder, f"{number}"))


if __name__ == "__main__":
    main()
