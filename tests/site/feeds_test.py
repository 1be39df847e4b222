"""All feeds are valid Atom, in one run over the site."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree

_ATOM = "{http://www.w3.org/2005/Atom}"
_VNU = Path(__file__).parents[1] / "node_modules/vnu-jar/build/dist/vnu.jar"
_VALIDATOR = "nu.validator.vendor.thaiopensource.relaxng.util.Driver"  # Jing, which the checker of HTML brings along


def test_feeds_are_valid(built_site: Path):
    """Against atom.rnc, and what RFC 4287 says beyond its grammar."""
    files = [file for file in built_site.rglob("*.xml") if file.name in ("feed.xml", "new.xml", "updated.xml")]
    assert len(files) > 20
    command = ["java", "-cp", _VNU, _VALIDATOR, "-c", Path(__file__).with_name("atom.rnc"), *files]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    for file in files:
        feed = ElementTree.parse(file).getroot()
        ids = [node.text for node in feed.iterfind(f"{_ATOM}entry/{_ATOM}id")]
        assert len(ids) == len(set(ids))
        for element in (feed, *feed.iterfind(f"{_ATOM}entry")):
            links = [
                (link.get("type"), link.get("hreflang"))
                for link in element.iterfind(f"{_ATOM}link[@rel='alternate']")
            ]
            assert len(links) == len(set(links))
