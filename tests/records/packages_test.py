"""Ranges of versions as records write them, and package URLs there and back."""

import pytest

from kb.records.packages import Bounds, bounds_of, package_of, purl_of


@pytest.mark.parametrize(
    ("versions", "bounds"),
    [
        ("= 1.2.3", Bounds(listed=("1.2.3",))),
        ("=1.2.3", Bounds(listed=("1.2.3",))),
        ("= 1.0, = 1.1", Bounds(listed=("1.0", "1.1"))),
        ("1.2.3", Bounds(listed=("1.2.3",))),
        ("10.0, 9.0", Bounds(listed=("10.0", "9.0"))),
        (">= 1.0, < 1.5", Bounds("1.0", None, "1.5")),
        ("< 1.5, >= 1.0", Bounds("1.0", None, "1.5")),
        ("1.0 - 1.5", Bounds("1.0", "1.5")),
        ("*", Bounds()),
        ("> 1.0", Bounds()),
        ("= ", Bounds()),
        ("all before the move", Bounds()),
    ],
)
def test_bounds(versions: str, bounds: Bounds):
    assert bounds_of(versions) == bounds


@pytest.mark.parametrize(
    ("ecosystem", "name", "purl"),
    [
        ("PyPI", "My_Pkg", "pkg:pypi/my-pkg"),
        ("Packagist", "Example/Lib_One", "pkg:composer/example/lib_one"),
        ("Go", "github.com/Azure/go-ntlmssp", "pkg:golang/github.com/azure/go-ntlmssp"),
        ("GitHub Actions", "Azure/Login", "pkg:githubactions/azure/login"),
        ("GitHub Actions", "Azure/Login/Sub", "pkg:githubactions/azure/login/Sub"),
        ("Hex", "Phoenix_html", "pkg:hex/phoenix_html"),
        ("Bitnami", "WordPress", "pkg:bitnami/wordpress"),
        ("NuGet", "System.Net.Http", "pkg:nuget/System.Net.Http"),
        ("npm", "@example/JSON_Stream", "pkg:npm/%40example/JSON_Stream"),
        ("Maven", "org.Example:Lib_One", "pkg:maven/org.Example/Lib_One"),
    ],
)
def test_package_urls(ecosystem: str, name: str, purl: str):
    assert purl_of(ecosystem, name) == purl
    assert purl_of(ecosystem, name, "1.0-RC_1") == f"{purl}@1.0-RC_1"
    known = "my-pkg" if ecosystem == "PyPI" else name
    assert package_of(f"{purl}@1.0-RC_1", name) == (ecosystem, known, "1.0-RC_1")


@pytest.mark.parametrize(
    ("purl", "called", "package"),
    [
        ("pkg:golang/github.com/azure/login", "Azure Login", ("Go", "github.com/azure/login", None)),
        ("pkg:golang/github.com/Azure/Login", "", ("Go", "github.com/Azure/Login", None)),
        ("pkg:pypi/django", "Django", ("PyPI", "django", None)),
        ("pkg:npm/lib", "Lib", ("npm", "lib", None)),
        ("pkg:maven/org.example/lib", "org.example/lib", ("Maven", "org.example:lib", None)),
        ("pkg:deb/debian/lib", "lib", None),
    ],
)
def test_names_beside_package_urls(purl: str, called: str, package: tuple | None):
    assert package_of(purl, called) == package
