"""JSON Lines are written from the rows of the database: they say what the highlights' objects say."""

from __future__ import annotations

import json
from datetime import date

from annotations.exporters import EXPORTERS, People, Pseudonyms, Selection
from annotations.exporters.documents import whole
from annotations.exporters.json_lines import as_json
from annotations.models import Annotation, Claim, Figure
from annotations.models.relation import relate
from tests.builders import a_highlight, an_article

HOSTILE = '=1 \u2028 “قال” 🙂 \x7f\t"\\ </script>\r\n'


def test_every_field_is_the_same_as_that_of_the_object(project, owner, coder):
    fields = {"byline": HOSTILE, "published": "2024-03-12T08:55:00+01:00", "site_name": "Courier"}
    article = an_article(project, ["At least 12 people died.", "The union said so.", "Five six."], **fields)
    figure = a_highlight(article, "12 people died", "Casualty figure", "Claim", note=HOSTILE, by=coder)
    claim = a_highlight(article, "said so", "Claim", by=owner)
    a_highlight(an_article(project, ["Seven eight."]), "Seven", by=coder)
    orphan = a_highlight(article, "Five", "Disputed")
    Annotation.objects.filter(pk=orphan.pk).update(start=None, end=None, paragraph=None, former_exact="Four")
    said = {
        "date_from": date(2024, 3, 11),
        "approximate": True,
        "source_name": HOSTILE,
        "high": 0,
        "low": None,
        "best": 0,
    }
    Figure.objects.filter(annotation=figure).update(**said)
    Claim.objects.filter(annotation=claim).update(date_to=date(2024, 3, 12), date_from=date(2024, 3, 11))
    relate(claim, figure, "confirms", who=HOSTILE, by=coder)
    relate(claim, orphan, "disputes", by=owner)
    for people in (People(), Pseudonyms.of(project)):
        content = b"".join(EXPORTERS["json-lines"].write(Selection(project, Annotation.objects.all(), people)))
        objects = [as_json(each, people) for each in whole(Annotation.objects.order_by("pk"))]
        assert [json.loads(line) for line in content.decode().split("\n")[:-1]] == objects
        assert [list(json.loads(line)) for line in content.decode().split("\n")[:-1]] == [
            list(each) for each in objects
        ]
