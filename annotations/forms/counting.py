"""The form of a project's counting rules."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext, gettext_lazy

from annotations.core.quantities import PROFILES, Range
from annotations.core.quantities.model import WORDS

ENDS = ("low", "best", "high")
MOST = 2**63 - 1  # what the database keeps


class Row(NamedTuple):
    """A word of amount, the project's own numbers for it, and what the profile says."""

    word: str
    fields: list[forms.BoundField]
    given: Range


class CountingForm(forms.Form):
    """A profile, and numbers of one's own for its words: a word without any is read as the profile says."""

    base = forms.ChoiceField(label=gettext_lazy("Profile"), choices=[(name, name) for name in PROFILES])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for word in WORDS:
            for end in ENDS:
                field = forms.IntegerField(required=False, min_value=0, max_value=MOST, label=f"{word}, {end}")
                self.fields[_name(word, end)] = field

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for word in WORDS:
            said = [(end, data[_name(word, end)]) for end in ENDS if data.get(_name(word, end)) is not None]
            for (lower, less), (end, more) in pairwise(said):
                if less > more:
                    self.add_error(
                        _name(word, end),
                        gettext("“{word}”: {end} is less than {lower} ({less}).").format(
                            word=word, end=end, lower=lower, less=less
                        ),
                    )
        return data

    @property
    def own(self) -> dict[str, Range]:
        """The words that were given numbers, of a form that is valid."""
        given = {word: Range(*(self.cleaned_data[_name(word, end)] for end in ENDS)) for word in WORDS}
        return {word: numbers for word, numbers in given.items() if numbers != Range()}

    @property
    def rows(self) -> list[Row]:
        """A row for each word."""
        profile = PROFILES.get(str(self["base"].value()), PROFILES["ACLED"])
        return [Row(word, [self[_name(word, end)] for end in ENDS], profile.read(word)) for word in WORDS]


def initial(base: str, own: dict[str, Range]) -> dict[str, Any]:
    """Return what the form shows at first."""
    numbers = {_name(word, end): getattr(given, end) for word, given in own.items() for end in ENDS}
    return {"base": base, **numbers}


def _name(word: str, end: str) -> str:
    return f"{word.replace(' ', '-')}-{end}"
