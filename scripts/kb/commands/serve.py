"""Build the site, serve it on this machine, and follow edits.

Records, hand-written pages, templates and labels are watched. An edit shows in the open page by itself; one that
cannot be built shows why, over the last good page. Changes to the code of kb need a restart. Ctrl+C ends it.
"""

import argparse
import gc
import sys
import threading
from pathlib import Path

from kb.errors import UsageError
from kb.project import find_project
from kb.site.publish import claim_site
from kb.site.serve import Server
from kb.site.watch import Rebuilder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of `kb serve` to `parser`."""
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="port to serve at (default: 8000)")
    parser.add_argument("--records", type=Path, metavar="DIR", help="folder of records (default: advisories)")
    parser.add_argument("--site", type=Path, metavar="DIR", help="folder to build (default: site)")


def run(args: argparse.Namespace) -> int:
    """Serves until Ctrl+C and returns 0; raises KbErrors only before it begins."""
    project = find_project(args.records, args.site)
    if not project.records.is_dir():
        raise UsageError(f"{project.records} is not a folder")
    gc.enable()  # kb.cli does without, since all other verbs end soon
    claim_site(project.site)
    # A browser that comes during the first build waits for it: the port is open, but nobody answers yet.
    with Server(project.site, project.site_url, args.port) as server:
        rebuilder = Rebuilder(project, server.live)
        try:
            rebuilder.build()
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(f"Serving at {server.url} (Ctrl+C ends)", file=sys.stderr, flush=True)
            rebuilder.follow()
        except KeyboardInterrupt:
            print(file=sys.stderr)  # the terminal shows ^C
    return 0


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port: name one from 1 to 65535, or 0 for any")
    return int(text)
