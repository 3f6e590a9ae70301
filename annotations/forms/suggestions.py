"""Which suggestion a person decides about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext

from reader.models import Article


class SuggestionForm(forms.Form):
    """The key of a suggestion, or EVERYTHING, and the number of the version that the person saw: keys are of one."""

    suggestion = forms.CharField(max_length=60)
    version = forms.IntegerField(min_value=1)

    def __init__(self, *args: Any, article: Article, **options: Any) -> None:
        super().__init__(*args, **options)
        self.article = article

    def clean_version(self) -> int:
        number: int = self.cleaned_data["version"]
        if self.article.current is None or number != self.article.current.number:
            raise forms.ValidationError(gettext("The article has changed meanwhile."))
        return number
