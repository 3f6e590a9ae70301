"""Dates as pages write them, in several languages, to ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

# One row a month: English, German, French, Spanish, Italian, Portuguese, Arabic (two traditions), Russian.
# A name also stands for its abbreviations of three letters and more.
_MONTH_ROWS = (
    "january januar jänner janvier enero gennaio janeiro يناير كانون_الثاني января январь",
    "february februar février febrero febbraio fevereiro فبراير شباط февраля февраль",
    "march märz mars marzo março مارس آذار марта март",
    "april avril abril aprile أبريل إبريل ابريل نيسان апреля апрель",
    "may mai mayo maggio maio مايو أيار мая май",
    "june juni juin junio giugno junho يونيو حزيران июня июнь",
    "july juli juillet julio luglio julho يوليو تموز июля июль",
    "august août agosto أغسطس آب августа август",
    "september septembre septiembre setiembre settembre setembro سبتمبر أيلول сентября сентябрь",
    "october oktober octobre octubre ottobre outubro أكتوبر تشرين_الأول октября октябрь",
    "november novembre noviembre novembro نوفمبر تشرين_الثاني ноября ноябрь",
    "december dezember décembre diciembre dicembre dezembro ديسمبر كانون_الأول декабря декабрь",
)
MONTHS = {name.replace("_", " "): number for number, row in enumerate(_MONTH_ROWS, 1) for name in row.split()}
# Abbreviations that name one offset only; those that several countries use (IST, CST in China, AST) are left out.
ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120, "EET": 120,
    "EEST": 180, "MSK": 180, "EDT": -240, "EST": -300, "CDT": -300, "CST": -360, "MDT": -360, "MST": -420,
    "PDT": -420, "PST": -480, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "SAST": 120, "JST": 540, "HKT": 480,
}  # fmt: skip
_NAME = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_SHORT = (
    "jan feb fév mar mär apr abr avr may mai jun jul aug aoû ago sep sept set oct okt ott out nov dec dez déc dic"
    " gen ene mag giu lug"
).split()
_MONTH = rf"(?P<month>{_NAME}|(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})(?![^\W\d_]))"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY_MONTH_YEAR = re.compile(
    rf"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|°|\.)?[\s/-]+(?:del?\s+)?{_MONTH}\.?,?[\s/-]+(?:del?\s+)?{_YEAR}",
    re.IGNORECASE,
)
_MONTH_DAY_YEAR = re.compile(rf"(?<![^\W\d_]){_MONTH}\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s+{_YEAR}", re.I)
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)")
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d){_YEAR}[\s,/-]+{_MONTH}\.?[\s/-]+(?P<day>[0-3]?\d)(?!\d)", re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?<![\d.])(?P<first>[0-3]?\d)(?P<mark>[./-])(?P<second>[0-3]?\d)(?P=mark)(?P<year>(?:19|20)\d\d)(?!\d|\.\d)"
)
_EASTERN = re.compile(r"(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>[01]?\d)\s*月\s*(?P<day>[0-3]?\d)\s*日")
_PERHAPS = re.compile(r"(?:19|20|١٩|٢٠|۱۹|۲۰)\d\d")
_TIME = re.compile(
    r"(?<![\d.])(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d.])\s*"
    r"(?P<half>[ap]\.?m\b\.?)?\s*(?:Uhr\s*)?\(?(?P<zone>[A-Z]{1,4}\b|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def find_date(text: str, *, month_first: bool = False) -> str:
    """Return the first date in the text as ISO 8601, with the time behind it if there is one; otherwise "".

    `month_first` reads 7/8/2013 as July 8, the American way, where the numbers alone do not tell.
    """
    if not _PERHAPS.search(text):  # nearly always; the other patterns are slow
        return ""
    text = text.translate(_DIGITS)
    found = min(
        (
            match
            for pattern in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _ISO, _YEAR_MONTH_DAY, _NUMBERS, _EASTERN)
            if (match := pattern.search(text))
        ),
        key=lambda match: match.start(),
        default=None,
    )
    if found is None:
        return ""
    date = _date(found.groupdict(), month_first=month_first)
    return date and date + _time(text[found.end() : found.end() + 30])


def iso(value: str, *, month_first: bool = False) -> str:
    """Return a machine-written date (a `datetime` attribute, a meta value) as ISO 8601; "" if it is none."""
    value = value.strip()
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        return find_date(value, month_first=month_first)
    if not 1900 <= parsed.year <= 2100:
        return ""
    return (
        value[:10]
        if len(value) == 10
        else (parsed.isoformat(timespec="seconds") if len(value) > 10 else parsed.date().isoformat())
    )


def _date(groups: dict[str, str], *, month_first: bool) -> str:
    if "mark" in groups:
        first, second = int(groups["first"]), int(groups["second"])
        american = second > 12 or (month_first and groups["mark"] == "/" and first <= 12)
        month, day = (first, second) if american else (second, first)
    else:
        month, day = _month(groups["month"]), int(groups["day"])
    try:
        return datetime(int(groups["year"]), month, day).date().isoformat()
    except ValueError:
        return ""


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    name = name.lower()
    return MONTHS.get(name) or next(number for full, number in MONTHS.items() if full.startswith(name))


def _time(rest: str) -> str:
    found = _TIME.search(rest)
    if not found or re.search(r"[^\W\d_]{6,}|[.!?]\s", rest[: found.start()]):
        return ""
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"][0].lower() == "p" else 0)
    if hour > 23:
        return ""
    return f"T{hour:02}:{found['minute']}:{found['second'] or '00'}{_zone(found['zone'] or '')}"


def _zone(name: str) -> str:
    if name[:1] in ("+", "-"):
        return f"{name[:3]}:{name[-2:]}"
    minutes = ZONES.get(name.upper())
    if minutes is None:
        return ""
    return datetime(2000, 1, 1, tzinfo=timezone(timedelta(minutes=minutes))).isoformat()[-6:]
