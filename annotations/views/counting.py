"""The counting rules of a project."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from annotations.core.quantities import ACLED, Range
from annotations.forms.counting import CountingForm, initial
from annotations.models.counting import CountingRules, change_rules
from reader.models import Project
from reader.models.project import EDITORS
from reader.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def counting(request: SignedInRequest, pk: int) -> HttpResponse:
    """How words that name no number are read here (GET), and another way from now on (POST)."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    may_edit = project.role_of(request.user) in EDITORS
    if request.method == "POST":
        get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
        form = CountingForm(request.POST)
        if form.is_valid():
            changed = change_rules(project, form.cleaned_data["base"], form.own, by=request.user)
            messages.success(request, gettext("Saved. {told}").format(told=_told(changed)))
            return redirect("counting", project.pk)
    else:
        rules = CountingRules.objects.filter(project=project).prefetch_related("words").first()
        own = {word.word: Range(word.low, word.best, word.high) for word in rules.words.all()} if rules else {}
        form = CountingForm(initial=initial(rules.base if rules else ACLED.name, own))
    context = {"project": project, "form": form, "may_edit": may_edit}
    return render(request, "annotations/counting.html", context, status=422 if form.errors else 200)


def _told(changed: int) -> str:
    if not changed:
        return gettext("No figure reads otherwise by it.")
    return ngettext(
        "{number} figure reads otherwise now; what a person had said stays.",
        "{number} figures read otherwise now; what a person had said stays.",
        changed,
    ).format(number=changed)
