"""Forms of the codebook."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from annotations.codebooks import FORMATS
from annotations.codebooks.rows import MOST_BYTES
from annotations.models import Annotation, Tag
from annotations.models.codebook import Tint
from annotations.models.codebook_tree import below, in_order
from annotations.models.querysets import AnnotationQuerySet
from reader.models import Article

from .filters import NO_SUCH_TAG

format_html_lazy = lazy(format_html, SafeString)  # in the language of the page, not of the start
SWATCHES = [(tint, format_html_lazy('<span class="chip tint-{}">{}</span>', tint, tint.label)) for tint in Tint]


class TagForm(forms.ModelForm[Tag]):
    class Meta:
        model = Tag
        fields = ("name", "parent", "kind", "tint", "hotkey", "description", "examples")
        labels = {"parent": gettext_lazy("Stands under")}
        help_texts = {
            "kind": gettext_lazy("Says what else a passage with this tag is asked for."),
            "hotkey": gettext_lazy("One key on the reading page that gives the tag."),
            "description": gettext_lazy("What belongs to it, and what does not."),
            "examples": gettext_lazy("Passages that it fits, one a line."),
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 2}),
            "examples": forms.Textarea(attrs={"rows": 2}),
            "tint": forms.RadioSelect,
            "hotkey": forms.TextInput(attrs={"size": 1, "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tags = list(Tag.objects.filter(project=self.instance.project_id))
        self.fields["tint"].choices = SWATCHES  # type: ignore[attr-defined]
        self.fields["kind"].required = False  # what a form leaves out stays
        self.fields["parent"] = forms.TypedChoiceField(
            label=gettext("Stands under"),
            choices=self._parents(),
            coerce=int,
            empty_value=None,
            required=False,
            error_messages={"invalid_choice": gettext("A tag cannot stand there: choose another place for it.")},
        )
        self.initial["parent"] = self.instance.parent_id

    def _parents(self) -> list[tuple[str, str]]:
        own = {self.instance.pk, *below(self.instance, self.tags)} if self.instance.pk else set()
        return [("", gettext("nothing: at the top"))] + [
            (str(tag.pk), "– " * (level - 1) + tag.name)
            for tag, level in in_order(self.tags)
            if tag.pk not in own and (not tag.archived or tag.pk == self.instance.parent_id)
        ]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        # The database tells capitals apart beyond ASCII, and people do not.
        if any(tag.name.casefold() == name.casefold() for tag in self.tags if tag.pk != self.instance.pk):
            raise ValidationError(gettext("There is a tag of this name."))
        return name

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or self.instance.kind

    def clean_parent(self) -> Tag | None:
        return next((tag for tag in self.tags if tag.pk == self.cleaned_data["parent"]), None)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # a hook of ModelForm's that the stubs leave out
        try:  # Django leaves out constraints over fields that a form does not have: here the project
            self.instance.validate_constraints()
        except ValidationError as error:
            self.add_error(None, error)

    def values(self) -> dict[str, Any]:
        """Return what the form says of a tag, by the names of its fields."""
        values = {name: getattr(self.instance, name) for name in self.Meta.fields if name != "parent"}
        return {**values, "parent_id": self.instance.parent_id}


class PlaceForm(forms.Form):
    """Which way a tag goes among those beside it."""

    way = forms.ChoiceField(choices=[("up", "Up"), ("down", "Down")])


class ArchivalForm(forms.Form):
    """Whether a tag is to be archived."""

    archived = forms.BooleanField(required=False)


class TurnForm(forms.Form):
    """Which operation is to be undone; without one, the last."""

    operation = forms.IntegerField(min_value=1, required=False)


class TagMergeForm(forms.Form):
    """The tag that takes in all uses of another one."""

    into = forms.ModelChoiceField(
        queryset=Tag.objects.none(),
        label=gettext_lazy("Merge it into"),
        empty_label=gettext_lazy("Choose a tag"),
        error_messages=NO_SUCH_TAG,
    )

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Tag.objects.filter(project=tag.project_id).offered().exclude(pk=tag.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


class PartForm(forms.Form):
    """Which of a tag's highlights: its fields are the query of an address, and narrow only where they are given."""

    q = forms.CharField(required=False, label=gettext_lazy("Words in quote or note"), max_length=200)
    article = forms.ModelChoiceField(
        queryset=Article.objects.none(), required=False, empty_label=gettext_lazy("All articles")
    )
    beside = forms.ModelChoiceField(
        queryset=Tag.objects.none(),
        required=False,
        label=gettext_lazy("Which also have"),
        empty_label=gettext_lazy("(does not matter)"),
    )
    without = forms.ModelChoiceField(
        queryset=Tag.objects.none(),
        required=False,
        label=gettext_lazy("Which do not have"),
        empty_label=gettext_lazy("(does not matter)"),
    )

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Tag.objects.filter(project=tag.project_id).exclude(pk=tag.pk)
        articles = Article.objects.filter(project=tag.project_id).order_by("title").only("title")
        self.fields["article"].queryset = articles  # type: ignore[attr-defined]
        self.fields["beside"].queryset = self.fields["without"].queryset = others  # type: ignore[attr-defined]

    def narrowed(self, found: AnnotationQuerySet) -> AnnotationQuerySet:
        """Return which of these annotations are meant."""
        data, tagging = self.cleaned_data, Annotation.tags.through.objects
        found = found.matching(article=data["article"], q=data["q"])
        if data["beside"]:
            found = found.filter(pk__in=tagging.filter(tag=data["beside"]).values("annotation"))
        if data["without"]:
            found = found.exclude(pk__in=tagging.filter(tag=data["without"]).values("annotation"))
        return found


