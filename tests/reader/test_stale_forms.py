"""A form of who was signed in before changes nothing in the name of who is now."""

from __future__ import annotations

import re

from django.test import Client

from reader.models import Project, User
from tests.conftest import PASSWORD


def test_a_form_of_who_was_signed_in_before_is_refused(owner: User, coder: User, project: Project) -> None:
    """Whoever signs in gets a new token, and the forms of all pages that stand open have the one of before."""
    browser = Client(enforce_csrf_checks=True)

    def token(path: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(path).text)
        assert found
        return found[1]

    def sign_in(name: str) -> None:
        values = {"username": name, "password": PASSWORD, "csrfmiddlewaretoken": token("/login/")}
        assert browser.post("/login/", values).status_code == 302

    sign_in(owner.username)
    imports = f"/projects/{project.pk}/imports/"
    values = {"text": "A quay burned.", "csrfmiddlewaretoken": token(imports)}
    browser.logout()
    sign_in(coder.username)
    assert browser.post(imports, values).status_code == 403
    assert not project.articles.exists()
    assert browser.post(imports, values | {"csrfmiddlewaretoken": token(imports)}).status_code == 302
    assert project.articles.get().created_by == coder
