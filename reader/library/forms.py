"""The form whose fields are the address of a library page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from reader.models import ReadingState
from reader.search.conditions import texts
from reader.search.query import LONGEST, Query, UnreadableQuery, parse

from .paging import ORDERS, RELEVANCE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HAS = (
    ("claim", gettext_lazy("Claims")),
    ("disputed", gettext_lazy("Disputes")),
    ("figure", gettext_lazy("Casualty figures")),
    ("note", gettext_lazy("Notes")),
    ("orphan", gettext_lazy("Orphans")),
    ("trouble", gettext_lazy("Import trouble")),
)


# Of one person. Unasked, the list leaves out what they have archived; a search does not.
STATES = (
    ("", gettext_lazy("All but archived")), ("new", gettext_lazy("New")), *ReadingState.State.choices,
    ("any", gettext_lazy("Archived and all others")),
)  # fmt: skip


class Condition(NamedTuple):
    """One thing that a filter asks for, in words; `without` is the query of the same filter without it."""

    text: str
    without: str


def day(label: StrOrPromise) -> forms.DateField:
    return forms.DateField(
        required=False, label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class LibraryForm(forms.Form):
    """Which articles are shown, and in which order; invalid where the search cannot be understood."""

    q = forms.CharField(required=False, label=gettext_lazy("Search"), max_length=LONGEST)
    site = forms.CharField(required=False, label=gettext_lazy("Site"), max_length=200)
    author = forms.CharField(required=False, label=gettext_lazy("Author"), max_length=200)
    lang = forms.CharField(required=False, label=gettext_lazy("Language"), max_length=8)
    label = forms.CharField(required=False, label=gettext_lazy("Label"), max_length=60)
    state = forms.ChoiceField(required=False, label=gettext_lazy("State"), choices=STATES)
    since = day(gettext_lazy("Published from"))
    until = day(gettext_lazy("Published until"))
    has = forms.MultipleChoiceField(required=False, label=gettext_lazy("With"), choices=HAS)
    sort = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Order"),
        choices=[*((key, order.label) for key, order in ORDERS.items()), (RELEVANCE.column, RELEVANCE.label)],
    )
    rows = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Shown as"),
        choices=[("", gettext_lazy("Cards")), ("compact", gettext_lazy("Rows"))],
    )

    NARROWING = ("q", "site", "author", "lang", "label", "state", "since", "until", "has")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.query_tree: Query | None = None

    def clean_q(self) -> str:
        query = str(self.cleaned_data["q"])
        try:
            self.query_tree = parse(query)
        except UnreadableQuery as error:
            raise forms.ValidationError(str(error)) from None
        return query

    def clean_sort(self) -> str:
        sort = str(self.cleaned_data["sort"])
        return "" if sort == RELEVANCE.column and not texts(self.query_tree) else sort  # only words fit well or badly

    @property
    def is_narrow(self) -> bool:
        """Whether a valid form asks for anything but all articles."""
        return any(self.cleaned_data[name] for name in self.NARROWING)

    def query(self, **changed: Any) -> str:
        """Return the shortest query of a valid form, in the order of the fields, with these values changed."""
        data = {**self.cleaned_data, **changed}
        return urlencode([(name, word) for name in self.fields for word in _written(data.get(name))], safe=":")

    @property
    def beside_search(self) -> list[tuple[str, str]]:
        """What the search's form has to take along: each field and its value."""
        return self._kept("q")

    @property
    def beside_order(self) -> list[tuple[str, str]]:
        """What the form of the order and the days has to take along."""
        return self._kept("sort", "rows", "since", "until")

    def _kept(self, *without: str) -> list[tuple[str, str]]:
        data = getattr(self, "cleaned_data", {})
        return [(name, word) for name in self.fields if name not in without for word in _written(data.get(name))]

    def toggled(self, name: str, value: str) -> str:
        """Return the query that asks for this value besides, or no more where it does."""
        there = self.cleaned_data[name]
        if isinstance(there, list):
            return self.query(**{name: [v for v in there if v != value] if value in there else [*there, value]})
        return self.query(**{name: "" if there == value else value})

    def conditions(self) -> Iterator[Condition]:
        """Yield what a valid form asks for beside the search, in words."""
        data = self.cleaned_data
        for name, words in TOLD:
            if data[name]:
                said = dict(STATES)[data[name]] if name == "state" else _said(data[name])
                yield Condition(str(words).format(said), self.query(**{name: None}))
        for value in data["has"]:
            yield Condition(
                gettext("with {what}").format(what=str(dict(HAS)[value]).lower()), self.toggled("has", value)
            )


TOLD = (
    ("site", gettext_lazy("from {}")),
    ("author", gettext_lazy("by {}")),
    ("lang", gettext_lazy("in the language “{}”")),
    ("label", gettext_lazy("labelled “{}”")),
    ("state", "{}"),
    ("since", gettext_lazy("published from {} on")),
    ("until", gettext_lazy("published until {}")),
)


def _said(value: Any) -> str:
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)


def _written(value: Any) -> list[str]:
    if not value:
        return []
    return value if isinstance(value, list) else [value.isoformat() if isinstance(value, date) else str(value)]


class KeysField(forms.Field):
    """Keys of articles, each in a field of this name."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        try:
            keys = sorted({int(key) for key in value or ()})
        except (TypeError, ValueError) as error:
            raise forms.ValidationError(gettext("These are no articles.")) from error
        if len(keys) > 1000 or (keys and not 0 <= keys[-1] < 2**63):
            raise forms.ValidationError(gettext("These are no articles."))
        return keys


class ChangeForm(forms.Form):
    """What is to be done to chosen articles: those named, or all that the address asks for, up to the newest seen."""

    key = KeysField(required=False)
    everything = forms.BooleanField(required=False)
    newest = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)
    action = forms.ChoiceField(
        choices=[
            ("new", "new"),
            *ReadingState.State.choices,
            ("label", gettext_lazy("Add the label")),
            ("unlabel", gettext_lazy("Take it off")),
            ("bin", gettext_lazy("Put in the bin")),
        ]
    )
    label = forms.CharField(required=False, max_length=60)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.is_about_labels and not data.get("label"):
            raise forms.ValidationError(gettext("Name the label first."))
        if not data.get("everything") and not data.get("key"):
            raise forms.ValidationError(gettext("Choose some articles first."))
        return data

    @property
    def is_about_labels(self) -> bool:
        return self.cleaned_data.get("action") in ("label", "unlabel")

    @property
    def is_for_editors(self) -> bool:
        """Whether it changes the project, and not what the person alone sees."""
        return self.is_about_labels or self.cleaned_data.get("action") == "bin"


class BinForm(forms.Form):
    """Which articles in the bin: those named, or all."""

    key = KeysField(required=False)
    everything = forms.BooleanField(required=False)

    @property
    def keys(self) -> list[int]:
        keys: list[int] = self.cleaned_data["key"]
        return keys


class TurnForm(forms.Form):
    """Which page of the list."""

    after = forms.CharField(required=False, max_length=250, strip=False)
    before = forms.CharField(required=False, max_length=250, strip=False)
    last = forms.BooleanField(required=False)

    def said(self, name: str) -> str:
        """Return a field's value; nothing where it is none, since no page is lost by that."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")
