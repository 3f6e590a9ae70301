"""The form of a relation between two passages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from annotations.models import Annotation, Relation
from reader.models import Project


class RelationForm(forms.ModelForm[Relation]):
    """What a passage says of another one of the project."""

    target = forms.ModelChoiceField(
        Annotation.objects.none(),
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Choose the other passage: search for it, or click it in the text."),
            "invalid_choice": gettext_lazy("The other passage is gone: choose one that is there."),
        },
    )

    class Meta:
        model = Relation
        fields = ("target", "kind", "scope", "who", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 1, "dir": "auto"})}

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "relation-%s"
        passages = Annotation.objects.alive().filter(article__project=project)
        self.fields["target"].queryset = passages.select_related("article")  # type: ignore[attr-defined]
        self.fields["kind"].choices = Relation.Kind.choices  # type: ignore[attr-defined]
        self.fields["scope"].choices = [("", gettext("not said")), *Relation.Scope.choices]  # type: ignore[attr-defined]

    def validate_constraints(self) -> None:
        """`relate` says it, with the passages held."""
