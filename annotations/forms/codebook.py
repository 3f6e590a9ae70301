"""Forms of the codebook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from annotations.models import Tag
from annotations.models.codebook import Tint


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
