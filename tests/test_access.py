"""Who may open what: every address of the site, every kind of person, reading and changing.

A new address fails `test_every_address_is_in_the_table` until it has a row here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from annotations.models import Annotation, Cooccurrence, Figure, ProjectImport
from annotations.models.relation import relate
from annotations.suggesting import offers
from reader.importers import Source
from reader.importers.items import Item
from reader.models import Article, Binned, Entry, Import, Project, SavedSearch, Token, User
from tests.builders import PAGE, a_highlight, a_picture, an_article, paragraph

PEOPLE = ("owner", "coder", "viewer", "stranger", "anonymous")
LOGIN = -1  # redirected to the login page, and then to the page asked for


@dataclass(frozen=True)
class Row:
    """What each of PEOPLE gets: one status for all, or one each. `data` is a change that would be valid."""

    args: str
    get: str
    post: str
    data: dict[str, Any] = field(default_factory=dict)

    def expected(self, method: str, person: str) -> int:
        statuses = (self.get if method == "get" else self.post).split()
        status = statuses[PEOPLE.index(person)] if len(statuses) > 1 else statuses[0]
        return LOGIN if status == "login" else int(status)


ALL = "200 200 200 200 login"
MEMBERS = "200 200 200 404 login"
EDITORS = "200 200 404 404 login"
OWNER = "200 404 404 404 login"
EDITORS_MOVE_ON = "302 302 404 404 login"
OWNER_MOVES_ON = "302 404 404 404 login"
ALL_MOVE_ON = "302 302 302 302 login"
WRONG_METHOD = "405 405 405 405 login"

LAST = "the key of the annotation made last"
FIRST_TAG = "the key of the project's first tag"
SUGGESTED = "the key of the first passage that is suggested"
GROUPED = "the key of the first figure in an event"
OTHER_EVENT = "the key of the project's last event"
CORRECTION = "the key of the last correction"
BINNED = "the key of the article in the bin"
A_PAGE = "a page as a form sends a file"
LABELLING = {"action": "label", "label": "Urgent", "everything": "on"}
PASSAGE = {"start": 0, "end": 3, "exact": "One"}
PLACE = {"version": 1, "block": 0, "offset": 4, "progress": 20}
LETTERS = {"uidb64": "MQ", "token": "not-a-token"}

TABLE = {
    # Before anybody is signed in.
    "setup": Row("", "404", "404", {"username": "intruder", "password1": "x" * 20, "password2": "x" * 20}),
    "style": Row("", "404", "405"),  # in debug alone
    "login": Row("", "200", "200", {"username": "owner", "password": "wrong"}),
    "logout": Row("", WRONG_METHOD, ALL_MOVE_ON),
    "password_reset": Row("", "200", "302", {"email": "owner@example.org"}),
    "password_reset_done": Row("", "200", "405"),
    "password_reset_confirm": Row("letters", "200", "200", {"new_password1": "x" * 20, "new_password2": "x" * 20}),
    "password_reset_complete": Row("", "200", "405"),
    "manifest": Row("", "200", "405"),
    "service_worker": Row("", "200", "405"),
    # One's own.
    "offline": Row("", ALL, WRONG_METHOD),
    "home": Row("", ALL_MOVE_ON, WRONG_METHOD),
    "password_change": Row("", ALL, ALL, {"old_password": "wrong"}),
    "password_change_done": Row("", ALL, WRONG_METHOD),
    "language": Row("", "405", "302", {"language": "ar"}),
    "preferences": Row("", WRONG_METHOD, ALL_MOVE_ON, {"theme": "dark", "text_size": "large", "text_width": "wide"}),
    "tokens": Row("", ALL, ALL, {"name": "A script", "scopes": "read"}),
    "token_revocation": Row("token", WRONG_METHOD, "302 404 404 404 login"),
    "projects": Row("", ALL, ALL_MOVE_ON, {"name": "Another"}),
    "project_imports": Row("", ALL, "422 422 422 422 login"),
    "project_import": Row("project import", "200 404 404 404 login", WRONG_METHOD),
    "search": Row("", ALL, WRONG_METHOD),
    "search_facets": Row("", ALL, WRONG_METHOD),
    # A project.
    "project": Row("project", MEMBERS, WRONG_METHOD),
    "article_changes": Row("project", WRONG_METHOD, EDITORS_MOVE_ON, LABELLING),
    "article_changes_undo": Row("project", WRONG_METHOD, "302 302 302 404 login"),
    "saved_searches": Row("project", WRONG_METHOD, "302 302 302 404 login"),
    "saved_search_removal": Row("saved search", WRONG_METHOD, "302 404 404 404 login"),
    "project_facets": Row("project", MEMBERS, WRONG_METHOD),
    "imports": Row("project", EDITORS, EDITORS_MOVE_ON, {"text": "A line of text.\n\nAnother line of text."}),
    "ways_in": Row("", ALL, WRONG_METHOD),
    "extension": Row("", ALL, WRONG_METHOD),
    "capture": Row("", "200", "200", {"html": "<p>A page.</p>"}),
    "capture_form": Row("", "200 200 200 200 login", WRONG_METHOD),
    "captures": Row("project", WRONG_METHOD, EDITORS_MOVE_ON, {"page": A_PAGE}),
    "pages": Row("project", "405 405 405 405 401", "201 201 404 404 401", {"page": A_PAGE}),
    "people": Row("project", OWNER, OWNER, {"username": "newcomer", "role": "owner"}),
    "membership": Row("project membership", WRONG_METHOD, OWNER_MOVES_ON, {"role": "coder"}),
    "project_removal": Row("project", OWNER, OWNER_MOVES_ON),
    "project_annotations": Row("project", MEMBERS, WRONG_METHOD),
    "annotation_changes": Row("project", WRONG_METHOD, EDITORS_MOVE_ON, {"action": "delete", "everything": "on"}),
    "selection": Row("project use", WRONG_METHOD, "302 302 302 404 login", {"everything": "on"}),
    "selection_exports": Row("project", WRONG_METHOD, "302 302 302 404 login", {"everything": "on"}),
    "cooccurrence": Row("project together", MEMBERS, WRONG_METHOD),
    "csv": Row("project use", MEMBERS, WRONG_METHOD),
    "figures_csv": Row("project use", MEMBERS, WRONG_METHOD),
    "exports": Row("project", MEMBERS, WRONG_METHOD),
    "export": Row("project export", MEMBERS, WRONG_METHOD),
    "cleaning_rules": Row("project", MEMBERS, WRONG_METHOD),
    "cleaning_rule_removal": Row("cleaning rule", WRONG_METHOD, EDITORS_MOVE_ON),
    "codebook": Row("project", MEMBERS, EDITORS_MOVE_ON, {"name": "Cause", "tint": "teal"}),
    "tag": Row("tag", EDITORS, EDITORS_MOVE_ON, {"name": "Renamed", "tint": "teal"}),
    "tag_removal": Row("tag", EDITORS, EDITORS_MOVE_ON),
    "tag_place": Row("tag", WRONG_METHOD, EDITORS_MOVE_ON, {"way": "down"}),
    "tag_archival": Row("tag", WRONG_METHOD, EDITORS_MOVE_ON, {"archived": "on"}),
    "tag_merge": Row("tag", EDITORS, EDITORS_MOVE_ON, {"into": FIRST_TAG}),
    "tag_split": Row("first tag", EDITORS, EDITORS_MOVE_ON, {"name": "A part"}),
    "codebook_turn": Row("project way", WRONG_METHOD, EDITORS_MOVE_ON),
    "codebook_import": Row("project", EDITORS, EDITORS, {"content": "bmFtZQ0KQ2F1c2UNCg==", "suffix": ".csv"}),
    "annotations_import": Row("project", EDITORS, EDITORS, {"content": "H4sIAAAAAAAAA6tWKsovL1ayUoiOrQUAgdgBugwAAAA="}),
    "codebook_export": Row("project format", MEMBERS, WRONG_METHOD),
    # An article.
    "article": Row("article", MEMBERS, WRONG_METHOD),
    "passage": Row("article passage", "302 302 302 404 login", WRONG_METHOD),
    "place": Row("article", WRONG_METHOD, "204 204 204 404 login", PLACE),
    "progress": Row("article", MEMBERS, WRONG_METHOD),
    "import": Row("import", MEMBERS, WRONG_METHOD),
    "import_retries": Row("import", WRONG_METHOD, EDITORS_MOVE_ON),
    "import_cancellation": Row("import", WRONG_METHOD, EDITORS_MOVE_ON),
    "import_csv": Row("import", MEMBERS, WRONG_METHOD),
    "import_failed": Row("import", MEMBERS, WRONG_METHOD),
    "feeds": Row("project", MEMBERS, "302 302 404 404 login", {"url": "http://127.0.0.1:1/feed"}),
    "feeds_opml": Row("project", MEMBERS, WRONG_METHOD),
    "feed": Row("feed", MEMBERS, WRONG_METHOD),
    "feed_choices": Row("feed", WRONG_METHOD, EDITORS_MOVE_ON, {"action": "dismiss", "everything": "on"}),
    "feed_polls": Row("feed", WRONG_METHOD, EDITORS_MOVE_ON),
    "feed_keeping": Row("feed", WRONG_METHOD, EDITORS_MOVE_ON, {"keeps_all": "on"}),
    "feed_removal": Row("feed", EDITORS, EDITORS_MOVE_ON),
    "schedules": Row("project", MEMBERS, EDITORS_MOVE_ON, {"every": 24}),
    "history": Row("article", MEMBERS, WRONG_METHOD),
    "comparison": Row("article", MEMBERS, WRONG_METHOD),
    "version": Row("article version", "302 302 302 404 login", WRONG_METHOD),
    "snapshot": Row("article snapshot", MEMBERS, WRONG_METHOD),
    "taking_over": Row("article snapshot", WRONG_METHOD, EDITORS_MOVE_ON),
    "taking_over_print": Row("two articles", WRONG_METHOD, EDITORS_MOVE_ON),
    "refetches": Row("article", "302 302 302 404 login", EDITORS_MOVE_ON),
    "schedule": Row("article", WRONG_METHOD, EDITORS_MOVE_ON, {"every": 24}),
    "retries": Row("article", WRONG_METHOD, EDITORS_MOVE_ON),
    "restorations": Row("article", WRONG_METHOD, EDITORS_MOVE_ON, {"block": 1}),
    "cuts": Row("article", WRONG_METHOD, EDITORS_MOVE_ON, {"block": 0}),
    "original": Row("article", MEMBERS, WRONG_METHOD),
    "likeness": Row("two articles", MEMBERS, WRONG_METHOD),
    "outline": Row("article", MEMBERS, WRONG_METHOD),
    "metadata": Row("article", EDITORS, EDITORS_MOVE_ON, {"title": "Corrected"}),
    "metadata_undo": Row("article", WRONG_METHOD, EDITORS_MOVE_ON, {"correction": CORRECTION}),
    "pictures": Row("article", "302 302 302 404 login", EDITORS_MOVE_ON, {"again": "all"}),
    "picture": Row("picture", MEMBERS, WRONG_METHOD),
    "project_pictures": Row("project", MEMBERS, OWNER_MOVES_ON, {"always": "on"}),
    "article_bin": Row("article", WRONG_METHOD, EDITORS_MOVE_ON),
    "bin": Row("project", MEMBERS, WRONG_METHOD),
    "bin_restorations": Row("project", WRONG_METHOD, EDITORS_MOVE_ON, {"everything": "on"}),
    "bin_removal": Row("project", "302 404 404 404 login", OWNER_MOVES_ON, {"key": BINNED}),
    # Its annotations.
    "article_annotations": Row("article", "302 302 302 404 login", EDITORS_MOVE_ON, PASSAGE),
    "annotation": Row("annotation", MEMBERS, WRONG_METHOD),
    "note": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON, {"note": "Mine.", "revision": 1}),
    "tagging": Row("annotation tag", WRONG_METHOD, EDITORS_MOVE_ON, {"present": "on"}),
    "deletion": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON),
    "annotation_range": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON, PASSAGE),
    "annotation_split": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON, {"at": 5}),
    "annotation_merge": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON, {"other": LAST}),
    "annotation_acceptance": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON),
    "annotation_history": Row("annotation", MEMBERS, WRONG_METHOD),
    "figure_addition": Row("annotation", WRONG_METHOD, EDITORS_MOVE_ON),
    "figure": Row("figure", WRONG_METHOD, EDITORS_MOVE_ON, {"best": 7}),
    "figure_removal": Row("figure", WRONG_METHOD, EDITORS_MOVE_ON),
    "claim_addition": Row("last annotation", WRONG_METHOD, EDITORS_MOVE_ON),
    "claim": Row("claim", MEMBERS, EDITORS_MOVE_ON, {"source_name": "The mayor"}),
    "claims": Row("project", MEMBERS, WRONG_METHOD),
    "counting": Row("project", MEMBERS, EDITORS_MOVE_ON, {"base": "MUC"}),
    "relations": Row("annotation", EDITORS, EDITORS_MOVE_ON, {"target": LAST, "kind": "disputes"}),
    "relation_removal": Row("relation", WRONG_METHOD, EDITORS_MOVE_ON),
    "relation_lines": Row("article", MEMBERS, WRONG_METHOD),
    "suggestions": Row("article", EDITORS, WRONG_METHOD),
    "suggestion_acceptances": Row("article", WRONG_METHOD, EDITORS_MOVE_ON, {"suggestion": SUGGESTED, "version": 1}),
    "suggestion_dismissals": Row("article", WRONG_METHOD, EDITORS_MOVE_ON, {"suggestion": "all", "version": 1}),
    # Figures of many articles.
    "ledger": Row("project", MEMBERS, WRONG_METHOD),
    "ledger_csv": Row("project use", MEMBERS, WRONG_METHOD),
    "events": Row("project", MEMBERS, EDITORS_MOVE_ON, {"action": "group", "key": GROUPED, "name": "Another"}),
    "event": Row("event", MEMBERS, WRONG_METHOD),
    "event_name": Row("event", WRONG_METHOD, EDITORS_MOVE_ON, {"name": "Renamed"}),
    "event_merge": Row("event", WRONG_METHOD, EDITORS_MOVE_ON, {"into": OTHER_EVENT}),
    "event_deletion": Row("event", WRONG_METHOD, EDITORS_MOVE_ON),
    # What was done.
    "news": Row("article", MEMBERS, WRONG_METHOD),
    "article_turn": Row("article way", WRONG_METHOD, EDITORS_MOVE_ON),
    "project_turn": Row("project way", WRONG_METHOD, EDITORS_MOVE_ON),
    "operation_undo": Row("operation", WRONG_METHOD, OWNER_MOVES_ON),
}  # fmt: skip


@dataclass
class World:
    """A project with something in it, and all its people."""

    people: dict[str, User | AnonymousUser]
    project: Project
    article: Article
    annotation: Annotation

    def path(self, name: str) -> str:
        membership = self.project.memberships.get(user=self.people["viewer"])
        values: dict[str, list[Any] | dict[str, str]] = {
            "": [],
            "letters": LETTERS,
            "project": [self.project.pk],
            "project use": [self.project.pk, "exact-data"],
            "project export": [self.project.pk, "csv"],
            "project together": [self.project.pk, "overlap"],
            "project membership": [self.project.pk, membership.pk],
            "import": [batch.pk if (batch := self.project.imports.first()) else 0],
            "cleaning rule": [rule.pk if (rule := self.project.cleaning_rules.first()) else 0],
            "figure": [figure.pk if (figure := self.annotation.figures.first()) else 0],
            "claim": [self.annotation.claim.pk],
            "last annotation": [Annotation.objects.latest("pk").pk],
            "relation": [relation.pk if (relation := self.annotation.answers.first()) else 0],
            "event": [event.pk if (event := self.project.events.first()) else 0],
            "article": [self.article.pk],
            "picture": [self.article.pk, picture.pk if (picture := self.article.pictures.first()) else 0],
            "annotation": [self.annotation.pk],
            "project import": [given.pk if (given := ProjectImport.objects.first()) else 0],
            "token": [token.pk if (token := Token.objects.first()) else 0],
            "saved search": [search.pk if (search := SavedSearch.objects.first()) else 0],
            "two articles": [self.article.pk, self.article.pk],
            "article passage": [self.article.pk, 4, 7],
            "article version": [self.article.pk, 1],
            "article snapshot": [self.article.pk, each.pk if (each := self.article.snapshots.first()) else 0],
            "feed": [each.pk if (each := self.project.feeds.first()) else 0],
            "article way": [self.article.pk, "undo"],
            "project way": [self.project.pk, "undo"],
            "operation": [self.project.operations.latest("pk").pk],
            "tag": [self.project.tags.all()[1].pk],
            "first tag": [self.project.tags.all()[0].pk],
            "project format": [self.project.pk, "qdc"],
            "annotation tag": [self.annotation.pk, self.project.tags.all()[1].pk],
        }
        given = values[TABLE[name].args]
        return reverse(name, kwargs=given) if isinstance(given, dict) else reverse(name, args=given)

    def data(self, name: str) -> dict[str, Any]:
        """A change that would be valid, as a form sends it."""
        known = {
            LAST: Annotation.objects.latest("pk").pk,
            A_PAGE: SimpleUploadedFile("page.html", PAGE),
            BINNED: binned.pk if (binned := self.project.binned.first()) else 0,
            CORRECTION: correction.pk if (correction := self.article.corrections.last()) else 0,
            FIRST_TAG: self.project.tags.all()[0].pk,
            SUGGESTED: offers(self.article)[0].key,
            GROUPED: Figure.objects.exclude(event=None).earliest("pk").pk,
            OTHER_EVENT: self.project.events.last().pk,  # type: ignore[union-attr]
        }
        return {key: known.get(value, value) for key, value in TABLE[name].data.items()}

    def client(self, person: str, **options: Any) -> Client:
        client = Client(**options)
        user = self.people[person]
        if isinstance(user, User):
            client.force_login(user)
        return client

    def state(self) -> dict[str, list[Any]]:
        """Everything the database holds of our own, but for when people came, and what is counted when they look."""
        apps_of_ours = (apps.get_app_config(name) for name in ("reader", "annotations"))
        models = [model for app in apps_of_ours for model in app.get_models() if model is not Cooccurrence]
        return {
            model._meta.label: sorted(
                model.objects.values_list(
                    *[field.attname for field in model._meta.fields if field.name != "last_login"]
                ),
                key=repr,
            )
            for model in [*models, Tagging]
        }


Tagging = Annotation.tags.through


@pytest.fixture
def world(project: Project, owner: User, coder: User, viewer: User, stranger: User) -> World:
    blocks = ["One two three.", paragraph("An appeal.", cut="an appeal"), "Four five six.", "Six people died here."]
    article = an_article(project, blocks)
    people = {"owner": owner, "coder": coder, "viewer": viewer, "stranger": stranger, "anonymous": AnonymousUser()}
    highlighted = a_highlight(article, "two", "Claim", note="A note.", by=owner)
    highlighted.figures.create(raw="two", best=2)
    Import.objects.start([Item(Source(filename="lost.pdf"), problem="It is lost.")], project=project, by=owner)
    project.feeds.create(url="http://127.0.0.1:1/another", title="Harbour news").items.create(
        key="a", url="https://ledger.example/fire"
    )
    project.cleaning_rules.create(host="ledger.example", reason="An appeal")
    counted = a_highlight(article, "six", "Casualty figure", by=owner)
    for name in ("A fire", "Another fire"):
        counted.figures.create(raw="six", best=6, effect="killed", event=project.events.create(name=name))
    relate(a_highlight(article, "Four five", by=owner), highlighted, "confirms", by=owner)
    article.correct({"byline": "Ada Quill"}, by=owner)
    a_picture(article)
    article.pictures.create(snapshot=article.snapshots.get(), url="https://gone.example/", key="gone", state="failed")
    Token.objects.issue(owner, "A script", ["read"])
    ProjectImport.objects.create(created_by=owner, state="failed")
    Binned.objects.put(project, [an_article(project, title="Put away").pk], by=owner)
    SavedSearch.objects.create(user=owner, project=project, name="Fires", query="q=fire")
    Entry.objects.refresh([project.pk])  # counted when somebody looks; here nobody is to be the first
    return World(people, project, article, highlighted)


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or f"unnamed {pattern.pattern}"
        elif pattern.namespace not in ("admin", "api"):  # Django's own, see below; programs', tests/annotations/api
            yield from addresses(pattern.url_patterns)


def test_every_address_is_in_the_table():
    assert sorted(addresses(get_resolver().url_patterns)) == sorted(TABLE)


@contextmanager
def as_if_never() -> Iterator[None]:
    """Take back what is done inside: one world does for all people and many addresses."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# A world takes longer to make than a page: each test walks a part of the table in one.
