"""Forms that narrow what is shown; their fields are the query of an address."""

from __future__ import annotations

from typing import Any

from django import forms

from annotations.models import Tag
from reader.models import Article, Project


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
