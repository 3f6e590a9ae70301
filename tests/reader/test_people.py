"""The person: how they like to read, their password, and the projects they belong to."""

from __future__ import annotations

import re
from collections.abc import Callable

import lxml.html
import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client
from django.urls import reverse

from reader.models import Project, Role, User
from tests.answers import page_of, words_of
from tests.builders import PASSWORD, an_article


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


class TestPreferences:
    def test_they_are_kept_for_the_person_and_shown_on_the_next_page(self, client, project, coder):
        path = an_article(project).get_absolute_url()
        data = {"theme": "sepia", "text_size": "largest", "text_width": "narrow", "next": path}
        assert client.post(reverse("preferences"), data)["Location"] == path
        root = page_of(client.get(path))
        assert [root.get(f"data-{name}") for name in ("theme", "size", "width")] == ["sepia", "largest", "narrow"]

    def test_the_face_and_how_lines_are_set_are_kept_too_and_what_a_form_leaves_out_stays(self, client, project, coder):
        chosen = {"text_face": "mono", "text_leading": "loose", "text_align": "justify", "text_hyphens": "auto"}
        kept = {"theme": "contrast", "text_size": "medium", "text_width": "medium"}
        client.post(reverse("preferences"), kept | chosen)
        client.post(reverse("preferences"), kept | {"text_face": ""})
        root = page_of(client.get(an_article(project).get_absolute_url()))
        names = ("theme", "face", "leading", "align", "hyphens")
        assert [root.get(f"data-{name}") for name in names] == ["contrast", *chosen.values()]

    def test_whoever_signs_in_again_sees_their_colours_before(self, client):
        client.post(reverse("preferences"), {"theme": "dark", "text_size": "small", "text_width": "wide"})
        client.post(reverse("logout"))
        assert page_of(client.get(reverse("login"))).get("data-theme") == "dark"

    def test_a_fragment_gets_no_page(self, client, coder):
        data = {"theme": "dark", "text_size": "small", "text_width": "wide"}
        response = client.post(reverse("preferences"), data, headers={"HX-Request": "true"})
        assert (response.status_code, response.content) == (204, b"")
        coder.refresh_from_db()
        assert coder.theme == "dark"

    @pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
    def test_the_way_back_is_on_this_site(self, client, back):
        assert client.post(reverse("preferences"), {"next": back})["Location"] == "/"

    def test_what_is_no_choice_changes_nothing(self, client, coder):
        client.post(reverse("preferences"), {"theme": "neon", "text_size": "small", "text_width": "wide"})
        coder.refresh_from_db()
        assert (coder.theme, coder.text_size) == ("system", "medium")


class TestPeople:
    @pytest.fixture
    def client(self, owner, client_of):
        return client_of(owner)

    def test_a_new_person_gets_a_link_that_works_once(self, client, project):
        path = reverse("people", args=[project.pk])
        page = page_of(client.post(path, {"username": "newcomer", "role": "viewer"}))
        (link,) = page.xpath("//input[@readonly]/@value")
        newcomer = User.objects.get(username="newcomer")
        assert (project.role_of(newcomer), newcomer.has_usable_password()) == ("viewer", False)
        visitor = Client()
        form = visitor.get(link.removeprefix("http://testserver"), follow=True)
        visitor.post(form.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD})
        assert visitor.login(username="newcomer", password=PASSWORD)
        again = Client().get(link.removeprefix("http://testserver"), follow=True)
        assert "new_password1" not in again.content.decode()
        assert link not in client.get(path).content.decode(), "the link is shown once"

    def test_somebody_who_has_an_account_joins_with_it(self, client, project, stranger):
        page = page_of(client.post(reverse("people", args=[project.pk]), {"username": "stranger", "role": "coder"}))
        assert page.xpath("//input[@readonly]") == []
        assert project.role_of(stranger) == "coder"
        stranger.refresh_from_db()
        assert stranger.has_usable_password()

    def test_a_member_who_is_added_again_keeps_their_role(self, client, project, owner):
        client.post(reverse("people", args=[project.pk]), {"username": "owner", "role": "viewer"})
        assert project.role_of(owner) == "owner"

    @pytest.mark.parametrize(
        "data", [{"username": "two words", "role": "coder"}, {"username": "new", "role": "king"}, {"role": "coder"}]
    )
    def test_a_name_or_role_that_is_none_is_refused(self, client, project, data):
        assert client.post(reverse("people", args=[project.pk]), data).status_code == 422
        assert project.memberships.count() == 1

    def test_a_role_is_changed_and_a_membership_ended(self, client, project, viewer):
        path = reverse("membership", args=[project.pk, project.memberships.get(user=viewer).pk])
        client.post(path, {"role": "coder"})
        assert project.role_of(viewer) == "coder"
        client.post(path)
        assert project.role_of(viewer) == ""
        assert User.objects.filter(pk=viewer.pk).exists()

    def test_an_account_without_a_password_joins_no_second_project(self, client, project, stranger):
        elsewhere = Project.objects.owned_by(stranger).get()
        newcomer, _ = elsewhere.invite("newcomer", role=Role.CODER)
        response = client.post(reverse("people", args=[project.pk]), {"username": "newcomer", "role": "viewer"})
        assert response.status_code == 422
        assert "ask them to open their link first" in words_of(lxml.html.fromstring(response.content.decode()))
        assert [project.role_of(newcomer), elsewhere.role_of(newcomer)] == ["", "coder"]

    def test_there_is_no_link_for_an_account_that_was_there(self, client, project):
        path = reverse("people", args=[project.pk])
        site_owner = User.objects.create(
            username="root", password=make_password(None), is_staff=True, is_superuser=True
        )
        data = {"username": "root", "role": "coder"}
        assert client.post(path, data).status_code == 422
        project.add(site_owner, Role.VIEWER)
        again = page_of(client.post(path, data))
        assert again.xpath("//input[@readonly]") == []
        assert project.role_of(site_owner) == "viewer"

    def test_a_lost_link_is_replaced_by_an_invitation_anew(self, client, project):
        path, data = reverse("people", args=[project.pk]), {"username": "newcomer", "role": "viewer"}
        (lost,) = page_of(client.post(path, data)).xpath("//input[@readonly]/@value")
        assert page_of(client.post(path, data)).xpath("//input[@readonly]") == []
        client.post(reverse("membership", args=[project.pk, project.memberships.get(role="viewer").pk]))
        (link,) = page_of(client.post(path, data)).xpath("//input[@readonly]/@value")
        opened = [Client().get(each.removeprefix("http://testserver"), follow=True) for each in (lost, link)]
        assert ["new_password1" in each.content.decode() for each in opened] == [False, True]

    def test_what_is_no_role_changes_nothing(self, client, project, viewer):
        path = reverse("membership", args=[project.pk, project.memberships.get(user=viewer).pk])
        page = client.post(path, {"role": "king"}, follow=True)
        assert "There is no such role" in page.content.decode()
        assert project.role_of(viewer) == "viewer"

    @pytest.mark.parametrize("role", ["", "viewer"])
    def test_the_last_owner_stays(self, client, project, owner, role):
        path = reverse("membership", args=[project.pk, project.memberships.get(user=owner).pk])
        page = client.post(path, {"role": role}, follow=True)
        assert project.role_of(owner) == "owner"
        assert "A project needs an owner" in page.content.decode()

    def test_an_owner_who_leaves_lands_where_they_may_be(self, client, project, owner, coder):
        project.add(coder, "owner")
        path = reverse("membership", args=[project.pk, project.memberships.get(user=owner).pk])
        assert client.post(path, follow=True).status_code == 200
        assert project.role_of(owner) == ""


