"""Papers, versions and a chart made of words alone, for the tests of how they look."""

import re

from documents.choices import PaperKind
from documents.models import Paper, PaperVersion
from panels.models import Body, PoliceArea

CHART = {
    "title": "Burglary is falling",
    "unit": "offences",
    "periods": ["Oct", "Nov", "Dec"],
    "series": [{"name": "Northshire", "values": [30, 20, 10]}],
}
AREA = PoliceArea(slug="northshire", name="Northshire")
BODY = Body(area=AREA, slug="panel", name="Northshire Police and Crime Panel")


def paper(**facts):
    plain = {"area": AREA, "body": BODY, "collection": "m", "slug": "p", "title": "Update", "kind": PaperKind.WRITTEN}
    return Paper(**plain | facts)


def version(text="", *, of=None, **content):
    return PaperVersion(paper=of or paper(), number=1, text=text, **content)


def headings(html):
    return [(int(level), words) for level, words in re.findall(r"<h(\d)[^>]*>(.*?)</h\1>", html)]
