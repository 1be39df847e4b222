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
_BY_LETTERS = {ecosystem.casefold(): ecosystem for ecosystem in ECOSYSTEMS}
_BY_TYPE = {kind: ecosystem for ecosystem, kind in ECOSYSTEMS.items() if kind}
_SMALL = ("bitnami", "composer", "golang", "hex", "pypi")  # types of package URLs without capital letters
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
    """
    kind = ECOSYSTEMS.get(ecosystem)
    if not kind:
        return None
    name = _folded(kind, name)
    path = quote(name.replace(":", "/") if kind == "maven" else name, safe="/.-_~")
    return f"pkg:{kind}/{path}" + (f"@{quote(version, safe='.-_~')}" if version else "")


def _folded(kind: str, name: str) -> str:
    """Returns `name` as package URLs of the type `kind` spell it."""
    if kind == "pypi":
        name = name.replace("_", "-")
    if kind == "githubactions":  # capital letters matter in the path of an action within its repository
        return re.sub(r"[^/]*/?[^/]*", lambda found: found[0].lower(), name, count=1)
    return name.lower() if kind in _SMALL else name


def package_of(purl: str, called: str = "") -> tuple[str, str, str | None] | None:
    """Returns ecosystem, name and version of a package URL; None for one of which no ecosystem is known.

    `called` is what its document calls the package: the name, if a package URL only lacks its capital letters. PyPI
    is an exception, where OSV has names as package URLs have them.
    """
    found = _PURL.fullmatch(purl)
    kind = found["type"].lower() if found else ""
    ecosystem = _BY_TYPE.get(kind)
    if not ecosystem:
        return None
    name = unquote(found["name"]).strip("/")
    if ecosystem != "PyPI" and _folded(kind, called) == _folded(kind, name):
        name = called
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
_ONE = r"(?:= ?)?(?=[^,]*\d)[\w.+~:-]+"
_LISTED = re.compile(f"{_ONE}(?:, ?{_ONE})*")
_REVERSED = re.compile(r"(<[^,]+), ?(>=.+)")


def bounds_of(versions: str) -> Bounds:
    """Returns what `versions`, as records write them, mean; without any bound where that is put in other words.

    >>> bounds_of(">= 1.0, < 1.5")
    Bounds(first='1.0', last=None, end='1.5', listed=())
    """
    if span := _SPAN.fullmatch(versions):
        return Bounds(*span.groups())
    if bounds := _BOUNDS.fullmatch(_REVERSED.sub(r"\2, \1", versions)):
        return Bounds(**bounds.groupdict())
    return Bounds(listed=tuple(re.findall(r"[^\s,=]+", versions))) if _LISTED.fullmatch(versions) else Bounds()
