"""The README's picture, made by the project itself: `pytest tests/e2e/screenshot.py` writes docs/screenshot.png."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from annotations.demo import load_demo
from reader.models import Role
from tests.e2e.desk import card, open_article, open_card, ready

pytestmark = pytest.mark.browser

PICTURE = Path(__file__).parents[2] / "docs" / "screenshot.png"


def test_picture(signed_in_page, live_server, owner):
    sample = load_demo()
    sample.add(owner, Role.OWNER)
    article = sample.articles.order_by("pk").first()
    page = signed_in_page(owner)
    open_article(page, live_server, article)
    ready(page)
    noted = article.annotations.exclude(note="").in_reading_order().first()
    open_card(page, noted)
    expect(card(page).get_by_label("Note", exact=True)).to_have_value(noted.note)
    page.mouse.move(0, 0)
    page.screenshot(path=PICTURE)
