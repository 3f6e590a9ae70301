"""A long export says how far it is, can be stopped, and is not handed over where it was cut off."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from annotations.exporters import EXPORTERS
from annotations.models import Annotation
from annotations.views import exports
from tests.builders import a_highlight, an_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The dialog of the platform, which asks where the file is to go, is none that a test could answer.
WITHOUT_DIALOG = "delete window.showSaveFilePicker"


def test_a_long_export_shows_how_far_it_is_and_only_whole_files_are_handed_over(
    signed_in_page, live_server, project, owner, monkeypatch
):
    article = an_article(project, ["One two three.", "Four five six."])
    a_highlight(article, "two", "Claim", "Disputed", note="=1\r\nlines", by=owner)
    a_highlight(article, "five", by=owner)
    monkeypatch.setattr(exports, "LONG", 2)
    page = signed_in_page(owner)
    page.add_init_script(WITHOUT_DIALOG)
    page.goto(f"{live_server.url}/projects/{project.pk}/exports/")
    expect(page.locator("[data-long-exports=ready]")).to_be_attached()
    link = page.get_by_role("link", name="Annotations: CSV, exact data")
    row = page.get_by_role("listitem").filter(has=link)

    with page.expect_download() as download:
        link.click()
    with Path(download.value.path()).open(newline="", encoding="utf-8") as file:
        assert [line["quote"] for line in csv.DictReader(file)] == ["two", "two", "five"]
    assert download.value.suggested_filename == "harbour-annotations-exact-data.csv"
    expect(row.get_by_role("status")).to_contain_text("Done")

    whole = EXPORTERS["csv"].write

    def cut_off(selection):
        yield next(whole(selection))

    def without_end(selection):
        yield from cut_off(selection)
        while Annotation.objects.exists():
            yield b"1,2,3\r\n" * 1000

    monkeypatch.setitem(EXPORTERS, "csv", EXPORTERS["csv"]._replace(write=cut_off))
    link.click()
    expect(row.get_by_role("status")).to_contain_text("broke off before its end")

    monkeypatch.setitem(EXPORTERS, "csv", EXPORTERS["csv"]._replace(write=without_end))
    link.click()
    expect(row.get_by_role("progressbar")).to_have_attribute("max", "3")
    expect(row).to_contain_text("3 of 3 rows")
    row.get_by_role("button", name="Stop").click()
    expect(row.get_by_role("status")).to_contain_text("Stopped: nothing was saved.")
