"""Giving files to the import page: dropped on it, and more than one request takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from reader.models import Import
from tests.builders import PAGE
from tests.e2e.test_axe import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DROP = """page => {
  const dropped = new DataTransfer();
  for (const [name, text] of [["one.html", page], ["two.html", page.replace("twelve", "nine")]]) {
    dropped.items.add(new File([text], name, { type: "text/html" }));
  }
  const drop = new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true });
  document.querySelector("h1").dispatchEvent(drop);
}"""


@pytest.fixture
def at_the_form(signed_in_page, live_server, project, owner):
    page = signed_in_page(owner)
    page.goto(f"{live_server.url}/projects/{project.pk}/imports/")
    expect(page.get_by_text("You can also drop files on this page.")).to_be_visible()
    return page


def test_files_dropped_anywhere_on_the_page_are_one_import(at_the_form):
    page = at_the_form
    page.evaluate(DROP, PAGE.decode())
    expect(page.get_by_text("2 files are chosen.")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="2 files")).to_be_visible()
    expect(page.get_by_role("link", name="Imported (2)")).to_be_visible()
    assert_accessible(page)


def test_more_than_a_request_takes_is_sent_in_several_and_is_one_import(at_the_form, tmp_path: Path):
    page = at_the_form
    paths = [tmp_path / f"{number}.png" for number in range(2)]
    for path in paths:
        path.write_bytes(b"\x89PNG\r\n" + path.name.encode() + bytes(16 * 2**20))
    page.get_by_label("Files").set_input_files(paths)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("link", name="Failed (2)")).to_be_visible(timeout=30_000)
    assert [row.filename for row in Import.objects.get().rows.order_by("pk")] == ["0.png", "1.png"]
