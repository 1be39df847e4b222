"""Lets `python -m kb` do what the command `kb` does."""

import sys

from kb.cli import main

sys.exit(main())
