"""Whatever is sent is answered, and what cannot be kept is refused: no request ends in an error of ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.annotations.api.programs import Program
from tests.builders import a_highlight

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\0", "\ud800", "Annotation"]),
    lambda each: (
        st.lists(each, max_size=3) | st.dictionaries(st.sampled_from(["type", "value", "id"]), each, max_size=3)
    ),
    max_leaves=4,
)
SENT = {
    "type": "Annotation",
    "uri": "https://news.example/fire",
    "text": "Why.",
    "tags": ["Claim"],
    "group": "__world__",
    "body": [{"type": "TextualBody", "purpose": "tagging", "value": "Claim"}],
    "target": [
        {
            "source": "https://news.example/fire",
            "state": {"attest:sha256": "", "attest:version": 1},
            "selector": [{"type": "TextQuoteSelector", "exact": "One two", "prefix": "", "suffix": ""}],
        }
    ],
}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all that is in a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [deeper for key, each in inside for deeper in places(each, (*path, key))]


def with_junk(value: Any, path: tuple[Any, ...], junk: Any) -> Any:
    """Return a JSON value in which another one stands at this path."""
    if not path:
        return junk
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = with_junk(value[path[0]], path[1:], junk)
    return copy


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/articles/{article}/annotations/"),
        ("POST", "/api/projects/{project}/imports/"),
        ("PUT", "/api/articles/{article}/annotations/{key}"),
        ("POST", "/api/annotations"),
        ("PATCH", "/api/annotations/{key}"),
    ],
)
@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(place=st.sampled_from(places(SENT)), junk=JUNK)
def test_junk_anywhere_in_an_annotation_is_answered(owner, article, method, path, place, junk):
    made = a_highlight(article, "Four")
    address = path.format(article=article.pk, project=article.project_id, key=made.key)
    response = Program(owner)(method, address, with_junk(SENT, place, junk), if_match="*")
    assert response.status_code in (200, 201, 409, 422)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(
    name=st.sampled_from(
        ["limit", "offset", "sort", "search_after", "uri", "user", "group", "tag", "any", "quote", "text"]
    ),
    value=st.sampled_from(["\0", "%00", "9" * 40, "-1", "acct:", "(", "\\", "é", "https://["]) | st.text(max_size=8),
    sort=st.sampled_from(["updated", "id", "group", "user"]),
)
@example(name="search_after", value="9" * 40, sort="group")
@example(name="uri", value="https://[", sort="id")
def test_junk_in_a_search_is_answered(owner, article, name, value, sort):
    query = urlencode({"sort": sort, name: value.encode("utf-8", "replace")})
    assert Program(owner)("GET", f"/api/search?{query}").status_code in (200, 400)
