"""Forms that narrow what is shown; their fields are the query of an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from annotations.filtering import Filter, Noted, State
from annotations.models import Operation, Tag
from reader.models import Article, Project, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_KEYS = 1000
NO_SUCH_TAG = {"invalid_choice": gettext_lazy("There is no such tag in the codebook: choose another.")}
MOST_LISTED = 200  # articles that are offered by name; of more, one is found by the words of its title


class Condition(NamedTuple):
    """One thing that a filter asks for, in words; `without` is the query of the same filter without it."""

    text: str
    without: str
    tag: Tag | None = None


class TagsField(forms.TypedMultipleChoiceField):
    """Some of the project's tags, which are set once they are read."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, empty_value=[], error_messages=NO_SUCH_TAG, **options)

    def offer(self, tags: Iterable[Tag]) -> None:
        by_key = {str(tag.pk): tag for tag in tags}
        self.choices = [(key, tag.name) for key, tag in by_key.items()]
        self.coerce = by_key.__getitem__


class TagField(forms.TypedChoiceField):
    """One of the project's tags, or none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, empty_value=None, error_messages=NO_SUCH_TAG, **options)

    offer = TagsField.offer


class KeysField(forms.CharField):
    """Keys of highlights, with a full stop between them: an address keeps it as it is."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        if not re.fullmatch(r"(\d{1,18}(\.\d{1,18})*)?", text):
            raise ValidationError(gettext("These are no highlights."))
        keys = sorted({int(key) for key in text.split(".") if key})
        if len(keys) > MOST_KEYS:
            raise ValidationError(
                gettext("At most {MOST_KEYS} highlights can be named one by one.").format(MOST_KEYS=MOST_KEYS)
            )
        return keys


def day(label: StrOrPromise) -> forms.DateField:
    return forms.DateField(
        required=False, label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class FilterForm(forms.Form):
    """Which annotations a page shows and an export takes: its fields are the query of a URL that can be kept."""

    q = forms.CharField(required=False, label=gettext_lazy("Words in quote or note"), max_length=200)
    tag = TagsField(label=gettext_lazy("All of"))
    any = TagsField(label=gettext_lazy("One of"))
    without = TagsField(label=gettext_lazy("None of"))
    untagged = forms.BooleanField(required=False, label=gettext_lazy("Only without a tag"))
    article = forms.ModelChoiceField(
        queryset=Article.objects.none(), required=False, empty_label=gettext_lazy("All articles")
    )
    title = forms.CharField(required=False, label=gettext_lazy("Words in the article’s title"), max_length=200)
    site = forms.CharField(required=False, label=gettext_lazy("Site"), max_length=200)
    author = forms.CharField(required=False, label=gettext_lazy("Author"), max_length=200)
    by = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        label=gettext_lazy("Highlighted by"),
        empty_label=gettext_lazy("Anybody"),
    )
    made_from = day(gettext_lazy("Highlighted from"))
    made_to = day(gettext_lazy("Highlighted until"))
    published_from = day(gettext_lazy("Published from"))
    published_to = day(gettext_lazy("Published until"))
    state = forms.ChoiceField(
        required=False, choices=[("", gettext_lazy("Any")), *State.choices], label=gettext_lazy("Place in the text")
    )
    note = forms.ChoiceField(
        required=False, choices=[("", gettext_lazy("With or without")), *Noted.choices], label=gettext_lazy("Note")
    )
    overlap = TagField(label=gettext_lazy("Overlapping"))
    sentence = TagField(label=gettext_lazy("In a sentence with"))
    keys = KeysField(required=False)

    PLACES: ClassVar = ("article", "title", "site", "author", "by")
    TIMES: ClassVar = ("made_from", "made_to", "published_from", "published_to", "state", "note")

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.project = project
        self.tags = list(Tag.objects.filter(project=project))
        for name in ("tag", "any", "without", "overlap", "sentence"):
            self.fields[name].offer(self.tags)  # type: ignore[attr-defined]
        # Not `project.articles`: that would load each article's project key, one query an article.
        articles = Article.objects.filter(project=project).order_by("title").only("title")
        self.fields["article"].queryset = articles  # type: ignore[attr-defined]
        # Who belongs to the project, or has done something there before they left: both an index knows.
        worked = Operation.objects.filter(project=project, by=OuterRef("pk"))
        people = User.objects.filter(Q(projects=project) | Exists(worked)).order_by("username").distinct()
        self.fields["by"].queryset = people.only("username")  # type: ignore[attr-defined]

    def filter(self) -> Filter:
        """What a valid form asks for."""
        return Filter(self.project, **self.cleaned_data)

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
        return urlencode([(name, word) for name in self.fields for word in written(data.get(name))], safe=".:")

    def toggled(self, tag: Tag) -> str:
        """Return the query that asks for this tag besides, or no more where it does."""
        chosen = list(self.cleaned_data["tag"])
        return self.query(tag=[each for each in chosen if each != tag] if tag in chosen else [*chosen, tag])

    def conditions(self) -> Iterator[Condition]:
        """Yield what a valid form asks for, in words."""
        data = self.cleaned_data
        for name, words in TOLD:
            value = data[name]
            if not value:
                continue
            if isinstance(self.fields[name], TagsField) and name != "any":
                for tag in value:
                    rest = [each for each in value if each != tag]
                    yield Condition(str(words), self.query(**{name: rest}), tag)
            else:
                said = gettext(" or ").join(map(str, value)) if name == "any" else _said(value)
                yield Condition(words.format(said), self.query(**{name: None}))

    @property
    def used(self) -> dict[str, int]:
        """How many conditions each part of the form asks for."""
        data = self.cleaned_data if self.is_valid() else {}
        in_tags = ("tag", "any", "without", "untagged", "overlap", "sentence")
        parts = {"tags": in_tags, "places": self.PLACES, "times": self.TIMES}
        return {part: sum(bool(data.get(name)) for name in names) for part, names in parts.items()}


