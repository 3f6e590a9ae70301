"""The form of a casualty figure."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django import forms
from django.forms.widgets import NumberInput

from annotations.models import Figure
from annotations.models.figure import FIELDS

NUMBERS = ("low", "best", "high")


class FigureForm(forms.ModelForm[Figure]):
    """What a figure says; each message stands beside the field it is about."""

    seen = forms.JSONField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Figure
        fields = FIELDS
        widgets = {
            **{name: NumberInput(attrs={"min": 0, "inputmode": "numeric"}) for name in NUMBERS},
            "date_from": forms.DateInput(attrs={"type": "date"}),
            "date_to": forms.DateInput(attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Several on one page: their fields' ids are told apart, their names are not.
        self.auto_id = f"figure-{self.instance.pk}-%s"
        self.initial["seen"] = self.instance.values

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        said = [(name, data[name]) for name in NUMBERS if data.get(name) is not None]
        for (lower, less), (name, more) in pairwise(said):
            if less > more:
                self.add_error(name, f"{name.capitalize()} is less than {lower} ({less}).")
        if data.get("effect") == Figure.Effect.POPULATION and data.get("victims"):
            self.add_error("victims", "A population is nobody's casualty: it has no victims.")
        first, last = data.get("date_from"), data.get("date_to")
        if last and (first is None or last < first):
            self.add_error("date_to", "Give the first day, and a last one that is not before it.")
        return data

    def validate_constraints(self) -> None:
        """The rows' constraints say the same as `clean`, but not beside which field."""

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields that are always in sight."""
        return [self[name] for name in (*NUMBERS, "effect", "victims", "approximate")]

    @property
    def folded(self) -> list[forms.BoundField]:
        """The others."""
        return [self[name] for name in FIELDS if name not in (*NUMBERS, "effect", "victims", "approximate")]

    @property
    def has_more(self) -> bool:
        """Whether something is said in the folded fields, or wrong."""
        return any(field.errors or getattr(self.instance, field.name) for field in self.folded)
