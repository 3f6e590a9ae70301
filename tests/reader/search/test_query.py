"""The language of searches: what is meant, what is wrong and how that is said, and that nothing breaks it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.search.query import MOST, All, Any, Named, Not, Published, Text, UnreadableQuery, parse
from tests.builders import an_article

A, B, C = Text("a"), Text("b"), Text("c")


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("", None),
        ("  ", None),
        ("a", A),
        ("a b", All((A, B))),
        ('"a b"', Text("a b")),
        ("„a b“", Text("a b")),
        ("«a b»", Text("a b")),
        ("“a b”", Text("a b")),
        ("a -b", All((A, Not(B)))),
        ("-a", Not(A)),
        ('-"a b" c', All((Not(Text("a b")), C))),
        ("a-b", Text("a-b")),
        ("a or b c", Any((A, All((B, C))))),
        ("a OR b | c", Any((A, B, C))),
        ('a "or" b', All((A, Text("or"), B))),
        ("(a or b) -c", All((Any((A, B)), Not(C)))),
        ("-(a b)", Not(All((A, B)))),
        ("tag:claim", Named("tag", "claim")),
        ('Tag:"casualty figure" a', All((Named("tag", "casualty figure"), A))),
        ("tag:a:b-c", Named("tag", "a:b-c")),
        ("site:ledger.example", Named("site", "ledger.example")),
        ("-site:ledger", Not(Named("site", "ledger"))),
        ("has:Claims", Named("has", "claim")),
        ("before:2024", Published(until=date(2024, 1, 1))),
        ("before:2024-03", Published(until=date(2024, 3, 1))),
        ("after:2024-02-29", Published(since=date(2024, 3, 1))),
        ("after:2024-12", Published(since=date(2025, 1, 1))),
        ("after:2024", Published(since=date(2025, 1, 1))),
        ("https://ledger.example/a-b?c", Text("https://ledger.example/a-b?c")),
        ("10:30", Text("10:30")),
    ],
)
def test_what_a_search_means(query, meant):
    assert parse(query) == meant


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ('"a b', "A quotation mark is never closed"),
        ('a tag:"b', "A quotation mark is never closed"),
        ("a or", "“or” needs a word on each side"),
        ("or a", "“or” needs a word on each side"),
        ("a or or b", "“or” needs a word on each side"),
        ("(a", "A “(” is never closed"),
        ("a)", "There is a “)” too many"),
        ("()", "nothing between these brackets"),
        ("a -or b", "The minus needs a word right behind it"),
        ("!!!", "“!!!” has no letter and no digit"),
        ('""', "has no letter and no digit"),
        ("tga:claim", "There is no field “tga:”. There are tag:, site:"),
        ("tag:", "“tag:” needs something right behind it"),
        ("tag: claim", "“tag:” needs something right behind it"),
        ("site:…", "“site:…” has no letter and no digit"),
        ("has:claimz", "“has:claimz” is not known: write has:claim, has:disputed"),
        ("before:yesterday", "“before:yesterday” is no day: write a year"),
        ("after:2024-13", "“after:2024-13” is no day"),
        ("before:2023-02-29", "is no day"),
        ("before:0000", "is no day"),
        ("after:9999", "is no day"),
        (" ".join(["a"] * (MOST + 1)), f"At most {MOST} words"),
        ("(" * 40 + "a" + ")" * 40, "Too many brackets"),
        ("a" * 501, "longer than 500 characters"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(query, told):
    with pytest.raises(UnreadableQuery) as error:
        parse(query)
    assert told in str(error.value)


PIECES = st.sampled_from([*("tag:", "has:", "before:", "claim", "2024", " or ", "NEAR", "AND", "zz", "ﷺ", "ไฟ", "ال"),
                          *"\"“()-:/*'\\%a港מé\u0301\u200d½&!< \x00\ud800"])  # fmt: skip
QUERIES = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


@given(QUERIES)
def test_any_input_is_understood_or_refused_with_a_reason(query):
    try:
        meant = parse(query)
    except UnreadableQuery as error:
        meant = str(error)
    assert meant is None or meant


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
def test_no_input_is_a_server_error(owner, project, client_of, query):
    if not project.articles.exists():
        an_article(project)
    client = client_of(owner)
    for path in (project.get_absolute_url(), reverse("search")):
        response = client.get(path, {"q": query.encode("utf-8", "replace")})
        assert response.status_code in (200, 302, 422)
        if response.status_code == 422:
            assert 'class="errorlist"' in response.content.decode()
