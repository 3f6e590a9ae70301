"""The form in which a person says how they like to read."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from reader.forms import PreferencesForm
from reader.models import User

FIELDS = PreferencesForm.Meta.fields

register = template.Library()


@register.simple_tag
def text_choices(user: User) -> SafeString:
    """Write what there is to choose from, with what the person has chosen."""
    return _choices(get_language(), *(getattr(user, name) for name in FIELDS))


@lru_cache(maxsize=200)
def _choices(_language: str | None, *chosen: str) -> SafeString:
    """Made once for all who read a language and have chosen the same: of a person this knows no more than that."""
    likes = User(**dict(zip(FIELDS, chosen, strict=True)))
    return mark_safe(render_to_string("reader/_text_choices.html", {"user": likes}))  # noqa: S308  a template's
