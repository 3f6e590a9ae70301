from django import forms
from django.utils.translation import gettext_lazy

PEOPLE = (("", gettext_lazy("By their names")), ("pseudonyms", gettext_lazy("As person-1, person-2, …")))


class PeopleForm(forms.Form):
    """How an export names people: a part of its address, beside the filter."""

    people = forms.ChoiceField(required=False, choices=PEOPLE)
