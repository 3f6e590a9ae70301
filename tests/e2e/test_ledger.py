"""The figure ledger in a browser: from a row to an event and its picture, by keyboard, and on a phone."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotations.models import Event, Figure
from tests.annotations.figures import a_figure

pytestmark = pytest.mark.browser


@pytest.fixture
def figures(project, owner) -> list[Figure]:
    said = {"date_from": date(2024, 5, 3), "date_precision": "day", "place": "Brackwater"}
    return [
        a_figure(project, best=9, source_name="The ministry", site_name="Coast Herald", published="2024-05-04", **said),
        a_figure(project, low=17, high=21, source_name="A monitor of the coast", published="2024-05-05", **said),
        a_figure(project, low=12, source_name="The ministry", site_name="Town Crier", published="2024-05-06", **said),
    ]


def test_figures_are_sorted_grouped_seen_side_by_side_and_taken_apart_again(
    signed_in_page, live_server, owner, project, figures
):
    page = signed_in_page(owner)
    page.goto(live_server.url + reverse("ledger", args=[project.pk]))
    page.get_by_role("link", name="Best", exact=True).press("Enter")
    expect(page.get_by_role("columnheader", name="Best")).to_have_attribute("aria-sort", "descending")
    for row in page.get_by_role("row").get_by_role("checkbox").all():
        row.press("Space")
    page.get_by_label("New event, called").fill("The ferry")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The ferry")
    expect(page.get_by_role("main")).to_contain_text("2 independent sources")

    # The later figure of the ministry has taken the place of its first; it leaves room for the monitor's.
    chart = page.locator("svg.chart")
    expect(chart.get_by_role("link")).to_have_count(3)
    expect(chart.get_by_role("link", name="superseded by a later figure")).to_have_count(1)
    mark = chart.get_by_role("link", name="A monitor of the coast, 5 May 2024: 17 to 21, killed")
    mark.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/annotations/{figures[1].annotation_id}/")

    page.go_back()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("No figure is in this event any more")
    assert not Figure.objects.exclude(event=None).exists()


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
def test_on_a_phone_the_table_and_the_picture_fit_with_letters_as_large_as_elsewhere(
    signed_in_page, live_server, owner, project, figures
):
    event = Event.objects.create(project=project, name="The ferry")
    Figure.objects.update(event=event)
    page = signed_in_page(owner)
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    page.goto(live_server.url + reverse("ledger", args=[project.pk]))
    expect(page.locator("table.ledger .of-quote").first).to_be_visible()
    assert not page.evaluate(wider)
    page.goto(live_server.url + event.get_absolute_url())
    expect(page.locator("svg.chart .dot:visible")).to_have_count(1)
    assert not page.evaluate(wider)
    # Drawn in its own size: what is 13 pixels in the style is 13 on the glass.
    size = page.locator("svg.chart .says").first.evaluate(
        "text => parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getScreenCTM().a"
    )
    assert size >= 12
    box, dot = page.locator("svg.chart").bounding_box(), page.locator("svg.chart .dot:visible").bounding_box()
    assert box
    assert dot
    assert box["x"] <= dot["x"] <= box["x"] + box["width"]
