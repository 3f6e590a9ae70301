"""What a cell of a spreadsheet may mean as the value of a field, whatever the program's language made of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import models

from annotations.exporters.csv_long import unescape_formula

YES = {"1", "true", "yes", "y", "x", "wahr", "ja", "vrai", "oui", "نعم"}
NO = {"", "0", "false", "no", "n", "falsch", "nein", "faux", "non", "لا"}
WHOLE = re.compile(r"(\d{1,18})(?:[.,]0{1,2})?")  # which some programs write with decimals
THOUSANDS = re.compile(r"\d{1,3}([,.' \u00a0\u202f])\d{3}(?:\1\d{3})*")
DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?: 0{1,2}:00(?::00)?)?")
ISO_DAY = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[T ]00:00(?::00)?)?")
DECIMALS = re.compile(r"[.,]0+$")


def values_of(field: Any, cell: str) -> list[Any]:
    """Return what a cell may mean for a field, as history keeps it; the words themselves where it means nothing.

    More than one is a day whose first two numbers may be day and month or month and day.
    """
    said = unescape_formula(cell).strip()
    if isinstance(field, models.BooleanField):
        low = DECIMALS.sub("", said.casefold())
        return [low in YES] if low in YES | NO else [said]
    if not said:
        return [None if field.null else ""]
    if isinstance(field, models.DateField):
        return _days(said) or [said]
    if isinstance(field, models.IntegerField):
        return [_number(said)]
    if field.choices:
        for value, label in field.choices:
            if said.casefold() in (str(value).casefold(), str(label).casefold()):
                return [value]
    return [said]


def in_words(field: Any, value: Any) -> str:
    """Return a field's value for people: by the name of the choice; nothing where nothing is said."""
    if isinstance(field, models.BooleanField):
        return str(int(value)) if isinstance(value, bool) else str(value)
    return "" if value is None else str(dict(field.flatchoices).get(value, value))


def _number(said: str) -> int | str:
    if whole := WHOLE.fullmatch(said):
        return int(whole[1])
    return int(re.sub(r"\D", "", said)) if THOUSANDS.fullmatch(said) else said


def _days(said: str) -> list[str]:
    if found := ISO_DAY.fullmatch(said):
        orders = [(found[1], found[2], found[3])]
    elif found := DAY.fullmatch(said):
        year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
        orders = [(year, found[2], found[1]), (year, found[1], found[2])]
    else:
        return []
    return list(dict.fromkeys(filter(None, (_day(*map(int, order)) for order in orders))))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
