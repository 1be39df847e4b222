"""Lets `python -m kb` do what the command `kb` does."""

from kb.cli import command

command()
