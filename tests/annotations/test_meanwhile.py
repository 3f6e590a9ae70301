"""What a request meets that was done meanwhile: nothing fails, and nothing that a person sent is lost unsaid."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Annotation, Operation, Tag, codebook_editing, editing
from annotations.models import annotation as annotation_module
from annotations.models.querysets import NoSuchPassage
from reader.models import Article, Project, User
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article, place_of

HTMX = {"HX-Request": "true"}
DELETED = "This highlight was deleted meanwhile."


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, ["Nine people died.", "Nobody knows."])


@pytest.fixture
def merged(project: Project, coder: User) -> Tag:
    """A tag that was just merged into another."""
    claim = project.tags.get(name="Claim")
    codebook_editing.merge(claim, project.tags.get(name="Disputed"), by=coder)
    return claim


def message_of(response: HttpResponse) -> str:
    """Return what the page says that a form without htmx has led to."""
    (said,) = page_of(response).find_class("message")
    return words_of(said)


class TestRemovedTags:
    @pytest.fixture
    def highlight(self, client, article):
        def highlight(**data):
            return client.post(
                reverse("article_annotations", args=[article.pk]), {"start": 0, "end": 4, **data}, headers=HTMX
            )

        return highlight

    def test_what_was_selected_is_saved_without_them(self, highlight, merged, project):
        disputed = project.tags.get(name="Disputed")
        response = highlight(tags=[merged.pk, disputed.pk])
        assert response.status_code == 200
        assert [tag.name for tag in Annotation.objects.get().tags.all()] == ["Disputed"]
        assert "Claim" not in response.content.decode()
        assert "A tag that you chose is in the codebook no longer." in response.content.decode()

    @pytest.mark.parametrize("key", [10**9, 10**30, 0, -1])
    def test_so_it_is_without_those_that_never_were(self, highlight, key):
        assert highlight(tags=[key]).status_code == 200
        assert list(Annotation.objects.get().tags.all()) == []

    def test_the_tags_of_another_project_are_none_of_this(self, highlight, owner):
        other = Project.objects.start("Mine", by=owner)
        assert highlight(tags=[other.tags.first().pk]).status_code == 200
        assert list(Annotation.objects.get().tags.all()) == []

    def test_one_removed_after_the_form_was_read_is_left_out(self, article, coder, merged):
        made = Annotation.objects.annotate_passage(article, place_of("Nine", article), by=coder, tags=[merged])
        assert not made.tags.through.objects.filter(annotation=made).exists()
        assert Operation.objects.latest("pk").changes.get().after["tags"] == []


class TestDeleted:
    """The view has found it, and before the article is held somebody deletes it."""

    @pytest.fixture
    def made(self, article, coder, monkeypatch):
        made = a_highlight(article, "Nine people", "Claim", by=coder)

        def after_deletion(hold):
            def held(held_article):
                Annotation.objects.get(pk=made.pk).mark_deleted()
                return hold(held_article)

            return held

        monkeypatch.setattr(editing, "held", after_deletion(editing.held))
        monkeypatch.setattr(annotation_module, "lock", after_deletion(annotation_module.lock))
        return made

    @pytest.fixture(
        params=["annotation_range", "annotation_split", "annotation_merge", "annotation_acceptance", "tagging"]
    )
    def asked(self, request, article, made):
        """The address and the data of something to do to it."""
        data = {
            "annotation_range": {"start": 0, "end": 4, "version": 1},
            "annotation_split": {"at": 5, "version": 1},
            "annotation_merge": {"other": a_highlight(article, "knows").pk},
        }
        tag = [article.project.tags.first().pk] if request.param == "tagging" else []
        return reverse(request.param, args=[made.pk, *tag]), data.get(request.param, {})

    def test_what_is_done_to_it_is_409_and_says_so(self, client, asked):
        recorded = Operation.objects.count()
        response = client.post(*asked, headers=HTMX)
        assert response.status_code == 409
        assert DELETED in response.content.decode()
        assert Operation.objects.count() == recorded

    def test_so_it_is_where_it_was_deleted_long_before(self, client, asked, made):
        made.mark_deleted()
        response = client.post(*asked, headers=HTMX)
        assert response.status_code == 409
        assert DELETED in response.content.decode()

    def test_without_htmx_the_article_says_so(self, client, asked):
        assert message_of(client.post(*asked, follow=True)) == DELETED

    @pytest.mark.parametrize("headers", [HTMX, {}])
    def test_a_note_on_it_is_404_and_not_saved(self, client, made, headers):
        response = client.post(reverse("note", args=[made.pk]), {"note": "late", "revision": 1}, headers=headers)
        assert response.status_code == 404
        assert Annotation.objects.get().note == ""

    def test_the_models_say_so(self, article, made, coder):
        with pytest.raises(NoSuchPassage, match=DELETED):
            editing.split(made, 5, by=coder)
        with pytest.raises(Annotation.DoesNotExist):
            made.revise_note("late", based_on=1, by=coder)


class TestWithoutHtmx:
    """The reason stands above the article, and a conflict is a page."""

    def test_a_selection_that_did_not_arrive_whole(self, client, article):
        response = client.post(reverse("article_annotations", args=[article.pk]), {"start": "x"}, follow=True)
        assert response.redirect_chain == [(article.get_absolute_url(), 302)]
        assert "did not arrive whole" in message_of(response)

    def test_a_passage_that_is_not_there(self, client, article):
        data = {"start": 900, "end": 999}
        response = client.post(reverse("article_annotations", args=[article.pk]), data, follow=True)
        assert message_of(response) == "Select some words of the article first."

    @pytest.mark.parametrize(
        ("name", "data", "reason"),
        [
            ("annotation_range", {}, "did not arrive whole"),
            ("annotation_range", {"start": 4, "end": 5}, "Select some words"),
            ("annotation_split", {}, "did not arrive whole"),
            ("annotation_split", {"at": 15}, "inside the highlight"),
            ("annotation_merge", {"other": 10**9}, "is gone"),
        ],
    )
    def test_a_change_that_cannot_be_made(self, client, article, name, data, reason):
        made = a_highlight(article, "Nine people")
        assert reason in message_of(client.post(reverse(name, args=[made.pk]), data, follow=True))

    def test_a_stale_range_is_a_page_with_both_and_a_way_to_insist(self, client, article, owner):
        made = a_highlight(article, "Nine")
        seen = {"seen_version": 1, "seen_start": made.start, "seen_end": made.end, "version": 1}
        editing.change_range(made, place_of("Nine people", article), by=owner)
        mine = place_of("Nine people died", article)
        where = reverse("annotation_range", args=[made.pk])
        response = client.post(where, {"start": mine.start, "end": mine.end, **seen})
        assert response.status_code == 409
        response.status_code = 200
        (form,) = [form for form in page_of(response).forms if form.action == where]
        assert [words_of(quote) for quote in form.iter("blockquote")] == ["Nine people", "Nine people died"]
        assert client.post(where, dict(form.fields), follow=True).status_code == 200
        assert Annotation.objects.get().exact == "Nine people died"


class TestTwice:
    def test_an_orphan_that_somebody_gave_a_place_is_not_moved_by_an_older_card(self, client, project, coder, owner):
        article = an_article(
            project, ["Nine people died there on Monday, he said.", "Nine people died there on Friday."]
        )
        made = a_highlight(article, "Nine people died there on Friday.", by=coder)
        article.cut_block(1, by=coder)
        article.refresh_from_db()
        card = page_of(client.get(made.get_absolute_url()))
        where = reverse("annotation_range", args=[made.pk])
        offer = next(form for form in card.forms if form.action == where)
        editing.change_range(made, place_of("he said", article), by=owner)
        assert client.post(where, dict(offer.fields), headers=HTMX).status_code == 409
        assert Annotation.objects.get().exact == "he said"

    def test_an_undo_that_is_asked_for_twice_is_done_once(self, client, article, coder):
        a_highlight(article, "Nobody", by=coder)
        made = a_highlight(article, "Nine", by=coder)
        where = reverse("operation_undo", args=[Operation.objects.latest("pk").pk])
        responses = [client.post(where, headers=HTMX) for _ in range(2)]
        assert [response.status_code for response in responses] == [200, 200]
        assert "nothing of yours to undo" in responses[1].content.decode()
        assert list(Annotation.objects.alive()) == list(Annotation.objects.exclude(pk=made.pk))


class TestHistory:
    def history(self, client: Client, made: Annotation) -> list[str]:
        page = page_of(client.get(reverse("annotation_history", args=[made.pk])))
        return [words_of(line) for line in page.xpath("//ol[@class='history']/li")]

    def test_long_notes_are_shortened(self, client, article, coder):
        made = a_highlight(article, "Nine", by=coder)
        made.revise_note("long " * 10_000, based_on=1, by=coder)
        line = self.history(client, made)[0]
        assert "“” → “long long" in line
        assert len(line) < 400

    def test_an_undo_that_moved_nothing_tells_of_no_range(self, client, article, coder, project):
        made = a_highlight(article, "Nine", by=coder)
        made.delete_softly(by=coder)
        Operation.objects.last_done(coder, project).undo(coder)
        assert "Nine" not in self.history(client, made)[0]

    def test_more_accepted_changes_ask_no_more_of_the_database(self, client, article, coder):
        made = a_highlight(article, "Nine", by=coder)
        needed = []
        for _ in range(2):
            Annotation.objects.filter(pk=made.pk).update(former_exact="Ten")
            editing.accept(made, by=coder)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                lines = self.history(client, made)
            needed.append(len(queries))
        assert sum("“Ten” is “Nine” in the text now" in line for line in lines) == 2
        assert needed[0] == needed[1]
