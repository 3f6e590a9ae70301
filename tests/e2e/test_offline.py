"""Reading and highlighting without a connection, in a browser that was told to keep what is opened."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from annotations.models import Annotation
from reader import offline
from tests.builders import an_article
from tests.e2e.desk import forgive, open_article, ready, select, toolbar
from tests.served import wait_until

pytestmark = pytest.mark.browser

KEPT = "async (path) => { const found = await caches.match(path); return found ? await found.text() : ''; }"
PAGES = "async () => (await caches.keys()).filter((name) => name.startsWith('attest-pages-'))"
HELD = "async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)"
FILL = """async (name) => {
  const cache = await caches.open(name);
  for (let number = 1; number <= 60; number += 1) {
    const headers = { "Attest-Kept": new Date(Date.now() - 1000 * number).toISOString(), "Attest-Size": "10" };
    await cache.put(`/articles/9000${number}/`, new Response("", { headers }));
  }
}"""
STATIC = "async () => (await caches.keys()).filter((name) => name.startsWith('attest-static-'))"


@pytest.fixture
def report(project, owner):
    text = ["Twelve people died, the ministry said. A union counts seventeen.", "The inquiry opens on Monday."]
    return an_article(project, text, by=owner)


@pytest.fixture
def desk(signed_in_page, live_server, owner):
    """The page about reading offline, with the switch on."""
    page = signed_in_page(owner)
    forgive(page, "Failed to load resource", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    page.goto(f"{live_server.url}/offline/")
    switch = page.get_by_label("Keep the articles I open on this device")
    switch.check()
    expect(switch).to_be_enabled()
    return page


def keep(page, live_server, article) -> None:
    """Open an article, and wait until it is kept."""
    open_article(page, live_server, article)
    ready(page)
    wait_until(lambda: article.title in page.evaluate(KEPT, article.get_absolute_url()))


def highlight(page, words: str, key: str) -> None:
    select(page, words)
    expect(toolbar(page)).to_be_visible()
    page.keyboard.press(key)
    expect(page.locator("#unsent q").filter(has_text=words)).to_be_visible()


def test_what_is_done_offline_is_saved_once_from_any_page_after(desk, context, live_server, report):
    keep(desk, live_server, report)
    context.set_offline(True)
    desk.reload()
    expect(desk.locator(".kept-notice")).to_contain_text("Offline: this page is as it was at")
    highlight(desk, "ministry", "c")
    highlight(desk, "inquiry", "d")
    desk.keyboard.press("n")
    expect(desk.locator("#unsent textarea").last).to_be_focused()
    desk.keyboard.type("Ask again")
    desk.goto(f"{live_server.url}/projects/{report.project.pk}/codebook/")  # not kept: what is kept, instead
    expect(desk.locator("#unsent li")).to_have_count(2)
    desk.get_by_role("link", name=report.title).first.click()
    expect(desk.locator("#unsent textarea").last).to_have_value("Ask again")
    assert Annotation.objects.count() == 0
    context.set_offline(False)
    desk.goto(f"{live_server.url}/projects/")
    expect(desk.locator("#messages")).to_contain_text("2 highlights that you made offline are saved.")
    wait_until(lambda: Annotation.objects.filter(note="Ask again").exists())
    desk.goto(live_server.url + report.get_absolute_url())
    expect(desk.locator("text-selection mark")).to_have_text(["ministry", "inquiry"])
    expect(desk.locator("#unsent")).to_have_count(0)
    made = [
        (each.exact, [tag.name for tag in each.tags.all()], each.note) for each in Annotation.objects.order_by("start")
    ]
    assert made == [("ministry", ["Claim"], ""), ("inquiry", ["Disputed"], "Ask again")]


def test_what_the_text_has_no_longer_is_not_saved_and_stays_with_the_reason(desk, context, live_server, report, owner):
    keep(desk, live_server, report)
    context.set_offline(True)
    desk.reload()
    highlight(desk, "ministry", "c")
    other = an_article(report.project, ["Nothing of it is left here."], title="Another")
    report.publish(other.current.blocks, snapshot=report.snapshots.get(), cause="reextracted", by=owner)
    context.set_offline(False)
    desk.goto(f"{live_server.url}/offline/")
    unsent = desk.locator("#unsent li")
    expect(unsent.locator(".error")).not_to_be_empty()
    expect(desk.locator("#messages")).to_contain_text("could not be saved")
    desk.reload()
    expect(unsent).to_contain_text("ministry")
    expect(unsent.locator(".error")).not_to_be_empty()
    unsent.get_by_role("button", name="Let it go").click()
    expect(unsent).to_have_count(0)
    assert Annotation.objects.count() == 0


def test_nobody_else_reads_what_was_kept(desk, context, live_server, report, stranger):
    keep(desk, live_server, report)
    desk.get_by_text("owner", exact=True).click()
    desk.get_by_role("button", name="Log out").click()
    expect(desk.get_by_role("heading", name="Log in")).to_be_visible()
    wait_until(lambda: desk.evaluate(PAGES) == [])

    client = Client()
    client.force_login(stranger)
    context.add_cookies(
        [
            {"name": name, "value": client.cookies[name].value, "url": live_server.url}
            for name in [settings.SESSION_COOKIE_NAME]
        ]
    )
    desk.goto(f"{live_server.url}/projects/")
    ready(desk)
    assert desk.evaluate(PAGES) == [], "who did not ask for it keeps nothing"
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        desk.goto(live_server.url + report.get_absolute_url())


def test_a_new_deployment_brings_its_worker_and_files_and_the_newest_pages_stay(
    desk, context, live_server, report, owner, monkeypatch
):
    name = f"attest-pages-{owner.pk}"
    desk.evaluate(FILL, name)
    keep(desk, live_server, report)
    newest = {report.get_absolute_url(), "/offline/", *[f"/articles/9000{number}/" for number in range(1, 50)]}
    wait_until(lambda: set(desk.evaluate(HELD, name)) == newest)
    before = desk.evaluate(STATIC)
    lines = offline._kept_files_of_pages().replace('VERSION = "', 'VERSION = "next-')
    monkeypatch.setattr(offline, "_kept_files_of_pages", lambda: lines)
    desk.reload()
    wait_until(lambda: desk.evaluate(STATIC) == [before[0].replace("static-", "static-next-")])
    context.set_offline(True)
    desk.reload()
    expect(desk.locator(".kept-notice")).to_be_visible()
    ready(desk)
