"""Drafts records from the Markdown of Microsoft's security advisories of 2005 to 2018, as TechNet published them."""
