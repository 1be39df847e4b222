"""Drafts records from documents in the formats of others: one sub-package for each."""
