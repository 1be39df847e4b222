"""Drafts records from security advisories in CSAF 2.0."""

from kb.imports.csaf.document import load
from kb.imports.csaf.drafts import draft
from kb.imports.draft import Format

FORMAT = Format("security advisories in CSAF 2.0", ".json", load, draft)
