"""The forms of the figure ledger: which figures, in which order. Their fields are the query of an address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from annotations.ledger import COLUMNS, Filter, Order
from annotations.models import Event, Figure
from reader.models import Project

from .filters import Condition, day, written

NO_EVENT = "none"


class LedgerForm(forms.Form):
    """Which figures of a project the ledger shows, and its CSV takes."""

    effect = forms.ChoiceField(required=False, choices=[("", gettext_lazy("Any")), *Figure.Effect.choices])
    event = forms.ChoiceField(required=False)
    source = forms.CharField(required=False, label=gettext_lazy("Words in who says so"), max_length=200)
    source_type = forms.ChoiceField(required=False, choices=[("", gettext_lazy("Any")), *Figure.SourceType.choices])
    place = forms.CharField(required=False, label=gettext_lazy("Words in the place"), max_length=200)
    date_from = day(gettext_lazy("From the day"))
    date_to = day(gettext_lazy("Until the day"))
    approximate = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Exact or about"),
        choices=[
            ("", gettext_lazy("Any")),
            ("yes", gettext_lazy("“About” only")),
            ("no", gettext_lazy("Without “about”")),
        ],
    )
    scope = forms.ChoiceField(
        required=False, label=gettext_lazy("Counts"), choices=[("", gettext_lazy("Any")), *Figure.Scope.choices]
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.project = project
        self.events = {str(event.pk): event for event in Event.objects.filter(project=project).with_figures()}
        choices = [
            ("", gettext_lazy("Any")),
            (NO_EVENT, gettext("In no event")),
            *((key, event.name) for key, event in self.events.items()),
        ]
        self.fields["event"].choices = choices  # type: ignore[attr-defined]

    def filter(self) -> Filter:
        """What a valid form asks for."""
        data = dict(self.cleaned_data)
        event = data.pop("event")
        return Filter(self.project, event=self.events.get(event), in_no_event=event == NO_EVENT, **data)

    def is_narrow(self) -> bool:
        """Whether a valid form asks for anything."""
        return any(self.cleaned_data.values())

    @property
    def is_wordy(self) -> bool:
        """Whether the address says more than it needs to: a browser sends empty fields too."""
        return any(name in self.fields and not all(values) for name, values in self.data.lists())  # type: ignore[attr-defined]

    def query(self, **changed: Any) -> str:
        """Return the shortest query of a valid form, in the order of the fields, with these values changed."""
        data = {**self.cleaned_data, **changed}
        return urlencode([(name, word) for name in self.fields for word in written(data.get(name))])

    def conditions(self) -> Iterator[Condition]:
        """Yield what a valid form asks for, in words; each can be left out."""
        for name, words in self.TOLD:
            if value := self.cleaned_data[name]:
                yield Condition(words.format(self._said(name, value)), self.query(**{name: None}))

    TOLD: ClassVar = (
        ("effect", "{}"),
        ("event", "{}"),
        ("source", gettext_lazy("said by “{}”")),
        ("source_type", gettext_lazy("source: {}")),
        ("place", gettext_lazy("in “{}”")),
        ("date_from", gettext_lazy("from {} on")),
        ("date_to", gettext_lazy("until {}")),
        ("approximate", "{}"),
        ("scope", "{}"),
    )

    def _said(self, name: str, value: Any) -> str:
        if name in ("date_from", "date_to"):
            return date_format(value, "j F Y")
        choices = dict(getattr(self.fields[name], "choices", ()))
        said = str(choices.get(value, value))
        return gettext("of “{said}”").format(said=said) if name == "event" and value != NO_EVENT else said


class OrderForm(forms.Form):
    """In which order they come, and which page of it. What is no order, or no place, is the first page of the usual."""

    sort = forms.ChoiceField(
        required=False, choices=[(f"{sign}{name}", name) for name in COLUMNS for sign in ("", "-")]
    )
    after = forms.CharField(required=False, max_length=400)
    before = forms.CharField(required=False, max_length=400)
    last = forms.BooleanField(required=False)

    def order(self) -> Order:
        """What the address asks for."""
        self.is_valid()
        said = self.cleaned_data
        return Order.read(said.get("sort", ""), said.get("after", ""), said.get("before", ""), said.get("last", False))