PARTS = [list(TABLE)[part::8] for part in range(8)]


@pytest.mark.parametrize("name", TABLE)
def test_everybody_gets_what_the_table_says(world, name):
    row, got = TABLE[name], {}
    for method in ("get", "post"):
        for person in PEOPLE:
            with as_if_never():
                path = world.path(name)
                response = getattr(world.client(person), method)(path, world.data(name) if method == "post" else {})
                login = f"{reverse('login')}?next={quote(path if method == 'get' else '/')}"
                is_login = response.status_code == 302 and response["Location"] == login
                got[method, person] = LOGIN if is_login else response.status_code
    assert got == {(method, person): row.expected(method, person) for method, person in got}


def test_a_fragment_for_nobody_is_401_and_no_login_page(world):
    guarded = [name for name, row in TABLE.items() if row.expected("get", "anonymous") == LOGIN]
    for name in guarded:
        for method in ("get", "post"):
            response = getattr(Client(), method)(world.path(name), headers={"HX-Request": "true"})
            assert (name, response.status_code) == (name, 401)
            assert b"<" not in response.content


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


@pytest.mark.parametrize("names", PARTS, ids=str)
def test_reading_changes_nothing(world, names):
    before = world.state()
    for name in names:
        world.client("owner").get(world.path(name), world.data(name))
        assert world.state() == before, name


