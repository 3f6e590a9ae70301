"""The claims as a table: who says what in a highlight, how sure of it, and what became of it. See docs/claims.md."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from annotations.models import Claim
from annotations.models.claim import State
from annotations.models.evidence import CIRCUMSTANCES

from .evidence import BESIDE, QUOTE, UPDATED_AT, circumstances, values
from .format import Selection
from .rows import KEY
from .table import Column, Table, one_of

AT = "Where they begin: code points from the start of the highlight, negative before it."
COLUMNS = (
    Column("claim_id", "integer", "The claim.", 9, KEY | {"unique": True}),
    Column("annotation_id", "integer", "The highlight that it is made in.", 41, KEY | {"unique": True}),
    *BESIDE,
    QUOTE,
    Column("rule", "string", "The rule that read its parts. Empty where a person did.", "verb of saying"),
    Column("source_text", "string", "The words that name who says it.", "the harbour office"),
    Column("source_at", "integer", AT, -25),
    Column("cue_text", "string", "The words that say that it is said.", "said"),
    Column("cue_at", "integer", AT, -6),
    Column("content_text", "string", "The words of what is said.", "at least 12 people had died"),
    Column("content_at", "integer", AT, 0),
    Column("factuality", "string", "How sure the source is of it (FactBank).", "CT+", one_of(Claim, "factuality")),
    Column("responsibility", "string", "In which words somebody is made responsible (MUC-4).", "suspected",
           one_of(Claim, "responsibility")),
    *circumstances(Claim),
    Column("review_rating", "string", "What a check came to, in words.", "Mostly true"),
    Column("reviewer", "string", "Who checked it.", "Harbour Facts"),
    Column("review_url", "string", "Where the check is published.", "https://example.org/check"),
    Column("resolution", "string", "What was decided where sources disagree.", "range", one_of(Claim, "resolution")),
    Column("resolution_reasons", "string", "Why.", "Two independent counts."),
    Column("state", "string", "What the passages that answer it make of it.", "disputed in part",
           {"required": True, "enum": State.values}),
    UPDATED_AT,
)  # fmt: skip
FIELDS = (
    *("rule", "source_text", "source_at", "cue_text", "cue_at", "content_text", "content_at", "factuality"),
    *("responsibility", *CIRCUMSTANCES, "review_rating", "reviewer", "review_url", "resolution", "resolution_reasons"),
)


def rows(selection: Selection) -> Iterator[tuple[object, ...]]:
    """Yield a row for each claim that is made in these annotations, in the order they were made."""
    shown = Claim.objects.shown().filter(annotation__in=selection.annotations.order_by())
    yield from values(shown, Claim.objects.with_state(), (*FIELDS, "state"))


TABLE = Table(
    name="claims",
    title=gettext_noop("Claims"),
    description=gettext_noop("One row per claim: who says what, how sure of it, and whether it is disputed."),
    columns=lambda selection: COLUMNS,
    rows=rows,
    key=("claim_id",),
    foreign={"annotation_id": ("annotations", "annotation_id")},
)
