"""The words by which a page's furniture is known: a table a language. A new language is a file here and a row below."""

from . import ar, de, en, es, fr, further, it, pt, ru
from .rules import Rules

TABLES: dict[str, dict[str, Rules]] = {
    "en": en.RULES,
    "de": de.RULES,
    "fr": fr.RULES,
    "es": es.RULES,
    "it": it.RULES,
    "pt": pt.RULES,
    "ar": ar.RULES,
    "ru": ru.RULES,
    "further": further.RULES,
}
