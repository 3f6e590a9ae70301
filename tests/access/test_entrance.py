"""The ways in: login, the first owner's account, the admin; and what is said of what is not there."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from reader.models import User
from tests.access.table import MEMBERS, TABLE


def test_after_the_login_comes_the_page_asked_for(world):
    world.people["viewer"].set_password("a password of these tests")
    world.people["viewer"].save()
    for name in [name for name, row in TABLE.items() if row.get == MEMBERS]:
        client, path = Client(), f"{world.path(name)}?cut"
        login = client.get(path)["Location"]
        response = client.post(
            login,
            {"username": "viewer", "password": "a password of these tests", "next": client.get(login).context["next"]},
        )
        assert response["Location"] == path
        assert (name, client.get(path).status_code) == (name, 200)


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(world):
    page = world.path("article")
    response = Client().post(world.path("cuts"), {"block": 0}, headers={"Referer": f"http://testserver{page}?cut"})
    assert response["Location"].split("?") == [reverse("login"), f"next={page}"]


@pytest.mark.parametrize(
    "referer",
    [
        "http://elsewhere.example/page",
        "//elsewhere.example",
        "javascript:alert(1)",
        "http://[",
        "http://testserver@a.b/",
    ],
)
def test_it_never_leads_to_another_site(world, referer):
    response = Client().post(world.path("cuts"), {"block": 0}, headers={"Referer": referer})
    assert response["Location"] == f"{reverse('login')}?next=/"


class TestSetUp:
    @pytest.mark.parametrize("path", ["/", "/projects/", "/articles/1/"])
    def test_a_site_without_an_owner_leads_to_set_up(self, db, path):
        assert Client().get(path)["Location"] == reverse("setup")

    def test_set_up_makes_the_owner_once_and_is_gone(self, db):
        client = Client()
        data = {"username": "first", "password1": "a long walk to the quay", "password2": "a long walk to the quay"}
        assert client.get("/setup/").status_code == 200
        assert client.post("/setup/", data)["Location"] == reverse("home")
        assert client.get("/", follow=True).status_code == 200
        for visitor in (client, Client()):
            assert visitor.get("/setup/").status_code == 404
            assert visitor.post("/setup/", data | {"username": "second"}).status_code == 404
        assert [user.username for user in User.objects.all()] == ["first"]

    def test_a_weak_password_is_no_owners(self, db):
        response = Client().post("/setup/", {"username": "first", "password1": "12345", "password2": "12345"})
        assert response.status_code == 422
        assert not User.objects.exists()


class TestAdmin:
    @pytest.mark.parametrize("person", ["owner", "coder", "viewer", "stranger", "anonymous"])
    def test_admin_is_for_staff(self, world, person):
        user = "reader_user_change"
        names = ["index", "app_list", "reader_user_changelist", "reader_user_add", user, "reader_project_changelist"]
        args = {"app_list": ["reader"], user: [1]}
        for name in names:
            path = reverse(f"admin:{name}", args=args.get(name, []))
            response = world.client(person).get(path)
            assert response.status_code == 302, path
            assert response["Location"].split("?")[0] in (reverse("admin:login"), reverse("login")), path


def test_what_is_not_there_is_404_as_what_is_not_yours_is(world):
    client = world.client("stranger")
    theirs, nobodys = world.path("article"), reverse("article", args=[10**6])
    pages = [client.get(path) for path in (theirs, nobodys)]
    assert [page.status_code for page in pages] == [404, 404]
    without = [re.sub(r'value="\w{64}"', "", page.content.decode()) for page in pages]  # form tokens
    assert without[0] == without[1]


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**40])
def test_a_number_that_no_row_can_have_is_404(world, number):
    client = world.client("owner")
    for name in ("project", "article", "annotation", "tag"):
        assert client.get(reverse(name, args=[number])).status_code == 404
