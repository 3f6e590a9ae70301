from django import forms

PEOPLE = (("", "By their names"), ("pseudonyms", "As person-1, person-2, …"))


class PeopleForm(forms.Form):
    """How an export names people: a part of its address, beside the filter."""

    people = forms.ChoiceField(required=False, choices=PEOPLE)
