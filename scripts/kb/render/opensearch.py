"""OpenSearch 1.1 description: browsers add the site's search as one of their search engines."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kb.render.markdown import shorten
from kb.render.speech import Speech


def opensearch(root_url: str, speech: Speech) -> bytes:
    """Returns the description of the search in one language; `root_url` is the site's address."""
    home = f"{root_url}{speech.language}/"
    root = Element("OpenSearchDescription", xmlns="http://a9.com/-/spec/opensearch/1.1/")
    SubElement(root, "ShortName").text = shorten(speech.labels["search"]["engine"], 16)
    SubElement(root, "LongName").text = shorten(speech.labels["site_name"], 48)
    SubElement(root, "Description").text = shorten(speech.labels["page"]["search_description"], 1024)
    SubElement(root, "Url", type="text/html", method="get", template=f"{home}search/?q={{searchTerms}}")
    own = "application/opensearchdescription+xml"
    SubElement(root, "Url", type=own, rel="self", template=f"{home}opensearch.xml")
    icon = SubElement(root, "Image", width="16", height="16", type="image/svg+xml")
    icon.text = f"{home}assets/images/favicon.svg"
    SubElement(root, "Language").text = speech.language
    for way in ("Input", "Output"):
        SubElement(root, f"{way}Encoding").text = "UTF-8"
    indent(root, "")
    return tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
