"""Word tables, one module a language; English is the first."""

from __future__ import annotations

from .arabic import ARABIC
from .english import ENGLISH
from .french import FRENCH
from .german import GERMAN
from .table import Bound, Form, Harm, Language, Phrase

LANGUAGES = {language.code: language for language in (ENGLISH, GERMAN, FRENCH, ARABIC)}

__all__ = ["LANGUAGES", "Bound", "Form", "Harm", "Language", "Phrase"]