class TagSplitForm(PartForm):
    """Which of a tag's highlights get a new tag, and which."""

    name = forms.CharField(label=gettext_lazy("Name of the new tag"), max_length=100)
    tint = forms.ChoiceField(label=gettext_lazy("Colour"), choices=SWATCHES, widget=forms.RadioSelect, required=False)
    keep = forms.ChoiceField(
        label=gettext_lazy("These highlights get it"),
        choices=[("", gettext_lazy("instead of the tag they have")), ("on", gettext_lazy("besides the tag they have"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, tag=tag, **kwargs)
        self.tag = tag
        for name in PartForm.base_fields:
            self.fields[name].widget = forms.HiddenInput()

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        tags = Tag.objects.filter(project=self.tag.project_id).values_list("name", flat=True)
        if any(each.casefold() == name.casefold() for each in tags):
            raise ValidationError(gettext("There is a tag of this name."))
        return name

    def part(self) -> Tag:
        """Return the new tag, unsaved: of the kind of the one it was a part of."""
        tint = self.cleaned_data["tint"] or self.tag.tint
        return Tag(project_id=self.tag.project_id, name=self.cleaned_data["name"], tint=tint, kind=self.tag.kind)


class CodebookFileForm(forms.Form):
    """A codebook's file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A .csv with a column “name”, or a REFI-QDA codebook (.qdc) from NVivo, ATLAS.ti, MAXQDA and others."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.qdc,.qde,.xml"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                gettext("A codebook has at most {number} MB: this is no codebook, or split it.").format(
                    number=MOST_BYTES // 2**20
                )
            )
        return file


class CodebookImportForm(forms.Form):
    """A codebook's file that was looked at, as base64, and what its import was said to do."""

    content = forms.CharField(max_length=2 * MOST_BYTES, widget=forms.HiddenInput)
    suffix = forms.ChoiceField(choices=[(suffix, suffix) for suffix in FORMATS], widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean_content(self) -> bytes:
        try:
            return b64decode(self.cleaned_data["content"], validate=True)
        except ValueError as error:
            raise ValidationError(gettext("The file did not arrive whole: choose it again.")) from error
