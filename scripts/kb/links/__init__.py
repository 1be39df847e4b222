"""Requests the addresses in the records, for `kb links`."""
