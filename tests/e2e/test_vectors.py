"""Hostile fragments by the thousand: through import, reading view, search, exports and the original beside.

A sample of the vectors beside the project; `VECTORS=all` takes them all, which is minutes (docs/cleaning.md has the
counts). What a page may not do is the same everywhere: run a script, ask another site for anything, go elsewhere.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations.core.selectors import TextPositionSelector
from annotations.exporters.format import Selection
from annotations.exporters.html import write
from annotations.models import Annotation
from reader.extraction import Block, UnreadableSource, extract
from reader.outline import outlined
from reader.views import originals
from tests.builders import a_highlight, an_article, paragraph
from tests.e2e.desk import open_article, ready
from tests.reader.extraction.shared import json_lines

pytestmark = pytest.mark.browser

ALL = os.environ.get("VECTORS") == "all"
AT_ONCE = 500  # vectors a page
PROSE = "The harbour office said on Tuesday that at least twelve people had died in the fire at the quay."

# What runs says so: by what scripts of such vectors call, or by an error, since most call what is not there.
WATCH = """window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open", "evil", "xss", "pwn"])
  window[name] = () => window.ran.push(name);
addEventListener("error", ({ message, error }) => message && error && window.ran.push(message));"""

# Elements and attributes that no fragment may bring onto a page.
FOUND = """(root) => {
  const forbidden = "script, style, iframe, frame, object, embed, form, input, textarea, select, meta, base, link, " +
    "svg, math, template, noscript, video, audio, source, portal, applet, marquee";
  const bad = [...document.querySelector(root).querySelectorAll(forbidden)].map((each) => each.tagName);
  for (const each of document.querySelectorAll(`${root} *`))
    for (const { name, value } of each.attributes)  // of what was cleaned: there are no forms to hide them
      if (/^(on|style$|srcdoc|formaction|hx-|data-hx)/i.test(name)
          || (/^(href|src|action|xlink:href|background|poster|cite)$/i.test(name)
              && !/^(https?:|mailto:|#|[/])/i.test(new URL(value, "https://at.example/").href.trim())))
        bad.push(`${each.tagName} ${name}=${value}`);
  return bad;
}"""

# Puts each vector by itself on the page, as a parser would that nothing has cleaned for: its scripts and handlers are
# live. Then everything happens to them that may. Returns how many are on the page.
UNLEASH = """(vectors) => {
  // Held on to, since a form or an image may take the name of what a document can do.
  const [element, range] = ["createElement", "createRange"].map((name) => document[name].bind(document));
  const fire = (each, event) => EventTarget.prototype.dispatchEvent.call(each, event);
  const room = document.querySelector("text-selection, body > main, body");
  for (const vector of vectors) {
    const box = element("div");
    room.append(box);
    try { box.append(range().createContextualFragment(vector)); } catch {}
    for (const each of box.querySelectorAll("*")) {
      // By the prototypes, since a form may name its fields as it likes.
      for (const name of Element.prototype.getAttributeNames.call(each))
        if (/^on/i.test(name) && !(/click$/i.test(name) && each.closest("a, area, button, input, label, form")))
          fire(each, new Event(name.slice(2).toLowerCase())); // a link or a button would rightly lead away
      const href = Element.prototype.getAttribute.call(each, "href") ?? "";
      const runs = each.matches("a, area") && URL.canParse(href) && new URL(href).protocol === "javascript:";
      // In MathML it is no link: the click would be one on the link around it, and lead away as it should.
      const leads = each.parentNode.closest?.("a[href]:not([href^='javascript:' i])");
      if (runs && !leads) fire(each, new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
    if (!box.isConnected) return -1;
  }
  return room.childElementCount;
}"""


@pytest.fixture(scope="module")
def vectors() -> list[str]:
    found = [line["html"] for line in json_lines("data/hostile/vectors.jsonl.gz")]
    return found if ALL else found[:: len(found) // 120]


def batches(items: list[Any]) -> list[list[Any]]:
    return [items[first : first + AT_ONCE] for first in range(0, len(items), AT_ONCE)]


@pytest.fixture
def watched(signed_in_page, viewer) -> Page:
    """A page on which whatever runs is noted, for a person who is shown no buttons among the words."""
    page = signed_in_page(viewer)
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: dialog.dismiss())
    return page


def assert_harmless(page: Page, foreign: list[str], root: str) -> None:
    assert page.evaluate("window.ran") == []
    assert page.evaluate(FOUND, root) == []
    assert foreign == []


def read(vector: str) -> list[Block]:
    """Return all blocks of a page with the vector, kept and cut."""
    page = f"<!doctype html><title>Fire</title><article><p>{PROSE}<p>{PROSE} {vector}<p>{PROSE}</article>"
    try:
        return list(extract(page, content_type="text/html", url="https://ledger.example/fire").blocks)
    except UnreadableSource:
        return []


def test_what_is_imported_is_harmless_wherever_it_is_shown(
    watched, live_server, project, owner, foreign, vectors, tmp_path
):
    page = watched
    for batch in batches(vectors):
        blocks = [block for vector in batch for block in read(vector)]
        article = an_article(project, blocks, by=owner)
        open_article(page, live_server, article, "?cut")
        ready(page)
        assert_harmless(page, foreign, "text-selection")

        file = tmp_path / "export.html"
        at = article.current.text.index("twelve people")
        Annotation.objects.annotate_passage(article, TextPositionSelector(at, at + 6), by=owner)
        file.write_bytes(b"".join(write(Selection(project, Annotation.objects.alive()))))
        page.goto(f"file://{file}")
        assert page.evaluate("window.ran") == []
        article.remove()
    page.errors.clear()  # pictures that a page of ours refused
    assert foreign == []


def test_what_an_article_says_of_itself_is_harmless_in_lists_search_and_export(
    watched, live_server, project, owner, foreign, vectors, tmp_path
):
    page = watched
    for number, vector in enumerate(vectors[:: 20 if ALL else 10]):
        names = dict.fromkeys(("title", "byline", "standfirst", "site_name"), f"{vector[:190]} {number}")
        article = an_article(project, [paragraph(f"The harbour {vector}"[:2000])], by=owner, **names)
        a_highlight(article, "The harbour", note=vector[:2000], by=owner)
    for path in (reverse("project", args=[project.pk]), reverse("search")):
        for query in ("?q=harbour", "?q=harbour&page=2"):
            page.goto(f"{live_server.url}{path}{query}")
            ready(page)
            assert page.evaluate("window.ran") == []
            expect(
                page.locator("main li :is(script, style, iframe, svg, meta, object, [onerror], [onload])")
            ).to_have_count(0)
    file = tmp_path / "export.html"
    file.write_bytes(b"".join(write(Selection(project, Annotation.objects.alive()))))
    page.goto(f"file://{file}")
    assert page.evaluate("window.ran") == []
    assert foreign == []


def test_the_original_beside_runs_and_asks_nothing(watched, live_server, project, owner, foreign, vectors, monkeypatch):
    page = watched
    for batch in batches(vectors):
        shown = [outlined(f"<!doctype html><p>{vector}".encode(), [], content_type="text/html") for vector in batch]
        monkeypatch.setattr(originals, "outline_isolated", lambda *_, shown=shown, **__: "".join(shown))
        page.goto(live_server.url + reverse("outline", args=[an_article(project, by=owner).pk]))
        assert page.evaluate("window.ran") == []
        assert page.evaluate(FOUND, "body") == []
        assert foreign == []


@pytest.mark.parametrize("place", ["article", "original"])
def test_with_the_sanitiser_off_the_policy_alone_stops_them(
    watched, live_server, project, owner, foreign, vectors, place
):
    page = watched
    article = an_article(project, by=owner)
    address = live_server.url + (
        article.get_absolute_url() if place == "article" else reverse("outline", args=[article.pk])
    )
    # A refresh goes elsewhere whatever the policy of a page says: but for a sandbox, that is the sanitiser's to stop.
    loose = [vector for vector in vectors if place == "original" or "refresh" not in vector.lower()]
    for batch in batches(loose):
        page.goto(address)
        assert page.evaluate(UNLEASH, batch) > len(batch)
        page.wait_for_timeout(200)  # for what is loaded before it fails; in a sandbox no timer of the page runs
        assert page.evaluate("window.ran") == []
        assert page.url.partition("#")[0] == address
    assert foreign == []
    page.errors.clear()  # what the policy refused


def test_without_the_policy_these_would_run(browser):
    """What the tests above look for is there to be found: vectors like these, unleashed where nothing stops them."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.route("**/*", lambda route: route.fulfill(body="<main><p>One</main>", content_type="text/html"))
    page.add_init_script(WATCH)
    page.goto("https://nowhere.example/")
    page.evaluate(UNLEASH, ["<img src=x onerror=alert(1)>", "<script>evil()</script>", "<b onclick='nothing()'>x</b>"])
    page.wait_for_function("window.ran.includes('alert')")
    ran = page.evaluate("window.ran")
    context.close()
    assert {"alert", "evil"} <= {*ran}
    assert any("nothing is not defined" in each for each in ran)
