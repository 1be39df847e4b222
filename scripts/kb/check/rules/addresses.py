"""Addresses of other sites."""

import re
from collections.abc import Iterator

from kb.check.rule import Finding, RecordFile, rule
from kb.check.values import texts_of
from kb.check.wording import quoted
from kb.records.fields import Url

# Addresses of archives hold a second one after a slash or an equals sign.
_SECOND = re.compile(r"(?<=[^/=])https?://")


@rule("two-addresses")
def two_addresses(file: RecordFile) -> Iterator[Finding]:
    """A field for an address holds one address.

    Two in one string, without a space between them, still look like an address but lead nowhere. Give each an entry
    of its own.
    """
    for loc, value in texts_of(Url, file.source):
        if value.count("://") > 1 and (second := _SECOND.search(value)):
            rest = value[second.start() :]
            message = f"a second address begins here: {quoted(rest)}"
            yield Finding(loc, message, "one address a field", place=file.source.find(loc, rest))
