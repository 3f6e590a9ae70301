"""What a line says, looked at field by field: only what a field can say here gets in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from annotations.importing.rows import SURROGATES

from .history import Unfit

Reader: TypeAlias = Callable[[Any], Any]
AHEAD = timedelta(days=1)  # by which another machine's clock may be wrong


def reader_of(field: models.Field[Any, Any]) -> Reader:
    """Return what reads a field's value from JSON. It raises Unfit where the field cannot say it."""
    read = _KINDS.get(type(field)) or next((rule for kind, rule in _KINDS.items() if isinstance(field, kind)), None)
    if read is None:
        raise TypeError(f"{field} is of a kind that no record has")
    choices = {value for value, _label in field.flatchoices}
    checks = [each for each in field.validators if not isinstance(field, models.TextField)]
    limit = getattr(field, "max_length", None)

    def value(said: Any) -> Any:
        if said is None:
            if not field.null:
                raise Unfit(_("it is empty"))
            return None
        found = read(said)
        if found == "" and isinstance(field, models.CharField | models.TextField):
            return found
        if choices and found not in choices:
            raise Unfit(_("it is none of %s") % ", ".join(sorted(map(str, choices))))
        if limit and isinstance(found, str) and len(found) > limit:
            raise Unfit(_("it has more than %d characters") % limit)
        for check in checks:
            try:
                check(found)
            except ValidationError as error:
                raise Unfit(" ".join(error.messages)) from error
        return found

    return value


def text(said: Any) -> str:
    """Return a text as both databases can hold it: without NUL and half characters."""
    if not isinstance(said, str):
        raise Unfit(_("it is no text"))
    if said.isascii():
        return said.replace("\0", "")
    return SURROGATES.sub("\ufffd", said).replace("\0", "")


def _number(said: Any) -> int:
    if type(said) is not int:
        raise Unfit(_("it is no whole number"))
    return said


def _flag(said: Any) -> bool:
    if type(said) is not bool:
        raise Unfit(_("it is neither true nor false"))
    return said


def moment(said: Any) -> datetime:
    """Return a moment. Raises Unfit for one to come: what is newest is looked for by when it was made."""
    try:
        found = datetime.fromisoformat(said).astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise Unfit(_("it is no moment in ISO 8601")) from error
    if not datetime(1970, 1, 1, tzinfo=UTC) <= found <= datetime.now(UTC) + AHEAD:
        raise Unfit(_("it is a moment to come, or before 1970"))
    return found


def _day(said: Any) -> date:
    try:
        return date.fromisoformat(said)
    except (TypeError, ValueError) as error:
        raise Unfit(_("it is no day in ISO 8601")) from error


def _key(said: Any) -> UUID:
    try:
        return UUID(said)
    except (TypeError, ValueError, AttributeError) as error:
        raise Unfit(_("it is no UUID")) from error


_KINDS: Mapping[type[models.Field[Any, Any]], Reader] = {
    models.BooleanField: _flag,
    models.IntegerField: _number,
    models.CharField: text,
    models.TextField: text,
    models.DateTimeField: moment,
    models.DateField: _day,
    models.UUIDField: _key,
}
