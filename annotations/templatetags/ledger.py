"""What the figure ledger shows of numbers and quotes."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from annotations.claims import claims_of
from annotations.claims_over_time import ClaimsOverTime
from reader.models import Project

register = template.Library()


@register.filter
def thousands_or_dash(number: int | None) -> SafeString:
    """Return a number with its thousands apart; where there is none a dash, told as that nothing is said."""
    if number is None:
        return mark_safe('<span class="nothing" aria-label="not said">–</span>')
    return mark_safe(f"{number:,}")  # noqa: S308  a number


@register.filter
def with_number(quote: str, raw: str) -> SafeString:
    """Return a quote with the words of its number set apart, where they are in it."""
    before, number, after = quote.partition(raw) if raw else (quote, "", "")
    marked = f"<b>{escape(number)}</b>" if number else ""
    return mark_safe(f"{escape(before)}{marked}{escape(after)}")  # noqa: S308  each is escaped


@register.inclusion_tag("annotations/_claims_over_time.html")
def claims_over_time(project: Project, conditions: dict[str, Any]) -> dict[str, object]:
    """Draw how many claims there are of when, and what has become of them, of those that fit the conditions."""
    return {"project": project, "over_time": ClaimsOverTime(claims_of(project, conditions))}
