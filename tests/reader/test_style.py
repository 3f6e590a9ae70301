"""The style page: there for who works on the site, with what every page is made of; nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from annotations.models.codebook import Tint
from reader.views.style import COLOURS, THEMES
from tests.answers import page_of


@pytest.mark.parametrize("theme", THEMES)
def test_it_shows_itself_in_each_theme_and_direction(db, settings, theme):
    assert Client().get(reverse("style")).status_code == 404
    settings.DEBUG = True
    page = page_of(Client().get(reverse("style"), {"theme": theme, "dir": "rtl"}))
    assert (page.get("data-theme"), page.get("dir")) == (theme, "rtl")
    assert [link.text for link in page.xpath("//nav[@aria-label='Look']/a[@aria-current]")] == [theme]
    assert page.xpath("//ul[contains(@class, 'errorlist')]")
    assert not page.xpath("//@style | //script")


def test_it_names_every_colour_and_tint_there_is(db, settings):
    settings.DEBUG = True
    page = html.tostring(page_of(Client().get(reverse("style"))), encoding="unicode")
    tokens = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text("utf-8")
    colours = set(re.findall(r"--([\w-]+): light-dark\(", tokens)) - {"veil"}
    assert colours == set(COLOURS)
    assert all(f'class="chip tint-{tint}"' in page for tint in Tint.values)
