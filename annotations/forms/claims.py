"""The form of a claim."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from annotations.models import Claim
from annotations.models.claim import PARTS, State
from annotations.models.evidence import CIRCUMSTANCES

from .evidence import EvidenceForm
from .figures import DAY

WORDS = tuple(f"{part}_text" for part in PARTS)
WHEN_AND_WHERE = tuple(name for name in CIRCUMSTANCES if not name.startswith("source"))


class ClaimForm(EvidenceForm[Claim]):
    """What a highlight claims: who says so and how sure; its words; when and where; what became of it."""

    NAME: ClassVar = "claim"
    MAIN: ClassVar = ("source_name", "source_type", "factuality", "responsibility")
    FOLDED: ClassVar = {
        gettext_lazy("Its words: source, cue, content"): WORDS,
        gettext_lazy("Day and place"): WHEN_AND_WHERE,
        gettext_lazy("Review and resolution"): (
            "review_rating",
            "reviewer",
            "review_url",
            "resolution",
            "resolution_reasons",
        ),
    }

    AS_READ: ClassVar = WORDS

    review_url = forms.URLField(
        label=gettext_lazy("Where the check is published"), max_length=2000, required=False, assume_scheme="https"
    )

    class Meta:
        model = Claim
        fields = Claim.SAID
        widgets = {
            **{f"{part}_at": forms.HiddenInput for part in PARTS},
            **{name: forms.Textarea(attrs={"rows": 1, "dir": "auto"}) for name in WORDS},
            "resolution_reasons": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "date_from": DAY,
            "date_to": DAY,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._former = self.instance.values  # before the form writes on it

    def clean(self) -> dict[str, Any]:
        """Find each part's words in the article: where the form says they are, or else nearest to the highlight."""
        data = super().clean()
        for part in PARTS:
            if f"{part}_text" not in data:
                continue
            words, at = data[f"{part}_text"].replace("\r\n", "\n"), data.get(f"{part}_at")
            data[f"{part}_text"] = words
            place = self.instance.place_of(words, at) if words else None
            data[f"{part}_at"] = None if place is None else place - (self.instance.annotation.start or 0)
            # What was read once stays as it is, also where the text has changed since.
            if words and place is None and words != self._former[f"{part}_text"]:
                self.add_error(f"{part}_text", gettext("These words are not in the article near the highlight."))
        return data


class ClaimFilterForm(forms.Form):
    """Which claims of a project are shown; a query of a URL. What is left out does not narrow."""

    q = forms.CharField(label=gettext_lazy("Words"), max_length=200, required=False, widget=forms.SearchInput)
    state = forms.ChoiceField(choices=[("", gettext_lazy("any")), *State.choices], required=False)
    source_name = forms.CharField(label=gettext_lazy("Who says so"), max_length=200, required=False)
    source_type = forms.ChoiceField(
        label=gettext_lazy("Kind of source"),
        choices=[("", gettext_lazy("any")), *Claim.SourceType.choices],
        required=False,
    )
    place = forms.CharField(max_length=200, required=False)
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=DAY)
    once = forms.BooleanField(label=gettext_lazy("Printed by several, counted once"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    @property
    def conditions(self) -> dict[str, Any]:
        """What narrows, of a form that is valid."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", gettext("The last day is before the first."))
        return data
