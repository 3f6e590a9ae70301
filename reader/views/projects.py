"""Projects: which there are, what is in one, who belongs to it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reader.forms import InvitationForm, MembershipForm, ProjectForm
from reader.models import AccountNotInUse, CleaningRule, LastOwner, Project, Role, User
from reader.requests import SignedInRequest


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """The one project of a person who has one; otherwise their projects."""
    projects = Project.objects.visible_to(request.user)[:2]
    return redirect(projects[0]) if len(projects) == 1 else redirect("projects")


@require_http_methods(["GET", "POST"])
def projects(request: SignedInRequest) -> HttpResponse:
    """All projects of the person, and the start of a new one."""
    form = ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(Project.objects.start(form.cleaned_data["name"], by=request.user))
    context = {"projects": Project.objects.visible_to(request.user).with_counts(), "form": form}
    return render(request, "reader/projects.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def project_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a project and everything in it: the sample at once, any other after a question."""
    project = get_object_or_404(Project.objects.owned_by(request.user).with_counts(), pk=pk)
    if request.method == "POST":
        project.remove()
        messages.success(request, gettext("“{name}” is removed.").format(name=project.name))
        return redirect("home")
    return render(request, "reader/project_removal.html", {"project": project})


@require_http_methods(["GET", "POST"])
def people(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who belongs to a project. A new person gets a link to choose a password with, shown to the owner once."""
    project = get_object_or_404(Project.objects.owned_by(request.user), pk=pk)
    form = InvitationForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid():
        try:
            person, is_new = project.invite(**form.cleaned_data)
        except AccountNotInUse as error:
            form.add_error("username", str(error))
        else:
            messages.success(request, gettext("{person} is in the project.").format(person=person))
            # For an account made just now alone: with a link to one that was there, an owner could take it.
            link = request.build_absolute_uri(password_link(person)) if is_new else ""
            form = InvitationForm()
    context = {
        "project": project,
        "form": form,
        "link": link,
        "memberships": project.memberships.select_related("user"),
        "roles": Role.choices,
    }
    return render(request, "reader/people.html", context, status=422 if form.errors else 200)


def password_link(person: User) -> str:
    """Return the path at which this person can choose a password, once, for as long as a reset link lasts."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("password_reset_confirm", args=[uid, default_token_generator.make_token(person)])


@require_POST
def membership(request: SignedInRequest, pk: int, membership_pk: int) -> HttpResponse:
    """Change a member's role, or end the membership (`role` empty)."""
    project = get_object_or_404(Project.objects.owned_by(request.user), pk=pk)
    membership = get_object_or_404(project.memberships.select_related("project", "user"), pk=membership_pk)
    form = MembershipForm(request.POST)
    try:
        if not form.is_valid():
            messages.error(request, gettext("There is no such role."))
        elif role := form.cleaned_data["role"]:
            membership.change_role(role)
            messages.success(
                request, gettext("{user} is {role} now.").format(user=membership.user, role=str(role.label).lower())
            )
        else:
            membership.end()
            messages.success(request, gettext("{user} left the project.").format(user=membership.user))
    except LastOwner as error:
        messages.error(request, str(error))
    still_owner = Project.objects.owned_by(request.user).filter(pk=pk).exists()
    return redirect("people", pk) if still_owner else redirect("home")


@require_GET
def cleaning_rules(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the project keeps on which site, although the cleaning would cut it."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    context = {"project": project, "role": project.role_of(request.user), "rules": project.cleaning_rules.all()}
    return render(request, "reader/cleaning_rules.html", context)


@require_POST
def cleaning_rule_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget a rule; the articles it has changed stay as they are."""
    rule = get_object_or_404(CleaningRule.objects.editable_by(request.user), pk=pk)
    rule.delete()
    messages.success(
        request, gettext("Forgotten: {rule}. Articles that are here already stay as they are.").format(rule=rule)
    )
    return redirect("cleaning_rules", rule.project_id)
