"""Snapshots, projects and the site's first person: what is kept, and who may do what."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from reader.models import Article, Installation, Membership, Project, Role, Snapshot, User
from tests.builders import PAGE, PASSWORD, an_article


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
        assert snapshot.file.name == f"{digest[:2]}/{digest}"

    def test_what_a_killed_process_left_half_written_is_not_taken_for_the_file(self, project):
        article = an_article(project)
        content = b"only this test holds these bytes"
        first = Snapshot.objects.keep(content, article=article, by=None)
        with default_storage.open(first.file.name, "wb") as file:
            file.write(content[:10])
        assert Snapshot.objects.keep(content, article=article, by=None).content == content


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

    def test_the_last_owner_is_known(self, project, owner, coder):
        membership = project.memberships.get(user=owner)
        assert membership.is_last_owner
        assert not project.memberships.get(user=coder).is_last_owner
        project.add(coder, Role.OWNER)
        assert not membership.is_last_owner

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

    def test_a_site_whose_owner_came_from_the_command_line_is_set_up(self):
        User.objects.create_superuser("admin", password=PASSWORD)
        assert Installation.is_set_up()

    def test_a_project_that_has_an_owner_stays_theirs(self, project, owner):
        Installation.set_up(User(username="first"), PASSWORD)
        assert project.role_of(User.objects.get(username="first")) == ""
