"""What the pure parts say of suggestions and figures, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from reader.sentences import translated

from .core.proposals import Reason

WHY = (
    gettext_noop("“{0}” counts people, and “{1}” says what befell them."),
    gettext_noop("“{0}” is a verb of speech."),
    gettext_noop("“{0}” is a verb of belief."),
    gettext_noop("“{0}” is a verb of aim."),
    gettext_noop("“{0}” is a noun of speech, belief or aim."),
    gettext_noop("“{0}” is said of what somebody feels or believes."),
    gettext_noop("A quotation of several words is somebody's."),
    gettext_noop("“{0}”: somebody declares something untrue."),
    gettext_noop("“{0}”: somebody contests what was said."),
    gettext_noop("“{0}”: one account speaks against another."),
    gettext_noop("“{0}”: a statement or an accusation is rejected, not a plan."),
    gettext_noop("“{0}”: somebody grants that something is so."),
    gettext_noop("“{0}”: something said is called untrue."),
)
FIGURE = (  # of annotations.core.ledger.Report.words
    gettext_noop("no number"),
    gettext_noop("{0}, up to {1}"),
    gettext_noop("{0}, at least {1}"),
    gettext_noop("{0}, {1} to {2}"),
    gettext_noop("at least {0}"),
    gettext_noop("up to {0}"),
    gettext_noop("about {0}"),
    gettext_noop("{0} to {1}"),
)
IN_COMMON = (  # of annotations.core.proposals.Reason
    gettext_noop("all of {0}"),
    gettext_noop("all from {0} to {1}"),
    gettext_noop("reported on {0}"),
    gettext_noop("reported from {0} to {1}"),
    gettext_noop("in {0}"),
    gettext_noop("in one passage"),
    gettext_noop("some of them in one passage"),
    gettext_noop("sharing the words {0}"),
)
# What a reading holds, as the core names it: kinds of sources, parts of a claim, effects and victims.
READ = (
    gettext_noop("official"), gettext_noop("medical"), gettext_noop("monitor"), gettext_noop("witness"),
    gettext_noop("NGO"), gettext_noop("media"), gettext_noop("party to the conflict"), gettext_noop("source"),
    gettext_noop("cue"), gettext_noop("content"), gettext_noop("undecided"), gettext_noop("killed"),
    gettext_noop("injured"), gettext_noop("missing"), gettext_noop("displaced"), gettext_noop("detained"),
    gettext_noop("affected"), gettext_noop("civilians"), gettext_noop("combatants"), gettext_noop("unknown"),
    gettext_noop("low"), gettext_noop("best"), gettext_noop("high"), gettext_noop("figure"), gettext_noop("claim"),
    gettext_noop("relation"), gettext_noop("place"), gettext_noop("effect"), gettext_noop("victims"),
    gettext_noop("scope"), gettext_noop("note"), gettext_noop("kind"), gettext_noop("source type"),
)  # fmt: skip
# The rules that read a number (annotations.core.quantities), but for those that bear the name of a profile.
RULES = (
    gettext_noop("exact"), gettext_noop("floor"), gettext_noop("ceiling"), gettext_noop("range"), gettext_noop("about"),
    gettext_noop("above"), gettext_noop("below"), gettext_noop("plural"),
)  # fmt: skip
# The labels that Django makes of the names of fields.
FIELDS = (
    gettext_noop("Name"), gettext_noop("Kind"), gettext_noop("Tint"), gettext_noop("Hotkey"),
    gettext_noop("Description"), gettext_noop("Examples"), gettext_noop("Article"), gettext_noop("Source type"),
    gettext_noop("Responsibility"), gettext_noop("Source"), gettext_noop("Cue"), gettext_noop("Content"),
    gettext_noop("From"), gettext_noop("To"), gettext_noop("Place"), gettext_noop("Resolution"),
    gettext_noop("Reasons"), gettext_noop("State"), gettext_noop("Note"), gettext_noop("Low"), gettext_noop("Best"),
    gettext_noop("High"), gettext_noop("Effect"), gettext_noop("Victims"), gettext_noop("About"),
    gettext_noop("Scope"), gettext_noop("Colour"), gettext_noop("Username"), gettext_noop("Role"),
    gettext_noop("Parent"), gettext_noop("Event"), gettext_noop("Factuality"), gettext_noop("Date"),
)  # fmt: skip


def why(text: str) -> str:
    """Return why a passage is suggested."""
    return translated(text, WHY)


def figure_words(text: str) -> str:
    """Return what a figure says, of its English words: 'at least 12', 'about 17 to 21'."""
    return translated(text, FIGURE, deep=3)


def changed(before: str, now: str) -> str:
    """Return what was beside what is: in Arabic the arrow points the other way."""
    return gettext("{before} → {now}").format(before=before, now=now)


def in_common(reasons: Iterable[Reason]) -> str:
    """Return why figures may be of one event."""
    said = [gettext(reason.sentence).format(*map(_in_sentence, reason.values)) for reason in reasons]
    return gettext("; ").join(said)


def _in_sentence(value: date | str) -> str:
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if not value.startswith("‘"):
        return value
    words = value.strip("‘’").split("’, ‘")
    return gettext(", ").join(gettext("‘{word}’").format(word=word) for word in words)