TOLD = (
    ("q", gettext_lazy("with the words “{}”")),
    ("tag", gettext_lazy("tagged")),
    ("any", gettext_lazy("tagged {}")),
    ("without", gettext_lazy("not tagged")),
    ("untagged", gettext_lazy("without a tag")),
    ("overlap", gettext_lazy("overlapping “{}”")),
    ("sentence", gettext_lazy("in a sentence with “{}”")),
    ("article", gettext_lazy("in “{}”")),
    ("title", gettext_lazy("in articles called “{}”")),
    ("site", gettext_lazy("from the site “{}”")),
    ("author", gettext_lazy("written by “{}”")),
    ("by", gettext_lazy("highlighted by {}")),
    ("made_from", gettext_lazy("highlighted from {} on")),
    ("made_to", gettext_lazy("highlighted until {}")),
    ("published_from", gettext_lazy("published from {} on")),
    ("published_to", gettext_lazy("published until {}")),
    ("state", "{}"),
    ("note", "{}"),
    ("keys", gettext_lazy("{} chosen one by one")),
)


def _said(value: Any) -> str:
    match value:
        case list():
            return str(len(value))
        case "orphan" | "anchored" | "changed":
            return {
                "orphan": gettext("orphans"),
                "anchored": gettext("in their place"),
                "changed": gettext("changed at the source"),
            }[value]
        case "with" | "without":
            return gettext("{value} a note").format(value=value)
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)


def written(value: Any) -> list[str]:
    """Return a field's value as an address has it, once for each of several."""
    match value:
        case None | "" | False | () | []:
            return []
        case True:
            return ["on"]
        case list() if all(isinstance(item, int) for item in value):
            return [".".join(map(str, value))]
        case list() | tuple():
            return [str(tag.pk) for tag in value]
        case Tag() | Article() | User():
            return [str(value.pk)]
    return [value.isoformat() if isinstance(value, date) else str(value)]


class ShownForm(forms.Form):
    """How what is found is shown, and which page of it."""

    view = forms.ChoiceField(
        required=False, choices=[("", gettext_lazy("List")), ("lines", gettext_lazy("Words in context"))]
    )
    group = forms.ChoiceField(
        required=False, choices=[("", gettext_lazy("By article")), ("tag", gettext_lazy("By tag"))]
    )
    after = forms.CharField(required=False, max_length=80)
    before = forms.CharField(required=False, max_length=80)
    last = forms.BooleanField(required=False)

    def said(self, name: str) -> str:
        """Return a field's value; nothing where it is none, since no page is lost by that."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    def query(self, **changed: Any) -> str:
        """Return the query of this way to show it, from the first page on, with these values changed."""
        data = {"view": self.said("view"), "group": self.said("group"), **changed}
        return urlencode([(name, value) for name, value in data.items() if value], safe=":")


class ManyKeysField(forms.Field):
    """Keys that a form names one by one, each in a field of this name."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        try:
            keys = sorted({int(key) for key in value or ()})
        except (TypeError, ValueError) as error:
            raise ValidationError(gettext("These are no highlights.")) from error
        if len(keys) > MOST_KEYS or (keys and not 0 <= keys[-1] < 2**63):
            raise ValidationError(gettext("These are no highlights."))
        return keys


class SelectionForm(forms.Form):
    """Highlights that are chosen on the page of all: by key, or all that its filter shows, up to the newest seen."""

    key = ManyKeysField(required=False)
    everything = forms.BooleanField(required=False)
    newest = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)


class ChangeForm(SelectionForm):
    """What is to be done to the chosen highlights."""

    action = forms.ChoiceField(
        choices=[
            ("tag", gettext_lazy("Add the tag")),
            ("untag", gettext_lazy("Take the tag off")),
            ("delete", gettext_lazy("Delete")),
        ]
    )
    tag = TagField()

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].offer(Tag.objects.filter(project=project))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("action") in ("tag", "untag") and not data.get("tag"):
            raise ValidationError(gettext("Choose a tag first."))
        return data
