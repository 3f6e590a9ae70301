"""What the pages show of claims and relations, and history of all evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import template
from django.db.models import Q
from django.utils.translation import gettext

from annotations.forms.claims import ClaimForm
from annotations.models import Annotation, Claim, Figure, Relation, Tag
from annotations.models.evidence import Evidence
from annotations.sentences import changed
from reader.models import Article
from reader.prepared import Bind, Prepared

NOTHING = (None, "", False)
UNTOLD = ("source_at", "cue_at", "content_at", "target_id", "event_id")  # keys and places: no person said them
LONGEST = 200  # code points of a value that are told

register = template.Library()


@register.filter
def is_a_claim(annotation: Annotation) -> bool:
    """Say whether a highlight bears a tag of the kind that has a claim."""
    return any(tag.kind == Tag.Kind.CLAIM for tag in annotation.tags.all())


@register.filter
def is_disputed(annotation: Annotation) -> bool:
    """Say whether a highlight bears a tag of the kind that disputes something."""
    return any(tag.kind == Tag.Kind.DISPUTED for tag in annotation.tags.all())


@register.simple_tag
def claim_of(annotation: Annotation) -> Claim | None:
    """Return a highlight's claim with its state; None where it was not read."""
    claims = Claim.objects.filter(annotation=annotation).with_state()
    found: Claim | None = claims.select_related("annotation__version").first()
    return found


@register.simple_tag
def claim_form(claim: Claim) -> ClaimForm:
    """Return a claim's form."""
    return ClaimForm(instance=claim)


@register.simple_tag
def relations_of(annotation: Annotation) -> list[Relation]:
    """Return the relations that a highlight stands in."""
    return list(Relation.objects.of(annotation))


@register.simple_tag
def relations_in(article: Article) -> list[Relation]:
    """Return the relations in which an article's highlights stand, in the order they were made."""
    return RELATED(article=article.pk)


RELATED = Prepared(
    lambda: (
        Relation.objects.shown()
        .filter(Q(annotation__article=Bind("article")) | Q(target__article=Bind("article")))
        .select_related("annotation__article", "target__article")
        .order_by("pk")
    )
)


def evidence_told(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return in words what a change did to a highlight's figures, claim and relations."""
    return [line for model in (Figure, Claim, Relation) for line in _rows_told(model, before, after)]


def _rows_told(model: type[Evidence], before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """Say of rows what was said and is said: 'best: 30 → 33', or that one came or went."""
    for key, now in after.get(model.HISTORY, {}).items():
        was = before.get(model.HISTORY, {}).get(key)
        told = [name for name in model.SAID if name not in UNTOLD]
        if was and now:
            for name in (name for name in told if was.get(name) != now.get(name)):
                label = getattr(model._meta.get_field(name), "verbose_name", name)
                yield f"{gettext(str(label))}: {changed(_told(was.get(name)), _told(now.get(name)))}"
        elif row := was or now:
            said = gettext(", ").join(str(row[name]) for name in told if row.get(name) not in NOTHING)
            yield f"{'−' if was else '+'} {gettext(str(model._meta.verbose_name))}{': ' if said else ''}{_short(said)}"


def _told(value: object) -> str:
    return gettext("nothing") if value in NOTHING else _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
