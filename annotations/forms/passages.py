"""Forms of what is done to a highlight in the text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext

from annotations.core.selectors import TextPositionSelector
from annotations.models import Annotation

MAX_NOTE = 100_000  # code points


class TypedText(forms.CharField):
    """Text as it was typed, which may be none: browsers send its line ends as CRLF."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, required=False, **options)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class TagKeys(forms.Field):
    """The keys of tags. Whether they are there is for whoever gives them: what a person selected is not lost with a tag
    that is gone."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        try:
            return [int(key) for key in value or ()]
        except (TypeError, ValueError):
            raise forms.ValidationError(gettext("These are no tags."), code="invalid_list") from None


class PassageForm(forms.Form):
    """A selected passage, the tags it gets, and a key that makes a retry harmless."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    version = forms.IntegerField(min_value=1, required=False)
    exact = TypedText()
    tags = TagKeys(required=False)
    note = TypedText(max_length=MAX_NOTE)
    key = forms.UUIDField(required=False)

    def position(self) -> TextPositionSelector:
        return TextPositionSelector(self.cleaned_data["start"], self.cleaned_data["end"])


class RangeForm(forms.Form):
    """Another passage for a highlight, and where it stood when the person saw it (nowhere: an orphan)."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    version = forms.IntegerField(min_value=1, required=False)
    exact = TypedText()
    seen_version = forms.IntegerField(min_value=1, required=False)
    seen_start = forms.IntegerField(min_value=0, required=False)
    seen_end = forms.IntegerField(min_value=1, required=False)

    def position(self) -> TextPositionSelector:
        return TextPositionSelector(self.cleaned_data["start"], self.cleaned_data["end"])

    def seen(self) -> tuple[int, TextPositionSelector | None] | None:
        """The number of the version the person saw, and the highlight's place on it; None where it is not said."""
        data = self.cleaned_data
        if data["seen_version"] is None:
            return None
        is_placed = data["seen_start"] is not None and data["seen_end"] is not None
        place = TextPositionSelector(data["seen_start"], data["seen_end"]) if is_placed else None
        return data["seen_version"], place


class SplitForm(forms.Form):
    """Where the second of two highlights is to begin, as a code point of a version's text."""

    at = forms.IntegerField(min_value=0)
    version = forms.IntegerField(min_value=1, required=False)


class MergeForm(forms.Form):
    """The highlight that another one takes in."""

    other = forms.ModelChoiceField(queryset=Annotation.objects.none())

    def __init__(self, *args: Any, annotation: Annotation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        beside = Annotation.objects.alive().filter(article=annotation.article_id).exclude(pk=annotation.pk)
        self.fields["other"].queryset = beside  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """A note and the revision it was written on."""

    note = TypedText(max_length=MAX_NOTE)
    revision = forms.IntegerField(min_value=1)

    @property
    def typed(self) -> str:
        """The note as it came, also where it cannot be saved."""
        return str(self["note"].value() or "")


class TaggingForm(forms.Form):
    """Whether a tag is to be on an annotation."""

    present = forms.BooleanField(required=False)
