"""Forms own the input of the annotations' views."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from annotations.core.selectors import TextPositionSelector
from annotations.models import Tag
from annotations.models.codebook import Tint
from reader.models import Article, Project

MAX_NOTE = 100_000  # code points


class TypedText(forms.CharField):
    """Text as it was typed, which may be none: browsers send its line ends as CRLF."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, required=False, **options)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class PassageForm(forms.Form):
    """A selected passage, the tags it gets, and a key that makes a retry harmless."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    version = forms.IntegerField(min_value=1, required=False)
    exact = TypedText()
    tags = forms.ModelMultipleChoiceField(queryset=Tag.objects.none(), required=False)
    note = TypedText(max_length=MAX_NOTE)
    key = forms.UUIDField(required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].queryset = Tag.objects.filter(project=project)  # type: ignore[attr-defined]

    def position(self) -> TextPositionSelector:
        return TextPositionSelector(self.cleaned_data["start"], self.cleaned_data["end"])


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


class TagForm(forms.ModelForm[Tag]):
    class Meta:
        model = Tag
        fields = ("name", "description", "tint", "hotkey")
        widgets = {
            "description": forms.Textarea(attrs={"rows": 2}),
            "tint": forms.RadioSelect,
            "hotkey": forms.TextInput(attrs={"size": 1, "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        swatches = [(tint, format_html('<span class="chip tint-{}">{}</span>', tint, tint.label)) for tint in Tint]
        self.fields["tint"].choices = swatches  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # a hook of ModelForm's that the stubs leave out
        try:  # Django leaves out constraints over fields that a form does not have: here the project
            self.instance.validate_constraints()
        except ValidationError as error:
            self.add_error(None, error)


class FilterForm(forms.Form):
    """Which annotations a page shows and an export takes: its fields are the query of a URL that can be kept."""

    tag = forms.ModelChoiceField(queryset=Tag.objects.none(), required=False, empty_label="All tags")
    untagged = forms.BooleanField(required=False, label="Only without a tag")
    article = forms.ModelChoiceField(queryset=Article.objects.none(), required=False, empty_label="All articles")
    q = forms.CharField(required=False, label="Words in quote or note", max_length=200)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.fields["tag"].queryset = Tag.objects.filter(project=project)  # type: ignore[attr-defined]
        # Not `project.articles`: that would load each article's project key, one query an article.
        articles = Article.objects.filter(project=project).order_by("title").only("title")
        self.fields["article"].queryset = articles  # type: ignore[attr-defined]
