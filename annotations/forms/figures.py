"""The form of a casualty figure."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, ClassVar

from django import forms
from django.forms.widgets import NumberInput
from django.utils.translation import gettext, gettext_lazy

from annotations.models import Figure
from annotations.models.figure import FIELDS

from .evidence import EvidenceForm

NUMBERS = ("low", "best", "high")
MAIN = (*NUMBERS, "effect", "victims", "approximate")
# The words that were read, by the field that they filled.
WORDS = {
    "effect": "effect", "victims": "victims", "scope": "scope", "source": "source_name", "date": "date_from",
    "place": "place",
}  # fmt: skip
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FigureForm(EvidenceForm[Figure]):
    """What a figure says."""

    NAME: ClassVar = "figure"
    MAIN: ClassVar = MAIN
    FOLDED: ClassVar = {gettext_lazy("Source, day, place"): tuple(name for name in FIELDS if name not in MAIN)}

    class Meta:
        model = Figure
        fields = FIELDS
        widgets = {
            **{name: NumberInput(attrs={"min": 0, "inputmode": "numeric"}) for name in NUMBERS},
            "date_from": DAY,
            "date_to": DAY,
        }

    AS_READ: ClassVar = tuple(name for name in FIELDS if name not in MAIN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in WORDS.items():
            if words := getattr(self.instance, f"{name}_words"):
                self.fields[field].help_text = gettext("from “{words}”").format(words=words)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        said = [(name, data[name]) for name in NUMBERS if data.get(name) is not None]
        for (lower, less), (name, more) in pairwise(said):
            if less > more:
                self.add_error(
                    name,
                    gettext("{name} is less than {lower} ({less}).").format(
                        name=name.capitalize(), lower=lower, less=less
                    ),
                )
        if data.get("effect") == Figure.Effect.POPULATION and data.get("victims"):
            self.add_error("victims", gettext("A population is nobody's casualty: it has no victims."))
        return data
