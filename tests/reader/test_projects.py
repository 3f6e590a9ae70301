"""Snapshots, projects and the site's first person: what is kept, and who may do what."""

from __future__ import annotations

import re
from hashlib import sha256
from threading import Barrier, Thread

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from reader.models import Article, Installation, LastOwner, Membership, Project, Role, Snapshot, User
from tests.builders import PAGE, PASSWORD, a_highlight, an_article


class TestSnapshots:
    @pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"a\r\nb\rc\n", "مرحبا".encode("cp1256")])
    def test_bytes_come_back_unchanged(self, project, content):
        article = an_article(project)
        snapshot = Snapshot.objects.keep(content, article=article, by=None)
        stored = Snapshot.objects.get(pk=snapshot.pk)
        assert (stored.content, stored.sha256, stored.size) == (content, sha256(content).hexdigest(), len(content))

    def test_a_file_name_from_outside_is_never_a_path(self, project):
        article = an_article(project)
        snapshot = Snapshot.objects.keep(PAGE, article=article, by=None, filename="../../etc/passwd")
        digest = sha256(PAGE).hexdigest()
        assert re.fullmatch(rf"{digest[:2]}/{digest}-[0-9a-f]{{16}}", snapshot.file.name)

    def test_each_has_a_file_of_its_own(self, project):
        article = an_article(project)
        first, second = (Snapshot.objects.keep(PAGE, article=article, by=None) for _ in range(2))
        default_storage.delete(first.file.name)
        assert second.content == PAGE


class TestProjects:
    def test_a_new_project_has_its_owner_and_the_first_codebook(self, owner):
        project = Project.objects.start("Harbour", by=owner)
        assert project.role_of(owner) == "owner"
        assert [(tag.name, tag.hotkey) for tag in project.tags.all()] == [
            ("Claim", "c"),
            ("Disputed", "d"),
            ("Casualty figure", "f"),
        ]
        assert all(tag.description for tag in project.tags.all())

    def test_each_role_sees_and_changes_what_it_may(self, project, owner, coder, viewer, stranger):
        article = an_article(project)
        allowed = {
            person.username: (
                [project in Project.objects.visible_to(person), article in Article.objects.visible_to(person)],
                [project in Project.objects.editable_by(person), article in Article.objects.editable_by(person)],
                project in Project.objects.owned_by(person),
            )
            for person in (owner, coder, viewer, stranger)
        }
        assert allowed == {
            owner.username: ([True, True], [True, True], True),
            coder.username: ([True, True], [True, True], False),
            viewer.username: ([True, True], [False, False], False),
            stranger.username: ([False, False], [False, False], False),
        }
        assert article.project.role_of(stranger) == ""

    def test_adding_a_member_again_changes_the_role(self, project, viewer):
        project.add(viewer, Role.CODER)
        assert [membership.role for membership in project.memberships.filter(user=viewer)] == ["coder"]

    def test_the_database_holds_one_membership_a_person(self, project, owner):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(project=project, user=owner, role="viewer")

    def test_the_database_knows_the_roles(self, project, stranger):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(project=project, user=stranger, role="king")

    def test_the_last_owner_stays_one(self, project, owner, coder):
        membership = project.memberships.get(user=owner)
        with pytest.raises(LastOwner):
            membership.end()
        with pytest.raises(LastOwner):
            membership.change_role(Role.VIEWER)
        membership.change_role(Role.OWNER)
        assert project.role_of(owner) == "owner"
        project.add(coder, Role.OWNER)
        membership.end()
        assert [each.user for each in project.memberships.all()] == [coder]

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("leave", [Membership.end, lambda membership: membership.change_role(Role.VIEWER)])
    def test_of_two_owners_who_leave_at_once_one_stays(self, project, coder, leave):
        project.add(coder, Role.OWNER)
        start, refused = Barrier(2), []

        def go(membership: Membership) -> None:
            start.wait()
            try:
                leave(membership)
            except LastOwner:
                refused.append(membership.user)
            finally:
                connection.close()

        threads = [Thread(target=go, args=[each]) for each in project.memberships.select_related("project", "user")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [each.user for each in project.memberships.filter(role=Role.OWNER)] == refused
        assert len(refused) == 1

    def test_an_unused_account_goes_with_its_only_membership(self, project):
        newcomer, _ = project.invite("newcomer", role=Role.CODER)
        project.memberships.get(user=newcomer).end()
        assert not User.objects.filter(username="newcomer").exists()
        _, is_new = project.invite("newcomer", role=Role.VIEWER)
        assert is_new

    @pytest.mark.parametrize("kept", ["password", "membership", "article", "highlight", "site"])
    def test_an_account_that_is_more_than_an_invitation_stays(self, project, owner, kept):
        person, _ = project.invite("newcomer", role=Role.CODER)
        if kept == "password":
            person.set_password(PASSWORD)
            person.save()
        elif kept == "membership":
            Project.objects.start("Theirs", by=person)
        elif kept == "article":
            an_article(project, by=person)
        elif kept == "highlight":
            a_highlight(an_article(project), "One two", by=person)
        else:
            Installation.objects.create(pk=1, owner=person)
        project.memberships.get(user=person).end()
        assert User.objects.filter(pk=person.pk).exists()
        assert project.role_of(person) == ""

    def test_projects_count_their_articles(self, project, owner):
        an_article(project)
        an_article(project)
        assert Project.objects.visible_to(owner).with_counts().get().article_count == 2


@pytest.mark.django_db
class TestInstallation:
    def test_the_first_person_owns_the_site_and_the_projects_that_wait(self, db):
        sample = Project.objects.start("Sample", by=None, is_sample=True)
        Installation.set_up(User(username="first"), PASSWORD)
        first = User.objects.get()
        assert (first.is_superuser, first.is_staff, first.check_password(PASSWORD)) == (True, True, True)
        assert sample.role_of(first) == "owner"
        assert [project.name for project in Project.objects.visible_to(first)] == ["My project", "Sample"]

    def test_set_up_happens_once(self):
        assert not Installation.is_set_up()
        Installation.set_up(User(username="first"), PASSWORD)
        assert Installation.is_set_up()
        with pytest.raises(IntegrityError):
            Installation.set_up(User(username="second"), PASSWORD)
        assert [user.username for user in User.objects.all()] == ["first"]

    def test_there_is_one_installation_says_the_database(self, owner):
        with pytest.raises(IntegrityError), transaction.atomic():
            Installation.objects.create(pk=2, owner=owner)

    def test_a_site_whose_owner_came_from_the_command_line_is_set_up_and_theirs(self):
        sample = Project.objects.start("Sample", by=None, is_sample=True)
        call_command("createsuperuser", "--noinput", username="admin", email="admin@example.org", verbosity=0)
        admin = User.objects.get()
        assert Installation.objects.get().owner == admin
        assert sample.role_of(admin) == "owner"
        assert [project.name for project in Project.objects.visible_to(admin)] == ["My project", "Sample"]

    def test_a_second_superuser_takes_nothing(self):
        Installation.set_up(User(username="first"), PASSWORD)
        second = User.objects.create_superuser("second", password=PASSWORD)
        assert (Installation.objects.get().owner.username, second.is_superuser) == ("first", True)
        assert not Project.objects.visible_to(second).exists()

    def test_a_project_that_has_an_owner_stays_theirs(self, project, owner):
        Installation.set_up(User(username="first"), PASSWORD)
        assert project.role_of(User.objects.get(username="first")) == ""
