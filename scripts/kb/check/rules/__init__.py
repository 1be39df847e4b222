"""The rules, one module a group. Importing this package registers them."""

from kb.check.rules import addresses, consistency, days, files, identifiers, identity, products, reading, texts

__all__ = ["addresses", "consistency", "days", "files", "identifiers", "identity", "products", "reading", "texts"]
