"""What the description of the API says of a view: written beside the view, in its own types and forms.

`openapi.py` makes the OpenAPI document of it, and tests send what it allows and read what it promises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django import forms

from annotations.forms.filters import KeysField, TagField, TagsField

JSON = "application/json"
BODY_PROBLEMS = {400: "The body is no JSON.", 413: "The body is too large.", 415: "The body is of another type."}
KEY_PROBLEMS = {
    400: "The Idempotency-Key is too long, or has characters that cannot be printed.",
    422: "The Idempotency-Key came with another request before.",
}
PROBLEMS = {
    401: "The token is missing, wrong or revoked.",
    403: "The token lacks the scope, or the person only reads in this project.",
    404: "There is nothing here that the person may open.",
    406: "The Accept header leaves out what is answered here.",
    429: "Too many requests: Retry-After says for how many seconds.",
}
OTHER_PROBLEMS = {
    400: "The address asks for something that is unknown here.",
    409: "It contradicts what is here.",
    410: "It was deleted.",
    412: "It was changed since it was read with this ETag.",
    422: "It cannot be kept, and nothing was changed: `detail` says why.",
    428: "If-Match is missing.",
}


class Said(NamedTuple):
    """An answer: what it is in words, and the type of its body (None: there is no body)."""

    words: str
    type: Any = None
    media: str = JSON


@dataclass(frozen=True)
class Described:
    """One method of a view. `body` is the type of what is sent, by its media type; `headers` those that are read."""

    summary: str
    tag: str
    answers: Mapping[int, Said]
    query: Sequence[type[forms.Form]] = ()
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Sequence[str] = ()
    problems: Sequence[int] = ()  # beside those that every address has
    is_open: bool = False  # to all, without a token

    def all_problems(self) -> dict[int, str]:
        """Return the statuses of the problems it may answer, with what each means."""
        found = dict(KEY_PROBLEMS) if "Idempotency-Key" in self.headers else {}
        found |= {code: OTHER_PROBLEMS[code] for code in self.problems}
        if not self.is_open:
            found |= PROBLEMS
        if self.body:
            found |= BODY_PROBLEMS | {422: OTHER_PROBLEMS[422]}
        return dict(sorted(found.items()))


def parameters(form: type[forms.Form]) -> Iterator[dict[str, Any]]:
    """Yield the parameters of an address that a form reads."""
    for name, each in form.base_fields.items():
        said = {"name": name, "in": "query", "required": each.required, "schema": schema_of(each)}
        about = " ".join(filter(None, (str(each.label or ""), str(each.help_text))))
        yield said | ({"description": about} if about else {})


def schema_of(field: forms.Field) -> dict[str, Any]:
    """Return what a form's field takes, as JSON Schema."""
    number = {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}
    match field:
        case KeysField():
            return {"type": "string", "pattern": r"^([0-9]{1,18}(\.[0-9]{1,18})*)?$"}
        case TagsField():
            return {"type": "array", "items": number}
        case TagField() | forms.ModelChoiceField():
            return number
        case forms.MultipleChoiceField():
            return {"type": "array", "items": {"type": "string", "enum": _values(field)}}
        case forms.ChoiceField():
            return {"type": "string", "enum": _values(field)}
        case forms.BooleanField():
            return {"type": "boolean"}
        case forms.DateField():
            return {"type": "string", "format": "date"}
        case forms.IntegerField():
            limits = {"minimum": field.min_value, "maximum": field.max_value}
            return {"type": "integer"} | {name: limit for name, limit in limits.items() if limit is not None}
        case forms.CharField(max_length=int(most)):
            return {"type": "string", "maxLength": most}
    return {"type": "string"}


def _values(field: Any) -> list[str]:
    return [value for value, _ in field.choices]
