"""What the figure ledger shows of numbers and quotes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from annotations import sentences
from annotations.claims_over_time import ClaimsOverTime
from annotations.core.proposals import Reason
from annotations.core.timeline import Period
from annotations.models import Claim
from reader.models import Project

register = template.Library()


@register.filter
def thousands_or_dash(number: int | None) -> SafeString:
    """Return a number with its thousands apart; where there is none a dash, told as that nothing is said."""
    if number is None:
        return format_html('<span class="nothing" aria-label="{}">–</span>', gettext("not said"))
    return mark_safe(f"{number:,}")  # noqa: S308  a number


@register.filter
def with_number(quote: str, raw: str) -> SafeString:
    """Return a quote with the words of its number set apart, where they are in it."""
    before, number, after = quote.partition(raw) if raw else (quote, "", "")
    marked = f"<b>{escape(number)}</b>" if number else ""
    return mark_safe(f"{escape(before)}{marked}{escape(after)}")  # noqa: S308  each is escaped


@register.filter
def period_name(period: Period) -> str:
    """Return what a period of a picture over time is called: a day, a month or a year."""
    if period.label.isdecimal():
        return period.label
    return date_format(period.first, "j M" if period.label[0].isdecimal() else "M")


@register.filter
def figure_words(words: str) -> str:
    """Return what a figure says, of its English words."""
    return sentences.figure_words(words)


@register.filter
def in_common(reasons: Iterable[Reason]) -> str:
    """Return why figures may be of one event."""
    return sentences.in_common(reasons)


@register.inclusion_tag("annotations/_claims_over_time.html")
def claims_over_time(project: Project, claims: QuerySet[Claim], conditions: dict[str, Any]) -> dict[str, object]:
    """Draw how many of these claims there are of when, and what has become of them; its parts keep the conditions."""
    return {"project": project, "over_time": ClaimsOverTime(claims, conditions)}
