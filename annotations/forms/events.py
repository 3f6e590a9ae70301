"""The forms that make events of figures, and change them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, gettext_lazy

from annotations.models import Event, Figure
from annotations.models.event import LONGEST_NAME
from reader.models import Project

from .filters import ManyKeysField

MOST_HELD_APART = 60  # figures: each of them is held apart from each other


class Action(models.TextChoices):
    """What is to be done with figures."""

    GROUP = "group", gettext_lazy("Put into the event")
    UNGROUP = "ungroup", gettext_lazy("Take out of their events")
    APART = "apart", gettext_lazy("Not of one event")


class GroupingForm(forms.Form):
    """Some of the project's figures, and what is to be done with them; without an event a new one is made."""

    key = ManyKeysField(required=False)
    action = forms.ChoiceField(choices=Action)
    event = forms.ModelChoiceField(queryset=Event.objects.none(), required=False)
    name = forms.CharField(required=False, max_length=LONGEST_NAME)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.fields["event"].queryset = Event.objects.filter(project=project)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        figures = Figure.objects.shown().filter(annotation__article__project=self.project, pk__in=data.get("key") or ())
        data["figures"] = figures
        number = figures.count()
        if not number:
            raise ValidationError(gettext("Choose some figures first."))
        if data.get("action") == Action.APART and number > MOST_HELD_APART:
            raise ValidationError(
                gettext("At most {MOST_HELD_APART} figures can be held apart at once.").format(
                    MOST_HELD_APART=MOST_HELD_APART
                )
            )
        return data


class EventNameForm(forms.ModelForm[Event]):
    """What an event is called."""

    class Meta:
        model = Event
        fields = ("name",)


class EventMergeForm(forms.Form):
    """Another event of the project, into which all figures of one go."""

    into = forms.ModelChoiceField(
        queryset=Event.objects.none(), label=gettext_lazy("Into"), empty_label=gettext_lazy("Choose an event")
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        others = Event.objects.filter(project=event.project_id).with_figures().exclude(pk=event.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
