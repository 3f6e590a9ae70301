"""What the forms of figures and claims have in common: several on a page, saved as one goes, each message in place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from django import forms
from django.utils.translation import gettext

from annotations.models.evidence import Evidence

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Row = TypeVar("Row", bound=Evidence)


class Section(NamedTuple):
    """A folded part of the form, with what is said in it, in short; open where a person has said it, or it is wrong."""

    title: StrOrPromise
    fields: list[forms.BoundField]
    said: str
    is_open: bool


class EvidenceForm(forms.ModelForm[Row]):
    """A row's form. `MAIN` fields are always in sight; `FOLDED` has the others by the title they stand under."""

    NAME: ClassVar[str]  # of the row, before its key in ids
    MAIN: ClassVar[tuple[str, ...]]
    FOLDED: ClassVar[dict[StrOrPromise, tuple[str, ...]]]
    AS_READ: ClassVar[tuple[str, ...]] = ()  # fields that are filled by reading: they open nothing

    seen = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Several on one page: their fields' ids are told apart, their names are not.
        self.auto_id = f"{self.key}-%s"
        self.initial["seen"] = self.instance.values
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField):
                offered: Any = field.choices
                field.choices = [("", gettext("not said")), *(choice for choice in offered if choice[0])]

    @property
    def key(self) -> str:
        """What names the row on a page: 'figure-7'."""
        return f"{self.NAME}-{self.instance.pk}"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("date_from"), data.get("date_to")
        if last and (first is None or last < first):
            self.add_error("date_to", gettext("Give the first day, and a last one that is not before it."))
        return data

    def validate_constraints(self) -> None:
        """The rows' constraints say the same as `clean`, but not beside which field."""

    @property
    def values(self) -> dict[str, Any]:
        """What was said, of a form that is valid."""
        return {name: self.cleaned_data[name] for name in self.instance.SAID if name in self.cleaned_data}

    @property
    def seen_values(self) -> dict[str, Any] | None:
        """What the row said when the person saw it; None where the form does not say so."""
        seen = self.cleaned_data["seen"]
        return seen if isinstance(seen, dict) else None

    @property
    def current(self) -> str:
        """What the row says by now as JSON, for a form to send back with what it saw."""
        return json.dumps(type(self.instance)._default_manager.get(pk=self.instance.pk).values)

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields that are always in sight."""
        return [self[name] for name in self.MAIN]

    @property
    def sections(self) -> list[Section]:
        """The others, under their titles."""
        return [self._section(title, [self[name] for name in names]) for title, names in self.FOLDED.items()]

    def _section(self, title: StrOrPromise, fields: list[forms.BoundField]) -> Section:
        said = [str(value) for field in fields if (value := self._shown(field))]
        is_open = any(field.errors or self._is_said(field.name) for field in fields)
        return Section(title, fields, " · ".join(said), is_open)

    def _shown(self, field: forms.BoundField) -> Any:
        named = getattr(self.instance, f"get_{field.name}_display", None)
        return named() if named else field.value()

    def _is_said(self, name: str) -> bool:
        return name not in self.AS_READ and bool(getattr(self.instance, name))
