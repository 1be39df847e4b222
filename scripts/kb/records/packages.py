"""Package ecosystems as OSV names them, and the addresses of packages (purl) in other formats."""

import re
from typing import NamedTuple
from urllib.parse import quote, unquote

# Ecosystem: type of its package URLs, where one is in use.
ECOSYSTEMS: dict[str, str | None] = {
    **{"crates.io": "cargo", "Go": "golang", "Hackage": "hackage", "Hex": "hex", "Maven": "maven", "npm": "npm"},
    **{"NuGet": "nuget", "Packagist": "composer", "Pub": "pub", "PyPI": "pypi", "RubyGems": "gem", "CRAN": "cran"},
    **{"SwiftURL": "swift", "ConanCenter": "conan", "Bitnami": "bitnami", "GitHub Actions": "githubactions"},
    **dict.fromkeys(("AlmaLinux", "Alpaquita", "Alpine", "Android", "BellSoft Hardened Containers", "Bioconductor")),
    **dict.fromkeys(("Chainguard", "CleanStart", "Debian", "Docker Hardened Images", "Echo", "FreeBSD", "GHC")),
    **dict.fromkeys(("Julia", "Kubernetes", "Linux", "Mageia", "MinimOS", "opam", "openEuler", "openSUSE")),
    **dict.fromkeys(("OSS-Fuzz", "Photon OS", "Red Hat", "Rocky Linux", "Root", "SUSE", "Ubuntu", "VSCode", "Wolfi")),
}
_CASELESS = ("composer", "golang", "pypi")  # types whose purl has small letters only
_BY_LETTERS = {ecosystem.casefold(): ecosystem for ecosystem in ECOSYSTEMS}
_BY_TYPE = {kind: ecosystem for ecosystem, kind in ECOSYSTEMS.items() if kind}
_PURL = re.compile(r"pkg:/*(?P<type>[a-z.+-]+)/(?P<name>[^@?#]+)(?:@(?P<version>[^?#]+))?(?:[?#].*)?", re.I)


def is_listed(ecosystem: str) -> bool:
    """Tells whether OSV has `ecosystem`, which may name a release of it, as "Debian:12" does."""
    return ecosystem.partition(":")[0] in ECOSYSTEMS


def respelt(ecosystem: str) -> str:
    """Returns `ecosystem` in the capital and small letters that OSV has it in, where it lists it at all.

    >>> respelt("pypi"), respelt("debian:12"), respelt("Marketplace")
    ('PyPI', 'Debian:12', 'Marketplace')
    """
    name, colon, release = ecosystem.partition(":")
    return _BY_LETTERS.get(name.casefold(), name) + colon + release


def purl_of(ecosystem: str, name: str, version: str | None = None) -> str | None:
    """Returns the package URL of a package, or None where its ecosystem has none.

    >>> purl_of("npm", "@example/gateway", "1.0.3")
    'pkg:npm/%40example/gateway@1.0.3'
    >>> purl_of("PyPI", "My_Package")
    'pkg:pypi/my-package'
    """
    kind = ECOSYSTEMS.get(ecosystem)
    if not kind:
        return None
    if kind in _CASELESS:
        name = name.lower()
    name = {"maven": name.replace(":", "/"), "pypi": name.replace("_", "-")}.get(kind, name)
    path = quote(name, safe="/.-_~")
    return f"pkg:{kind}/{path}" + (f"@{quote(version, safe='.-_~')}" if version else "")


def package_of(purl: str) -> tuple[str, str, str | None] | None:
    """Returns ecosystem, name and version of a package URL; None for one of which no ecosystem is known."""
    found = _PURL.fullmatch(purl)
    ecosystem = _BY_TYPE.get(found["type"].lower()) if found else None
    if not ecosystem:
        return None
    name = unquote(found["name"]).strip("/")
    if ecosystem == "Maven":
        name = ":".join(name.rsplit("/", 1))
    return ecosystem, name, unquote(found["version"] or "") or None


class Bounds(NamedTuple):
    """Versions of a package: from `first` to `last`, to all before `end`, or those that are `listed` one by one."""

    first: str | None = None
    last: str | None = None
    end: str | None = None
    listed: tuple[str, ...] = ()


ALL = "*"  # all versions
_SPAN = re.compile(r"(\S+) [-–] (\S+)")
_BOUNDS = re.compile(r"(?:>= ?(?P<first>[^\s,]+)(?:, ?|$))?(?:<= ?(?P<last>[^\s,]+)|< ?(?P<end>[^\s,]+))?")
_LISTED = re.compile(r"(?=[^,]*\d)[\w.+~:-]+(?:, ?(?=[^,]*\d)[\w.+~:-]+)*")
_REVERSED = re.compile(r"(<[^,]+), ?(>=.+)")


def bounds_of(versions: str) -> Bounds:
    """Returns what `versions`, as records write them, mean; without any bound where that is put in other words.

    >>> bounds_of(">= 1.0, < 1.5")
    Bounds(first='1.0', last=None, end='1.5', listed=())
    >>> bounds_of("= 1.2.3")
    Bounds(first=None, last=None, end=None, listed=('1.2.3',))
    """
    versions = versions.removeprefix("=").lstrip()
    if span := _SPAN.fullmatch(versions):
        return Bounds(*span.groups())
    if bounds := _BOUNDS.fullmatch(_REVERSED.sub(r"\2, \1", versions)):
        return Bounds(**bounds.groupdict())
    return Bounds(listed=tuple(re.split(r", ?", versions))) if _LISTED.fullmatch(versions) else Bounds()