@pytest.mark.parametrize("person", ["viewer", "stranger", "anonymous"])
def test_who_may_not_change_the_project_changes_nothing(world, person):
    before = world.state()
    client = world.client(person)
    own = {"language", "preferences", "projects", "logout", "password_change", "tokens", "place"}
    for name in TABLE:
        if name not in own:
            client.post(world.path(name), world.data(name))
    assert world.state() == before


# The window of the bookmark shows what another site sent, and does no more; programs are asked for a token first.
FROM_ANOTHER_SITE = {("capture", "owner"): 200, ("capture", "anonymous"): 200, ("pages", "anonymous"): 401}


def test_a_form_of_another_site_is_refused(world):
    before = world.state()
    for name in TABLE:
        for person in ("owner", "anonymous"):
            response = world.client(person, enforce_csrf_checks=True).post(world.path(name), world.data(name))
            assert (name, response.status_code) == (name, FROM_ANOTHER_SITE.get((name, person), 403))
    assert world.state() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_change_nothing(world, method):
    before = world.state()
    for name in TABLE:
        response = getattr(world.client("owner"), method)(world.path(name))
        # Django's form views take a PUT for a POST, here one of an empty form; a spent link says so to every method.
        takes_put = method == "put" and name in ("login", "password_reset", "password_change")
        expected = 200 if takes_put or name == "password_reset_confirm" else 405
        assert (name, response.status_code) == (name, expected)
    assert world.state() == before


