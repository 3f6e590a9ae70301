from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reader.models import User

MOST_UPLOADED = settings.DATA_UPLOAD_MAX_MEMORY_SIZE  # bytes; the site takes no larger request (reader/asgi.py)


class ProjectFileForm(forms.Form):
    """The archive of a project."""

    file = forms.FileField(
        label=gettext_lazy("The project’s ZIP"),
        help_text=gettext_lazy(
            "As ‘The whole project’ on the exports page of Attest gives it, here or elsewhere; up to 40 MB. A larger "
            "one is brought in by python manage.py import_project."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
    knows_people = forms.BooleanField(
        label=gettext_lazy("I know where this file comes from"),
        help_text=gettext_lazy(
            "Its people are then the accounts of the same names here, with the roles they had. Where all its rows can "
            "have the keys they had, they get them: old links and tables lead to them again."
        ),
        required=False,
    )

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if not by.is_superuser:  # nobody else can vouch for other people’s names
            del self.fields["knows_people"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_UPLOADED:
            raise ValidationError(
                _("This file is larger than %d MB: have it brought in by python manage.py import_project.")
                % (MOST_UPLOADED // 2**20)
            )
        return file
