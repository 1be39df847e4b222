"""Turns records into security advisories in CSAF 2.0."""
