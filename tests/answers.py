"""How tests read an answer."""

from __future__ import annotations

import lxml.html
from django.http import HttpResponse


def page_of(response: HttpResponse) -> lxml.html.HtmlElement:
    """Return the page of a successful answer."""
    assert response.status_code == 200
    return lxml.html.document_fromstring(response.content.decode())


def words_of(element: lxml.html.HtmlElement) -> str:
    """Return the text of an element as it reads, its white space collapsed."""
    return " ".join(element.text_content().split())
