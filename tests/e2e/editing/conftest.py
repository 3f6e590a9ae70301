"""A short report at the reading page, for what is done to highlights after they are made."""

from __future__ import annotations

import pytest

from tests.builders import a_highlight, an_article, paragraph
from tests.e2e.desk import open_article, ready

FIRST = "Twelve people died, the ministry said."
SECOND = "A union counts seventeen."


@pytest.fixture
def report(project, owner):
    blocks = [f"{FIRST} {SECOND}", paragraph("Sign in.", cut="an appeal"), "The inquiry opens on Monday."]
    return an_article(project, blocks, by=owner)


@pytest.fixture
def desk(signed_in_page, live_server, owner, report):
    page = signed_in_page(owner)
    open_article(page, live_server, report)
    ready(page)
    return page


@pytest.fixture
def made(report, owner):
    return a_highlight(report, "people died", "Claim", by=owner)
