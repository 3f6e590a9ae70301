"""Forms in the language of the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy


class TranslatedField(forms.BoundField):
    """A field of a form on a page. A label that Django makes of a field's name is English: it is looked up, too."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if isinstance(self.label, str):  # one of ours is translated when it is shown
            self.label = gettext_lazy(self.label)


class FormRenderer(DjangoTemplates):
    """What renders forms (settings.FORM_RENDERER)."""

    bound_field_class: Any = TranslatedField
