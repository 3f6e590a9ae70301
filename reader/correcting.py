"""The form in which a person corrects what an article says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from reader.extraction.text import collapse
from reader.models import Article, Correction, Metadatum
from reader.provenance import provenance_isolated

# ISO 8601, as pages write it; a calendar says whether there is such a day.
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)  # the shape of BCP 47
_SHORT = {"rows": 2}


class OneLine(forms.CharField):
    """Text without line breaks, and without characters that are invisible or deceive."""

    def to_python(self, value: Any) -> str:
        return super().to_python(collapse(str(value)) if value else "") or ""


class MetadataForm(forms.Form):
    """The metadata of an article. What somebody else has corrected meanwhile is a conflict, not overwritten.

    Each field comes with the value that its person saw, as `seen-title`; a field that is not sent stays as it is.
    """

    title = OneLine(label=Metadatum.TITLE.label, max_length=500, widget=forms.Textarea(attrs=_SHORT))
    standfirst = OneLine(
        label=Metadatum.STANDFIRST.label, required=False, max_length=2000, widget=forms.Textarea(attrs=_SHORT)
    )
    byline = OneLine(
        label=Metadatum.BYLINE.label, required=False, max_length=500, help_text=_("Several names with a comma between.")
    )
    published = OneLine(
        label=Metadatum.PUBLISHED.label,
        required=False,
        max_length=40,
        help_text=_("Year, month and day, such as 2013-07-30; the year alone, or with the month, if that is all."),
    )
    site_name = OneLine(label=Metadatum.SITE_NAME.label, required=False, max_length=200)
    language = OneLine(
        label=Metadatum.LANGUAGE.label,
        required=False,
        max_length=35,
        help_text=_("Its code, such as en, ar or pt-BR."),
    )
    direction = forms.ChoiceField(
        label=Metadatum.DIRECTION.label, choices=[("ltr", _("Left to right")), ("rtl", _("Right to left"))]
    )

    def __init__(self, article: Article, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(article, name) for name in Metadatum.values}, label_suffix="")
        self.article = article
        self.conflicts: list[str] = []
        for name in self.fields if data is not None else ():
            if name not in data:
                self.fields[name].disabled = True

    def clean_published(self) -> str:
        """Return a day, a month, a year or a moment that there is in the calendar."""
        said: str = self.cleaned_data["published"]
        whole = f"{said}-01-01"[:10] if _DAY.fullmatch(said) else said if _MOMENT.fullmatch(said) else ""
        try:
            if said and "published" in self.changed:
                datetime.fromisoformat(whole)
        except ValueError:
            raise ValidationError(
                _("“%(said)s” is no date we know: write year, month and day with hyphens, such as 2013-07-30."),
                params={"said": said},
            ) from None
        return said

    def clean_language(self) -> str:
        """Return a language tag in the way it is mostly written."""
        said: str = self.cleaned_data["language"]
        if said and "language" in self.changed and not _LANGUAGE.fullmatch(said):
            raise ValidationError(
                _("“%(said)s” is no language code: write two or three letters, such as en, ar or pt-BR."),
                params={"said": said},
            )
        return said

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        now = {name: str(getattr(self.article, name)) for name in self.changed}
        self.conflicts = [
            name for name, value in now.items() if value not in (self._seen(name), data.get(name)) and name in data
        ]
        return data

    @property
    def corrections(self) -> dict[str, str | None]:
        """What is to be put on the article; None for what is to be as it is read from the page."""
        values: dict[str, str | None] = {name: self.cleaned_data[name] for name in self.changed}
        if self._asked("as_read"):
            values[self._asked("as_read")] = None
        return values

    @property
    def changed(self) -> list[str]:
        """The fields that the person has changed, but for the one whose other value they chose by its button."""
        chosen = (self._asked("as_read"), self._asked("theirs"))
        sent = [name for name in self.fields if name in self.data and name not in chosen]
        return [name for name in sent if collapse(str(self.data[name])) != self._seen(name)]

    def _asked(self, button: str) -> str:
        name = str(self.data.get(button, ""))
        return name if name in self.fields else ""

    def _seen(self, name: str) -> str:
        return collapse(str(self.data.get(f"seen-{name}", self.initial[name])))


@dataclass(frozen=True, slots=True)
class Row:
    """A field of the form with what is known about its value."""

    field: BoundField
    now: str  # what the article says
    held: Correction | None  # by which correction
    theirs: Correction | None  # what somebody else made of it while this person was writing
    source: str  # where in the page the value, or the one behind the correction, is read from


def rows(form: MetadataForm) -> Iterator[Row]:
    """Yield the fields of the form, in order."""
    last = Correction.objects.select_related("made_by").last_of_each(form.article)
    original = form.article.original
    places = (
        provenance_isolated(original.content, content_type=original.content_type, url=original.url or form.article.url)
        if original
        else {}
    )
    for name in form.fields:
        done, now = last.get(name), str(getattr(form.article, name))
        held = done if done and not done.as_read else None
        value, source = places.get(name, ("", ""))
        yield Row(
            field=form[name],
            now=now,
            held=held,
            source=source if value == (held.read if held else now) else "",
            theirs=done if name in form.conflicts else None,
        )