class TestPasswords:
    def test_a_forgotten_password_is_replaced_by_mail(self, owner):
        visitor = Client()
        assert visitor.post(reverse("password_reset"), {"email": owner.email}).status_code == 302
        (letter,) = mail.outbox
        assert letter.to == [owner.email]
        (link,) = re.findall(r"http://testserver(\S+)", letter.body)
        form = visitor.get(link, follow=True)
        done = visitor.post(form.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD})
        assert done["Location"] == reverse("password_reset_complete")
        assert Client().login(username="owner", password=PASSWORD)

    def test_an_unknown_address_is_answered_alike_and_gets_no_letter(self, owner):
        answers = [
            Client().post(reverse("password_reset"), {"email": email}) for email in (owner.email, "no@example.org")
        ]
        assert [(answer.status_code, answer["Location"]) for answer in answers] == [
            (302, reverse("password_reset_done"))
        ] * 2
        assert len(mail.outbox) == 1

    def test_a_changed_password_signs_other_sessions_out(self, owner, client_of):
        owner.set_password(PASSWORD)
        owner.save()
        here, elsewhere = client_of(owner), client_of(owner)
        data = {
            "old_password": PASSWORD,
            "new_password1": "another walk to the quay",
            "new_password2": "another walk to the quay",
        }
        assert here.post(reverse("password_change"), data)["Location"] == reverse("password_change_done")
        assert here.get("/projects/").status_code == 200
        assert elsewhere.get("/projects/").status_code == 302

    def test_logging_out_ends_the_session(self, client):
        client.post(reverse("logout"))
        assert client.get("/projects/").status_code == 302


class TestLanguage:
    def test_before_signing_in_it_is_the_browsers_and_then_the_one_that_was_chosen(self, client):
        page = reverse("login")
        assert 'lang="en" dir="ltr"' in client.get(page).text
        assert 'lang="ar" dir="rtl"' in client.get(page, headers={"Accept-Language": "ar-EG, en;q=0.5"}).text
        client.post(reverse("language"), {"language": "ar"})
        assert 'lang="ar" dir="rtl"' in client.get(page, headers={"Accept-Language": "en"}).text

    def test_a_person_has_it_in_every_browser(self, client, owner):
        client.force_login(owner)
        client.post(reverse("language"), {"language": "ar", "next": reverse("projects")})
        elsewhere = Client()
        elsewhere.force_login(owner)
        assert 'lang="ar" dir="rtl"' in elsewhere.get(reverse("projects")).text

    def test_a_language_that_is_none_of_ours_changes_nothing(self, client, owner):
        client.force_login(owner)
        client.post(reverse("language"), {"language": "tlh"})
        assert 'lang="en" dir="ltr"' in client.get(reverse("projects")).text

    def test_the_page_it_was_chosen_on_comes_back(self, client, owner):
        client.force_login(owner)
        headers = {"Referer": "http://testserver/projects/?from=here"}
        response = client.post(reverse("language"), {"language": "ar"}, headers=headers)
        assert response["Location"] == "http://testserver/projects/?from=here"
        response = client.post(reverse("language"), {"language": "ar", "next": "home"})
        assert response["Location"] == "home"  # an address, and no view's name
        response = client.post(reverse("language"), {"language": "ar"}, headers={"Referer": "https://evil.example/"})
        assert response["Location"] == "/"
