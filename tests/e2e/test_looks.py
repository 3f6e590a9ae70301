"""The main pages look as they did: each is compared with a picture of it that is kept in tests/e2e/looks.

A change of looks that is meant is taken over by `make looks`, which makes the pictures anew; look at them.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from reader.importers import Source
from reader.models import Article, Project, User
from tests.builders import a_highlight, an_article, paragraph
from tests.e2e.articles import ARABIC, EMOJI, LONG, blocks
from tests.e2e.desk import marks
from tests.e2e.pictures import FOLDER, TILE, changed_tiles, difference, kept, save

pytestmark = pytest.mark.browser

RENEW = "RENEW_LOOKS" in os.environ
RESULTS = Path(__file__).parents[2] / "test-results" / "looks"
NOW = datetime(2024, 3, 14, 9, 30, tzinfo=UTC)  # when everything here was made
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

# The same letters on every machine: files of one Debian package, by their full names, so that nothing of the same
# family is taken instead; slanted by the browser. Nothing moves, and no caret blinks.
PIN = """async () => {
  const faces = [["Look Sans", "DejaVu Sans"], ["Look Serif", "DejaVu Serif"], ["Look Mono", "DejaVu Sans Mono"]]
    .flatMap(([name, file]) => [[name, file, "400"], [name, `${file} Bold`, "700"]])
    .map(([name, file, weight]) => new FontFace(name, `local("${file}")`, { weight }));
  try { await Promise.all(faces.map((face) => face.load())); } catch { return false; }
  faces.forEach((face) => document.fonts.add(face));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :root, [lang] { --latin: "Look Serif"; --sans: "Look Sans"; --serif: "Look Serif", "Look Sans";
      --mono: "Look Mono", "Look Sans"; }
    *, ::before, ::after { animation: none !important; transition: none !important; }
    * { caret-color: transparent !important; }`);
  document.adoptedStyleSheets = [sheet];
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return true;
}"""


def picture(page: Page, *, whole: bool = True) -> Image.Image:
    """Return how the page looks in the pinned faces, all of it or what is in the window."""
    if not page.evaluate(PIN):
        pytest.skip("the pictures need the faces DejaVu Sans, Serif and Mono: apt install fonts-dejavu-core")
    return kept(page.screenshot(full_page=whole, animations="disabled"))


def change(name: str, now: Image.Image) -> str:
    """Say where a page looks otherwise than in its picture, if it does; both are then written to be looked at."""
    path = FOLDER / f"{name}.png"
    if RENEW:
        save(now, path)
    if not path.exists():
        save(now, RESULTS / f"{name}.png")
        return f"{name} has no picture yet"
    before = Image.open(path).convert("RGB")
    tiles = changed_tiles(before, now)
    if not tiles:
        return ""
    save(now, RESULTS / f"{name}.png")
    save(difference(before, now), RESULTS / f"{name}-difference.png")
    return f"{name} in {len(tiles)} places, the first at {2 * TILE * tiles[0][0]}, {2 * TILE * tiles[0][1]} px"


def at_rest() -> None:
    """Let everything be made at one time: pages show when."""
    for model in apps.get_models():
        if model._meta.app_label in ("reader", "annotations"):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.DateTimeField):
                    model._base_manager.exclude(**{field.name: None}).update(**{field.name: NOW})


@pytest.fixture
def report(project: Project, owner: User, coder: User) -> Article:
    """A project with something of everything, small enough to be seen as a whole."""
    an_article(
        project,
        [ARABIC, f"{ARABIC} (Sarrow Coast Monitor, 17)"],
        title="حريق المرفأ: روايتان",
        language="ar",
        direction="rtl",
        by=owner,
        byline="ليلى حداد",
        published="2024-03-11",
        site_name="صدى الساحل",
    )
    refused, _ = Article.objects.take_in(Source(url="https://ledger.example/ferries"), project=project, by=owner)
    refused._set_aside("The server answered 404. Check the address, or paste the text.")
    # No emoji: every system has its own.
    shown = [block for block in blocks() if block.text not in (EMOJI, LONG * 3)]
    report = an_article(
        project,
        [*shown, paragraph(LONG)],
        title="Two versions of the harbour fire",
        by=owner,
        standfirst="Ministry and union count differently",
        byline="Julian Osterley",
        published="2024-03-12",
        site_name="The Ledger",
    )
    a_highlight(report, "explosion", by=coder)
    a_highlight(report, "The second door was locked", "Claim", note="Says who?", by=coder)
    a_highlight(report, "the ministry said. A union", "Disputed", by=owner)
    event = project.events.create(name="The harbour fire")
    counted = a_highlight(report, "At least 12 people died", "Claim", "Casualty figure", by=owner)
    counted.figures.all().delete()
    sources: list[tuple[str, dict[str, Any]]] = [
        ("Ministry", {"low": 12}),
        ("Union", {"best": 17}),
        ("Sarrow Coast Monitor", {"low": 17, "high": 21}),
        ("Harbour office", {"best": 9, "approximate": True}),
    ]
    for name, said in sources:
        counted.figures.create(effect="killed", source_name=name, event=event, **said)
    return report


def test_main_pages_look_as_they_did(signed_in_page, live_server, owner, project, report):
    at_rest()
    page = signed_in_page(owner)
    event = project.events.get()
    noted = report.annotations.exclude(note="").get()
    changes: list[str] = []
    pages = {
        "list": project.get_absolute_url(),
        "article": report.get_absolute_url(),
        "highlights": reverse("project_annotations", args=[project.pk]),
        "claims": reverse("claims", args=[project.pk]),
        "figures": reverse("ledger", args=[project.pk]),
        "event": event.get_absolute_url(),
        "tags": reverse("codebook", args=[project.pk]),
    }

    def see(name: str, screen: dict[str, int], *, whole: bool = True, **person: str) -> None:
        User.objects.filter(pk=owner.pk).update(**{"theme": "light", "language": "en", **person})
        page.set_viewport_size(screen)
        page.goto(live_server.url + pages[name])
        expect(page.locator("html")).to_have_attribute("data-js", "")
        variant = "-".join([name, *(["phone"] if screen is PHONE else []), *person.values()])
        changes.append(change(variant, picture(page, whole=whole)))

    for name in pages:
        see(name, DESK)
    for name in ("list", "article", "figures"):
        see(name, PHONE)
    for name in ("list", "article"):
        see(name, DESK, theme="dark")
    for name in ("list", "event"):
        see(name, DESK, language="ar")
    see("article", PHONE, language="ar", theme="dark")
    see("article", DESK, theme="sepia", whole=False)
    marks(page, noted).click()
    expect(page.get_by_role("dialog", name="Highlight")).to_contain_text("Says who?")
    changes.append(change("card", picture(page, whole=False)))

    changes = [each for each in changes if each]
    assert changes == [], f"These look otherwise: see {RESULTS}, and `make looks` where it is meant"


def test_a_change_of_looks_is_seen_and_the_same_page_is_not_one(page, live_server, owner):
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}/login/")
    before = picture(page)
    assert changed_tiles(before, picture(page)) == []
    for token, value in (
        ("--line", "var(--paper)"),  # a line is lost
        ("--edge", "var(--paper)"),  # so are the fields' borders
        ("--accent", "oklch(43% 0.1 300)"),  # the button has another colour
        ("--paper", "oklch(94% 0.004 85)"),  # the page is a little darker
        ("--space-5", "1.75rem"),  # what follows stands 4 px lower
        ("--text-m", "1rem"),  # letters are larger by a px
    ):
        page.evaluate("([token, value]) => document.documentElement.style.setProperty(token, value)", [token, value])
        assert changed_tiles(before, picture(page)) != [], f"{token} has changed, and nothing is seen of it"
        page.evaluate("(token) => document.documentElement.style.removeProperty(token)", token)
    assert changed_tiles(before, picture(page)) == []
