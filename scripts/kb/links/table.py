"""Makes the table of links from addresses and answers."""

from collections.abc import Iterable
from datetime import date

from kb.links.ask import Answer
from kb.records.links import Link, LinkState, LinkTable

_GONE = (404, 410)


def judge(url: str, answer: Answer, today: date) -> Link | None:
    """Returns what is wrong with `url`, or None if it leads where it should."""
    if answer.status is not None and answer.status < 300:
        if not answer.moved or answer.url.partition("#")[0] == url.partition("#")[0]:
            return None
        return Link(url=url, state=LinkState.MOVED, answer=answer.url, since=today)
    dead = answer.status in _GONE or answer.error == "unknown-host"
    state = LinkState.DEAD if dead else LinkState.UNCLEAR
    return Link(url=url, state=state, answer=answer.error or str(answer.status), since=today)


def bring_up_to_date(old: LinkTable, asked: Iterable[str], found: Iterable[Link], checked: date | None) -> LinkTable:
    """Returns `old` with what was `found` out about the addresses `asked`.

    What was wrong before in the same way keeps the day since when it is so. `checked` is the day if all addresses of
    all records were asked: then those are forgotten that nobody names any more.
    """
    kept = {} if checked else {link.url: link for link in old.links if link.url not in set(asked)}
    for link in found:
        before = old.by_url.get(link.url)
        same = before is not None and before.state == link.state
        kept[link.url] = link.model_copy(update={"since": before.since}) if same else link
    return LinkTable(checked=checked or old.checked, links=sorted(kept.values(), key=lambda link: link.url))
