"""What may stand in what, and which elements say something by standing round a block."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What may stand directly in what; text anywhere else belongs to the nearest element that can hold it.
PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "figcaption": {"figure"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
}
FREE = frozenset("ul ol dl blockquote figure table".split())
HOLDERS = frozenset("li dt dd blockquote figure figcaption caption td th".split())
MEANING = frozenset("ol td th".split())  # their attributes carry some
LONG_CELL = 1_200  # characters: a cell with more is a column of the page's layout


def may_stand(tag: str, above: str) -> bool:
    """Return True if the container may stand right in the one above; "" is the page."""
    return not above or above in HOLDERS or tag not in FREE or (tag in ("ul", "ol") and above in ("ul", "ol"))


def is_data_table(table: HtmlElement) -> bool:
    """Return True for a table of data, False for one that lays out a page."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return False
    if table.find(".//th") is not None or table.find("caption") is not None:
        return True
    rows = list(table.iter("tr"))
    if len(rows) < 2 or not any(len(row) > 1 for row in rows):
        return False
    return all(sum(map(len, cell.itertext())) <= LONG_CELL for row in rows for cell in row)


def meaningful(element: HtmlElement, tag: str) -> Iterable[tuple[str, str]]:
    """Yield the container's attributes that carry meaning, each with a value that is known to be harmless."""
    if tag == "ol":
        start = (element.get("start") or "").strip()
        if re.fullmatch(r"-?[0-9]{1,6}", start) and start != "1":
            yield "start", start
        if element.get("reversed") is not None:
            yield "reversed", ""
    elif tag in ("td", "th"):
        for name in ("colspan", "rowspan"):
            value = (element.get(name) or "").strip()
            if re.fullmatch(r"[0-9]{1,4}", value) and 1 < int(value) <= 1000:
                yield name, value
        if tag == "th" and (scope := (element.get("scope") or "").lower()) in ("row", "col", "rowgroup", "colgroup"):
            yield "scope", scope
