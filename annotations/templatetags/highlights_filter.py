"""What the page of all highlights shows of its filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import template
from django.forms import BoundField
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from annotations.core.concordance import Piece
from annotations.forms import FilterForm

register = template.Library()

CHOICES = ("tag", "any", "without")


@register.filter
def field(form: FilterForm, name: str) -> BoundField | None:
    """Return a field of the form by its name."""
    return form[name] if name in form.fields else None


@register.filter
def words(text: str) -> list[str]:
    """Return the words of a text: {% for name in 'overlap sentence'|words %}."""
    return text.split()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Return a text with the searched words marked."""
    # Not a template of its own: a page shows some hundred of these.
    return mark_safe(  # noqa: S308  each is escaped
        "".join(
            f'<mark class="hit">{escape(piece.text)}</mark>' if piece.found else escape(piece.text) for piece in pieces
        )
    )


@register.filter
def thousands(number: int) -> str:
    """Return a number with its thousands apart."""
    return f"{number or 0:,}"


@register.filter
def tag_rows(form: FilterForm) -> Iterator[dict[str, object]]:
    """Yield each tag with the ways to ask for it, and whether the form does."""
    chosen = {name: set(map(str, form[name].value() or ())) for name in CHOICES}
    for tag in form.tags:
        yield {"tag": tag, "choices": [(name, str(tag.pk) in chosen[name]) for name in CHOICES]}
