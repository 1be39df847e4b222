"""The command `kb`: one verb for each module of `kb.commands`."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor
from importlib import import_module
from typing import NoReturn

from kb.errors import KbError, UsageError

# Modules: the verb is without the underscore.
VERBS = ("check", "build", "serve", "import_", "export", "links", "schema")


def command() -> NoReturn:
    """Runs `main`, and ends the process at once: to look for what memory can be freed takes long in a large build."""
    gc.disable()
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the verb named in `argv` and returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Names of files may hold bytes that are no text: they are shown, they do not stop the run.
        stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="kb", description="Security advisories as YAML records.")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    called = next(iter(sys.argv[1:] if argv is None else argv), None)
    for name in [called] if called in VERBS else VERBS:  # loading all of them takes as long as a small check
        verb = import_module(f"kb.commands.{name}")
        summary = verb.__doc__.partition("\n")[0]
        verb_parser = verbs.add_parser(
            name.rstrip("_"),
            help=summary[0].lower() + summary[1:].rstrip("."),
            description=verb.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        verb.add_arguments(verb_parser)
        verb_parser.set_defaults(run=verb.run)
    args = parser.parse_args(argv)
    try:
        code = args.run(args)
        sys.stdout.flush()
    except KbError as error:
        print(f"kb: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenExecutor:  # as when the system ends a worker for want of memory
        print("kb: a worker process was ended by the system; is there enough memory?", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # such as `kb check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code
