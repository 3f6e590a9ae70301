"""Statements that are made once, and whose request it is, which is asked by two of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import Annotation, Operation
from reader.models import Article, Membership, Project, Role, User
from reader.prepared import Bind, Prepared, add
from tests.builders import a_highlight, an_article

pytestmark = pytest.mark.django_db


class TestPrepared:
    def test_is_made_once_and_answers_for_each_value(self, project, coder, viewer):
        made = []

        def members_of_role():
            made.append(True)
            return Membership.objects.filter(role=Bind("role")).order_by("pk")

        members = Prepared(members_of_role)
        assert [found.user for found in members(role=Role.CODER)] == [coder]
        assert [found.user for found in members(role=Role.VIEWER)] == [viewer]
        assert members(role="nobody") == []
        assert made == [True]

    def test_brings_joined_rows_as_a_query_does(self, project, owner):
        article = an_article(project, ["One.", "Two."], by=owner)
        asked = Prepared(lambda: Article.objects.select_related("project", "current").filter(pk=Bind("article")))
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                (found,) = asked(article=article.pk)
                assert (found, found.project, found.current.text) == (article, project, "One.\nTwo.")
            assert len(queries) == 1
        assert found.current.created_at == article.current.created_at
        assert found.current.block_values == article.current.block_values

    @pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**40])
    def test_finds_nothing_with_a_number_that_no_row_can_have(self, number, project):
        projects = Prepared(lambda: Project.objects.filter(pk=Bind("project")))
        assert projects(project=number) == []
        assert projects(project=project.pk) == [project]

    def test_sees_what_was_changed_since(self, project, owner):
        names = Prepared(lambda: Project.objects.filter(pk=Bind("project")).values_list("name", flat=True))
        assert names(project=project.pk) == ["Harbour"]
        Project.objects.filter(pk=project.pk).update(name="Quay")
        assert names(project=project.pk) == ["Quay"]

    def test_each_name_may_stand_in_several_places(self, project, owner, stranger):
        asked = Prepared(lambda: Project.objects.visible_to(User(pk=Bind("who"))).filter(memberships__user=Bind("who")))
        assert asked(who=owner.pk) == [project]
        assert project not in asked(who=stranger.pk)


class TestAdd:
    def test_a_row_is_as_save_would_have_it(self, project, owner):
        rows = [Operation(project=project, action=Operation.Action.CREATED, by=owner) for _ in range(2)]
        add(rows[0])
        rows[1].save(force_insert=True)
        read = [Operation.objects.filter(pk=row.pk).values().get() for row in rows]
        moments = [row.pop("made_at") for row in read]
        assert read[0].pop("id") < read[1].pop("id")
        assert read[0] == read[1]
        assert abs(moments[1] - moments[0]) < timedelta(minutes=1)
        assert not rows[0]._state.adding

    def test_what_the_database_makes_is_read_when_asked_for(self, project, owner):
        made = a_highlight(an_article(project, ["Two DEAD."], by=owner), "DEAD", by=owner)
        copy = Annotation(
            article=made.article, version=made.version, start=0, end=3, paragraph=1, exact="Two", note="N"
        )
        add(copy)
        assert copy.searchable == "two\nn"

    def test_a_rule_of_the_table_holds(self, project, owner):
        made = a_highlight(an_article(project, ["Two dead."], by=owner), "dead", by=owner)
        for wrong in ({"start": 3, "end": 3}, {"start": 0, "end": 3, "key": made.key}):
            row = Annotation(article=made.article, version=made.version, paragraph=1, exact="Two", **wrong)
            with pytest.raises(IntegrityError), transaction.atomic():
                add(row)


class TestSession:
    def test_ends_when_it_has_expired(self, client_of, owner):
        client = client_of(owner)
        assert client.get("/tokens/").status_code == 200
        Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
        assert client.get("/tokens/").status_code == 302

    def test_is_nobodys_once_the_person_may_not_sign_in(self, client_of, owner):
        client = client_of(owner)
        User.objects.filter(pk=owner.pk).update(is_active=False)
        assert client.get("/tokens/").status_code == 302

    def test_ends_with_another_password(self, client_of, owner):
        client = client_of(owner)
        owner.set_password("another correct horse")
        owner.save()
        assert client.get("/tokens/").status_code == 302
