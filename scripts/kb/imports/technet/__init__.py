"""Drafts records from the Markdown of Microsoft's security advisories of 2005 to 2018, as TechNet published them."""

from kb.imports.draft import Format
from kb.imports.technet.document import load
from kb.imports.technet.drafts import draft

FORMAT = Format("security advisories of Microsoft TechNet, as Markdown", ".md", load, draft)
