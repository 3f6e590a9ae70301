"""The parameters of a Hypothesis search, and the highlights that they name."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet, Value
from django.http import QueryDict

from annotations.importing.planning import page as page_address
from annotations.importing.rows import text
from annotations.models import Annotation, Tag
from annotations.models.folding import Fold
from reader.models import Project, User
from reader.problems import Problem

if TYPE_CHECKING:
    from annotations.models.querysets import AnnotationQuerySet

MOST_ROWS, MOST_OFFSET = 200, 9800  # as there
WORLD = "__world__"
SORTS = {
    "updated": "updated_at",
    "created": "created_at",
    "id": "key",
    "group": "article__project_id",
    "user": "created_by__username",
}
KNOWN = {
    *("limit", "offset", "sort", "order", "search_after", "uri", "url", "user", "group", "tag", "tags", "any"),
    *("quote", "text", "references", "_separate_replies"),
}
OUR_PAGE = re.compile(r"/articles/([0-9]{1,18})/?")
Rows = TypeVar("Rows", bound=QuerySet[Any])


class SearchForm(forms.Form):
    """The parameters, as the description has them; `Search.read` reads them."""

    limit = forms.IntegerField(required=False, min_value=0, max_value=MOST_ROWS)
    offset = forms.IntegerField(required=False, min_value=0, max_value=MOST_OFFSET)
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in SORTS])
    order = forms.ChoiceField(required=False, choices=[("asc", "asc"), ("desc", "desc")])
    search_after = forms.CharField(required=False, help_text="The “sort” of a row.")
    uri = url = user = group = tag = tags = quote = text = any = forms.CharField(required=False)


@dataclass(frozen=True)
class Search:
    """What a program asks for."""

    values: QueryDict
    limit: int
    offset: int
    sort: str
    is_descending: bool
    after: Any

    @classmethod
    def read(cls, values: QueryDict) -> Self:
        """Return what the parameters of an address ask for. Raises Problem."""
        if unknown := sorted({*values} - KNOWN):
            raise Problem(400, f"“{unknown[0]}” is no parameter here. There are: {', '.join(sorted(KNOWN))}.")
        sort, order = values.get("sort", "updated"), values.get("order", "desc")
        if sort not in SORTS or order not in ("asc", "desc"):
            raise Problem(400, f"“sort” is one of {', '.join(SORTS)}, and “order” is asc or desc.")
        after = values.get("search_after", "")
        return cls(
            values,
            _number(values, "limit", 20, MOST_ROWS),
            _number(values, "offset", 0, MOST_OFFSET),
            sort,
            order == "desc",
            _after(after, sort) if after else None,
        )

    def matching(self, user: User) -> AnnotationQuerySet:
        """Return the highlights of the person's projects that are asked for."""
        projects = Project.objects.visible_to(user).values("pk")
        found = Annotation.objects.alive().filter(article__project__in=projects)
        if uris := [*self.values.getlist("uri"), *self.values.getlist("url")]:
            at = Q()
            for uri in uris:
                at |= at_uri(uri, "article__")
            found = found.filter(at)
        for name in self.values.getlist("tag") + self.values.getlist("tags"):
            found = found.filter(tags__in=_tags(name, projects))
        for account in self.values.getlist("user"):
            found = found.filter(created_by__username=_username(account))
        for group in self.values.getlist("group"):
            found = in_group(found, group, "article__project")
        if self.values.getlist("references"):
            return found.none()  # there are no replies
        return self._with_words(found)

    def _with_words(self, found: AnnotationQuerySet) -> AnnotationQuerySet:
        for word in _words(self.values.getlist("quote")):
            found = found.filter(exact__iregex=re.escape(word))
        for word in _words(self.values.getlist("text")):
            found = found.filter(note__iregex=re.escape(word))
        for word in _words(self.values.getlist("any")):
            tagged = Annotation.tags.through.objects.filter(tag__name__iregex=re.escape(word))
            anywhere = Q(searchable__contains=Fold(Value(word))) | Q(pk__in=tagged.values("annotation"))
            found = found.filter(anywhere | Q(article__url__icontains=word))
        return found

    def page(self, found: AnnotationQuerySet) -> list[int]:
        """Return the keys of the rows that are asked for, in their order."""
        name = SORTS[self.sort]
        if self.after is not None:
            found = found.filter(**{f"{name}__{'lt' if self.is_descending else 'gt'}": self.after})
        sign = "-" if self.is_descending else ""
        ordered = found.order_by(f"{sign}{name}", f"{sign}pk").values_list("pk", flat=True)
        return list(ordered[self.offset : self.offset + self.limit])


def at_uri(uri: str, prefix: str = "") -> Q:
    """Return the condition on an article that it was made of this address, or has its page here under it."""
    address = page_address(text(uri))
    try:
        parts = urlsplit(address)
    except ValueError:  # as `http://[`: an article may name it all the same
        return Q(**{f"{prefix}url": text(uri)})
    if parts.netloc == urlsplit(settings.ADDRESS).netloc and (match := OUR_PAGE.fullmatch(parts.path)):
        return Q(**{f"{prefix}pk": int(match[1])})
    bare = address.partition("://")[2]
    same = [f"{scheme}://{bare}{end}" for scheme in ("http", "https") for end in ("", "/")]
    return Q(**{f"{prefix}url__in": [text(uri), *same]})


def in_group(rows: Rows, group: str, field: str) -> Rows:
    """Return the rows of a project by its number as a group; `__world__` and nothing are all of them."""
    if group in ("", WORLD):
        return rows
    return rows.filter(**{field: int(group)}) if re.fullmatch(r"[0-9]{1,18}", group) else rows.none()


def _tags(name: str, projects: QuerySet[Any, Any]) -> Any:
    return Tag.objects.filter(name__iexact=" ".join(text(name).split()), project__in=projects).values("pk")


def _username(account: str) -> str:
    return text(unquote(account.removeprefix("acct:").partition("@")[0]))


def _words(values: list[str]) -> list[str]:
    return [word for value in values for word in text(value).split()]


def _number(values: QueryDict, name: str, default: int, most: int) -> int:
    said = values.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", said) or int(said) > most:
        raise Problem(400, f"“{name}” is a number from 0 to {most}.")
    return int(said)


def _after(value: str, sort: str) -> Any:
    """Return the value that the rows come after, as its field has it. Raises Problem."""
    readers: dict[str, Callable[[str], Any]] = {
        "updated": _moment,
        "created": _moment,
        "id": lambda name: UUID(bytes=urlsafe_b64decode(f"{name}==")),
        "group": _project,
        "user": _username,
    }
    try:
        return readers[sort](value)
    except (ValueError, OverflowError, OSError):
        raise Problem(400, f"“search_after” is the “{sort}” of a row.") from None


def _project(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", value):
        raise ValueError(value)
    return int(value)


def _moment(value: str) -> datetime:
    """Return a moment of ISO 8601, in UTC where it says no zone, or in milliseconds since 1970."""
    if re.fullmatch(r"[0-9]{1,15}(\.[0-9]+)?", value):
        return datetime.fromtimestamp(float(value) / 1000, UTC)
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
