"""Answers of the REST addresses: a thing with its entity tag, a part of a list with the address of the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec
from django import forms
from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.utils.http import urlencode

from annotations.importing.rows import text
from reader.problems import Problem
from reader.requests import SignedInRequest

from . import schemas
from .endpoint import MOST_BYTES, bytes_of
from .representation import etag, matches

Row = TypeVar("Row", bound=Model)
JSON = "application/json"
MOST, USUAL = 200, 50


class PageForm(forms.Form):
    """Which part of a list: so many, after the place that `next` of the part before names."""

    limit = forms.IntegerField(required=False, min_value=1, max_value=MOST, help_text=f"{USUAL} where it is not said.")
    cursor = forms.CharField(required=False, max_length=300, help_text="As “next” has it: not to be made up.")


class KeyPageForm(PageForm):
    """The same, of a list in the order of keys."""

    cursor = forms.RegexField(r"^[0-9]{1,18}$", required=False, help_text="As “next” has it: not to be made up.")


def valid(form: forms.Form) -> dict[str, Any]:
    """Return what the address asks for. Raises Problem."""
    if not form.is_valid():
        raise Problem(400, refusal(form))
    return form.cleaned_data


def refusal(form: forms.BaseForm) -> str:
    """Return in words what a form does not take."""
    return " ".join(
        f"{'' if name == '__all__' else f'“{name}”: '}{error}"
        for name, errors in form.errors.items()
        for error in errors
    )


def parsed(request: SignedInRequest, kind: Any, *, most: int = MOST_BYTES) -> Any:
    """Return what was sent, of this type. Raises Problem."""
    content = bytes_of(request, most=most)
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.ValidationError as error:
        raise Problem(422, f"The body is not of the type that is described: {error}.") from error
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise Problem(400, f"The body is no JSON: {error}.") from error


def form_data(said: msgspec.Struct, **others: Any) -> dict[str, Any]:
    """Return what was sent as a form reads it, over `others`, for what was left out."""
    sent = {name: value for name, value in msgspec.structs.asdict(said).items() if value is not msgspec.UNSET}
    data = {**others, **sent}
    return {
        name: "" if value is None else text(value) if isinstance(value, str) else value for name, value in data.items()
    }


def shown(request: SignedInRequest, value: Any, *, status: int = 200, location: str = "") -> HttpResponse:
    """Return a thing with its entity tag, or 304 where the client has it."""
    content = msgspec.json.encode(value)
    tag = etag(content)
    if request.method in ("GET", "HEAD") and matches(request.headers.get("If-None-Match", ""), tag):
        return HttpResponse(status=304, headers={"ETag": tag})
    headers = {"ETag": tag} | ({"Location": location} if location else {})
    return HttpResponse(content, status=status, content_type=JSON, headers=headers)


def check_match(request: SignedInRequest, value: Any, *, needed: bool = True) -> None:
    """Raise Problem unless the client has seen the thing as it is now."""
    wanted = request.headers.get("If-Match", "")
    if not wanted and needed:
        raise Problem(428, "Send the ETag that you got with it as If-Match.")
    tag = etag(msgspec.json.encode(value))
    if wanted and not matches(wanted, tag):
        detail = "It was changed since: “current” is how it is now."
        raise Problem(412, detail, extra={"current": msgspec.to_builtins(value)}, headers={"ETag": tag})


def listed(request: SignedInRequest, items: Sequence[Any], cursor: str | int | None) -> HttpResponse:
    """Return a part of a list; `cursor` is where the next one begins, None on the last."""
    following = None
    if cursor is not None:
        kept = [(name, value) for name, values in request.GET.lists() if name != "cursor" for value in values]
        following = f"{settings.ADDRESS.rstrip('/')}{request.path}?{urlencode([*kept, ('cursor', cursor)])}"
    response = HttpResponse(msgspec.json.encode(schemas.Page(list(items), following)), content_type=JSON)
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def by_key(
    request: SignedInRequest,
    found: QuerySet[Row],
    as_shown: Callable[[list[Row]], Sequence[Any]],
    *,
    newest_first: bool = False,
) -> HttpResponse:
    """Return a part of a list in the order of keys: the last costs as much as the first. Raises Problem."""
    asked = valid(KeyPageForm(request.GET))
    limit, after = asked["limit"] or USUAL, asked["cursor"]
    if after:
        found = found.filter(**{f"pk__{'lt' if newest_first else 'gt'}": int(after)})
    rows = list(found.order_by("-pk" if newest_first else "pk")[: limit + 1])
    return listed(request, as_shown(rows[:limit]), rows[limit - 1].pk if len(rows) > limit else None)
