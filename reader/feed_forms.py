"""Forms of feeds, schedules and comparisons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reader.extraction.model import UnreadableSource
from reader.fetch import FetchError, normalise
from reader.importers.feeds import outlines_isolated
from reader.models.schedule import Every

LONGEST = 2000  # characters of a feed's address
MAX_OPML = 5 * 2**20


class SubscriptionForm(forms.Form):
    """The address of a feed, or of a page that names one; or a list of feeds. `feeds` is what it comes to."""

    url = forms.CharField(
        label=gettext_lazy("Address of a feed, or of a page that has one"),
        required=False,
        max_length=LONGEST,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a list of feeds (OPML), as another feed reader exports it"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".opml,.xml,text/x-opml"}),
    )
    keeps_all = forms.BooleanField(
        label=gettext_lazy("Import everything that it announces, without asking"), required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            if data.get("file"):
                if data["file"].size > MAX_OPML:
                    raise ValidationError(_("This list is larger than 5 MB: split it, and choose one part at a time."))
                found = outlines_isolated(data["file"].read())
                data["feeds"] = [(title, url) for title, url in found if len(url) <= LONGEST]
                if not data["feeds"]:
                    raise ValidationError(_("The addresses in this list are too long: look for shorter ones."))
            elif data.get("url"):
                url = data["url"].strip()
                data["feeds"] = [("", normalise(url if "://" in url else f"https://{url}"))]
                if len(data["feeds"][0][1]) > LONGEST:
                    raise ValidationError(_("This address is too long: look for a shorter one."))
            else:
                raise ValidationError(_("Give the address of a feed, or choose a list of feeds."))
        except (FetchError, UnreadableSource) as error:
            raise ValidationError(str(error)) from error
        return data


class ChoiceForm(forms.Form):
    """Which items of a feed are to be kept, or left: by their keys, or all that nobody has chosen about."""

    action = forms.ChoiceField(choices=[("keep", "keep"), ("dismiss", "dismiss")])
    item = forms.TypedMultipleChoiceField(coerce=int, required=False)
    everything = forms.BooleanField(required=False)

    def __init__(self, *args: Any, items: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["item"].choices = [(pk, str(pk)) for pk in items]  # type: ignore[attr-defined]


class KeepingForm(forms.Form):
    keeps_all = forms.BooleanField(required=False)


class ScheduleForm(forms.Form):
    """How often; empty goes back to what holds without a schedule of its own, which `otherwise` names."""

    def __init__(self, *args: Any, otherwise: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        otherwise = otherwise or _("as its labels or its project say")
        self.fields["every"].choices = [("", otherwise), *Every.choices]  # type: ignore[attr-defined]

    every = forms.TypedChoiceField(
        choices=[("", ""), *Every.choices],
        coerce=int,
        required=False,
        empty_value=None,
        label=gettext_lazy("Fetch again"),
    )


class ProjectScheduleForm(ScheduleForm):
    """How often the pages of a project, or those with one of its labels, are fetched again."""

    label = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class ComparisonForm(forms.Form):
    """Two versions of an article, by their numbers; without one the latest change is meant."""

    old = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    new = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
