"""In which language and direction a quote is shown."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reader.extraction.language import tongue_of_quote
from reader.models import Article

register = template.Library()


@register.simple_tag
def tongue(article: Article, quote: str) -> SafeString:
    """Return the attributes `lang` and `dir` for a quote of the article: see `tongue_of_quote`."""
    return format_html('lang="{}" dir="{}"', *tongue_of_quote(quote, article.language, article.direction))
