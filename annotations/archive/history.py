"""What operations keep of annotations and tags refers to rows by their keys: from our keys to numbers, and back.

One description serves both ways. On the way in it is also what may be there: undo puts back what history says, so that
nothing else may be in it than what we write, of the types that we write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias

from django.db import models

from annotations.models import Claim, Event, Figure, Relation, Tag
from reader.models import Version


class Unfit(ValueError):
    """History says something that ours never does."""


class Turn(Protocol):
    """How a reference is written on the other side. What is read in, `check` and `refuse` look at; what goes out is
    ours."""

    def reference(self, model: type[models.Model], value: Any) -> int | None: ...

    def check(self, field: models.Field[Any, Any], value: Any) -> None:
        """Raise Unfit where a field cannot say this value."""

    def refuse(self, problem: str) -> None:
        """Raise Unfit."""


Rule: TypeAlias = Callable[[Turn, Any], Any]


def _flag(turn: Turn, value: Any) -> Any:
    if not isinstance(value, bool):
        turn.refuse(f"{value!r} is neither true nor false")
    return value


def _text(turn: Turn, value: Any) -> Any:
    if not isinstance(value, str):
        turn.refuse(f"{value!r} is no text")
    return value


def _place(turn: Turn, value: Any) -> Any:
    if value is not None and (type(value) is not int or not 0 <= value < 2**31):
        turn.refuse(f"{value!r} is no place in a text")
    return value


def _to(model: type[models.Model]) -> Rule:
    return lambda turn, value: None if value is None else turn.reference(model, value)


def _list(rule: Rule) -> Rule:
    def each(turn: Turn, value: Any) -> Any:
        if not isinstance(value, list):
            turn.refuse(f"{value!r} is no list")
            return value
        return [rule(turn, one) for one in value]

    return each


def _shape(rules: Mapping[str, Rule]) -> Rule:
    def fields(turn: Turn, value: Any) -> Any:
        if not isinstance(value, dict):
            turn.refuse(f"{value!r} is no object")
            return value
        if unknown := sorted(value.keys() - rules.keys()):
            turn.refuse(f"it says {', '.join(unknown)}, which is not known here")
        # In the order of the rules: PostgreSQL keeps no order of its own.
        known = {name: rule(turn, value[name]) for name, rule in rules.items() if name in value}
        return known | {name: value[name] for name in unknown}

    return fields


def _or_none(rule: Rule) -> Rule:
    return lambda turn, value: None if value is None else rule(turn, value)


def _keyed(model: type[models.Model], rule: Rule) -> Rule:
    """By the keys of rows, which JSON writes as strings, what each says."""

    def rows(turn: Turn, value: Any) -> Any:
        if not isinstance(value, dict):
            turn.refuse(f"{value!r} is no object")
            return value
        if not all(key.isascii() and key.isdigit() and len(key) < 20 for key in value):
            turn.refuse("a key is no number")
            return value
        ordered = sorted(value.items(), key=lambda item: int(item[0]))
        return {str(turn.reference(model, int(key))): rule(turn, said) for key, said in ordered}

    return rows


def _field(field: models.Field[Any, Any]) -> Rule:
    if field.related_model:
        return _to(field.related_model)

    def value(turn: Turn, said: Any) -> Any:
        turn.check(field, said)
        return said

    return value


def _row(model: Any) -> Rule:
    """What history keeps of a row of evidence; None where there was none."""
    names = dict.fromkeys((*model.SAID, *model.READ, *_words(model)))
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return _or_none(_shape({name: _field(fields[name]) for name in names}))


def _words(model: type[models.Model]) -> list[str]:
    """The fields that say in which words something was read: some are not among those that history keeps now."""
    return [field.attname for field in model._meta.concrete_fields if field.attname.endswith("_words")]


_RELATIONS = _keyed(Relation, _row(Relation))
_ANNOTATION: dict[str, Rule] = {
    "deleted": _flag,
    "note": _text,
    "former_exact": _text,
    "range": _shape(
        {"version_id": _to(Version)}
        | dict.fromkeys(("start", "end"), _place)
        | dict.fromkeys(("exact", "prefix", "suffix"), _text)
    ),
    "tags": _list(_to(Tag)),
    "figures": _keyed(Figure, _row(Figure)),
    "claims": _keyed(Claim, _row(Claim)),
    "relations": _RELATIONS,
    "answers": _RELATIONS,
    "events": _keyed(Figure, _or_none(_shape({"id": _to(Event), "name": _text}))),
    "apart": _keyed(Figure, _list(_to(Figure))),
}
_TAG_FIELDS = {field.attname: field for field in Tag._meta.concrete_fields}
_TAG: dict[str, Rule] = {
    **{name: _field(_TAG_FIELDS[name]) if name in _TAG_FIELDS else _flag for name in Tag.REMEMBERED},
    "moved": _text,
    "merged_into": _to(Tag),
}
of_annotation, of_tag, of_either = _shape(_ANNOTATION), _shape(_TAG), _shape(_ANNOTATION | _TAG)
