"""Bringing annotations in: the file, and the file that was looked at."""

from __future__ import annotations

import gzip
import io
from base64 import b64decode, b64encode
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from annotations.importing import SUFFIXES

MOST_UPLOADED = 20 * 2**20  # beyond it the command line: the page carries the file from the look to the import


class AnnotationsFileForm(forms.Form):
    """A file of annotations."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Web Annotations (.jsonld), Hypothesis JSON (.json), a REFI-QDA project (.qdpx), or our CSV of"
            " annotations, figures, claims or relations after you have edited it."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_UPLOADED:
            raise ValidationError(
                f"“{file.name}” is larger than {MOST_UPLOADED // 2**20} MB: export it in parts, or have it brought in"
                " by python manage.py import_annotations."
            )
        return file


class AnnotationsImportForm(forms.Form):
    """A file that was looked at, packed, and what its import was said to do."""

    content = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    @staticmethod
    def packed(content: bytes) -> str:
        """Return a file as the form carries it."""
        return b64encode(gzip.compress(content, 6, mtime=0)).decode()

    def clean_content(self) -> bytes:
        try:
            with gzip.open(io.BytesIO(b64decode(self.cleaned_data["content"], validate=True))) as packed:
                content: bytes = packed.read(MOST_UPLOADED + 1)
        except (ValueError, OSError, EOFError) as error:
            raise ValidationError(gettext("The file did not arrive whole: choose it again.")) from error
        if len(content) > MOST_UPLOADED:
            raise ValidationError(gettext("The file is larger than the one that was looked at: choose it again."))
        return content