# There is nothing to retry, to accept, or to undo of the codebook in this world.
IDLE = ("retries", "refetches", "annotation_acceptance", "codebook_turn")


def test_what_these_tests_send_is_a_change_where_it_is_let_through(world):
    before = world.state()
    for name, row in TABLE.items():
        if row.post in (EDITORS_MOVE_ON, OWNER_MOVES_ON) and name not in IDLE:
            with as_if_never():
                world.client("owner").post(world.path(name), world.data(name))
                assert world.state() != before, name


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


class TestBetweenProjects:
    """Whoever is in two projects still cannot reach the one through the other."""

    @pytest.fixture
    def other(self, world: World) -> World:
        owner = world.people["owner"]
        project = Project.objects.start("Other", by=owner)
        article = an_article(project, ["Secret words here."], title="Secret title")
        return World(world.people, project, article, a_highlight(article, "Secret", "Claim", note="Secret note"))

    @pytest.fixture
    def client(self, world: World) -> Client:
        return world.client("owner")

    def test_a_tag_of_one_is_not_put_on_an_annotation_of_the_other(self, world, other, client):
        path = reverse("tagging", args=[world.annotation.pk, other.project.tags.all()[1].pk])
        assert client.post(path, {"present": "on"}).status_code == 404
        assert [tag.project for tag in world.annotation.tags.all()] == [world.project]

    def test_a_tag_of_one_is_not_given_to_a_new_highlight_of_the_other(self, world, other, client):
        data, there = {**PASSAGE, "tags": [other.project.tags.first().pk]}, world.article.annotations.count()
        client.post(world.path("article_annotations"), data)
        assert world.article.annotations.count() == there + 1
        assert not world.article.annotations.filter(tags__project=other.project.pk).exists()

    @pytest.mark.parametrize("field", ["article", "tag"])
    def test_a_filter_of_one_shows_nothing_of_the_other(self, world, other, client, field):
        pk = other.article.pk if field == "article" else other.project.tags.first().pk
        page = client.get(world.path("project_annotations"), {field: pk})
        assert page.status_code == 422
        assert b"Secret" not in page.content
        assert client.get(world.path("csv"), {field: pk}).status_code == 404

    def test_the_csv_of_one_holds_nothing_of_the_other(self, world, other, client):
        text = b"".join(client.get(world.path("csv")).streaming_content)
        assert b"two" in text
        assert b"Secret" not in text

    def test_a_membership_of_one_is_not_changed_through_the_other(self, world, other, client):
        membership = world.project.memberships.get(user=world.people["viewer"])
        path = reverse("membership", args=[other.project.pk, membership.pk])
        assert client.post(path, {"role": "owner"}).status_code == 404
        assert world.project.role_of(world.people["viewer"]) == "viewer"

    def test_a_role_in_one_is_no_role_in_the_other(self, world, other):
        other.project.add(world.people["viewer"], "owner")
        client = world.client("viewer")
        assert client.post(world.path("cuts"), {"block": 0}).status_code == 404
        assert client.get(world.path("people")).status_code == 404
        assert client.post(other.path("cuts"), {"block": 0}).status_code == 302

    def test_a_filter_and_its_lists_offer_only_what_is_in_the_project(self, world, other, client):
        page = client.get(world.path("project_annotations")).content.decode()
        assert "Harbour fire" in page
        assert "Secret" not in page


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
