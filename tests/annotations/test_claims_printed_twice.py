"""Claims that several articles carry because they print one text: shown each, or counted once."""

from __future__ import annotations

from django.urls import reverse

from annotations.models.relation import relate
from reader.models import Project
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article

CLAIM = "The harbour office said that at least twelve people had died in the warehouse fire on Tuesday night."
REST = (
    "Smoke was seen over the old town until the morning, and the ferry to the islands did not leave before noon.",
    "The dockers asked for an inquiry of their own, since the last one had taken four years and named nobody at all.",
)


def test_what_several_papers_print_is_counted_once(project, owner, client_of):
    first = an_article(project, [CLAIM, *REST], title="First", published="2024-03-12", url="https://one.example/a")
    second = an_article(project, [*REST, CLAIM], title="Second", published="2024-03-13", url="https://two.example/b")
    other = an_article(project, [CLAIM, "Nobody else was asked."], title="Other", published="2024-03-14")
    a_highlight(first, CLAIM, "Claim", by=owner)
    a_highlight(first, REST[1], "Claim", by=owner)
    part = a_highlight(second, "at least twelve people had died in the warehouse fire", "Claim", by=owner)
    a_highlight(other, CLAIM, "Claim", by=owner)  # its own report, which quotes the same sentence
    relate(a_highlight(other, "Nobody else was asked.", "Disputed", by=owner), part, "disputes", by=owner)
    client, url = client_of(owner), reverse("claims", args=[project.pk])

    each = page_of(client.get(url))
    assert len(each.xpath("//table[@class='claims-table']/tbody/tr")) == 4
    assert "1 of them repeats another, in an article with the same text." in words_of(each.find_class("quiet")[0])

    once = page_of(client.get(url, {"once": "on"}))
    rows = [words_of(row) for row in once.xpath("//table[@class='claims-table']/tbody/tr")]
    assert len(rows) == 3
    (shown,) = [row for row in rows if "Also in" in row]
    # The one that is disputed stands for both, so that the dispute is not lost.
    assert "Also in First (one.example)" in shown
    assert "Disputed" in shown
    assert "Other" in shown
    drawn = once.xpath("//*[local-name()='svg']/*[local-name()='a']")
    assert sum(int(part.get("aria-label").split()[-2]) for part in drawn) == 3
    for part in drawn:
        found = page_of(client.get(part.get("href"))).xpath("//table[@class='claims-table']/tbody/tr")
        assert len(found) == int(part.get("aria-label").split()[-2])


def test_of_another_project_nothing_is_counted_together(project, owner, client_of):
    elsewhere = Project.objects.start("Elsewhere", by=owner)
    for where in (project, elsewhere):
        a_highlight(an_article(where, [CLAIM, *REST], title=where.name), CLAIM, "Claim", by=owner)
    page = page_of(client_of(owner).get(reverse("claims", args=[project.pk]), {"once": "on"}))
    assert "repeat" not in words_of(page)
