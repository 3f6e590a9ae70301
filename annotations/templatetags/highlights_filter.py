"""What the page of all highlights shows of its filter."""

from __future__ import annotations

from collections.abc import Iterator

from django import template
from django.forms import BoundField

from annotations.forms import FilterForm
from reader.library.rows import marked

register = template.Library()
register.filter(marked)  # not a template of its own: a page shows some hundred of these

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
def thousands(number: int) -> str:
    """Return a number with its thousands apart."""
    return f"{number or 0:,}"


@register.filter
def tag_rows(form: FilterForm) -> Iterator[dict[str, object]]:
    """Yield each tag with the ways to ask for it, and whether the form does."""
    chosen = {name: set(map(str, form[name].value() or ())) for name in CHOICES}
    for tag in form.tags:
        yield {"tag": tag, "choices": [(name, str(tag.pk) in chosen[name]) for name in CHOICES]}
