"""What is done with a row of an import: a list is unpacked, anything else becomes an article, or is one already."""

from __future__ import annotations

import logging
from collections import Counter
from contextlib import closing
from dataclasses import replace
from itertools import chain, islice

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from reader.extraction.model import UnreadableSource
from reader.extraction.translation import gettext_noop
from reader.fetch import FetchError
from reader.models import Address, Article, Fingerprint, ImportRow, Label, Likeness, Project, Snapshot
from reader.models.snapshot import digest
from reader.politeness import Busy

from . import Source
from .items import known_from
from .listing import listed
from .lists import DEEPEST, TOO_DEEP, List, list_of
from .variants import address_key, folded

logger = logging.getLogger(__name__)

MOST_PARTS = 100_000
LABEL = 60  # characters of a label's name
TOO_MANY = gettext_noop("This list holds more than {0} entries: import it in parts.")
NOTHING = gettext_noop("There is nothing to import in this ({0}): look whether it is the right file.")
OURS = gettext_noop("Attest failed on it ({0}). What was given is kept: try again.")
UNREAD = gettext_noop("It waits to be read: look at the article.")
LIST_OF = gettext_noop("{0} of {1}")
SAME_TEXT = gettext_noop("The same text is here already: “{0}”.")
HIGHLIGHTS = gettext_noop("Highlights: {0}.")
IN_BIN = gettext_noop("It was imported already, and lies in the bin: put it back from there.")
GONE = gettext_noop("Nothing was kept of this: import it again by itself, from the file or the address.")
OTHER_TEXT = gettext_noop(
    "The address is here already, with another text: “{0}”. Both are kept: under its text they can be compared, and"
    " this one can be made a new version of that."
)
NEARLY_THE_SAME = gettext_noop("Nearly the same as “{0}”, which is here too: both are kept.")
State = ImportRow.State


def do(row: ImportRow) -> None:
    """Import or unpack a row, and settle it. Never raises for what is in it."""
    try:
        source = row.source
        found = list_of(source.content, source.content_type) if source.content is not None else None
        if found and source.content is not None:
            _unpack(row, found, source.content)
        elif taken := _taken(row, source):
            del source  # its bytes are stored: a hundred megabytes are not held twice
            _import(row, *taken)
    except Busy as busy:
        row.put_off(busy)
    except (FetchError, UnreadableSource) as error:
        row.settle(State.FAILED, str(error))
    except Exception as error:  # a row must never stop the others
        logger.exception("Row %s of import %s failed", row.pk, row.batch_id)
        row.settle(State.FAILED, OURS.format(type(error).__name__))


def begun(row: ImportRow) -> Article:
    """Return the article that a row's bytes are already, or one whose place is taken now; the job worker goes on."""
    source = row.source
    return _known(row, source) or _taken_in(row, source)[0]


def _unpack(row: ImportRow, found: List, content: bytes) -> None:
    if row.depth >= DEEPEST:
        raise UnreadableSource(TOO_DEEP)
    with closing(listed(content, found)) as parts:
        row.batch.add(islice(parts, MOST_PARTS), origin=row)
        is_more = next(parts, None) is not None
    number = row.parts.count()
    if not number:
        raise UnreadableSource(NOTHING.format(found.label))
    if is_more:
        raise UnreadableSource(TOO_MANY.format(MOST_PARTS))
    row.settle(State.UNPACKED, LIST_OF.format(found.label, number))


def _taken(row: ImportRow, source: Source) -> tuple[Article, bool, str] | None:
    """Return the row's article, whether it is this row's, and the address given; None where nothing was kept of it."""
    if source.content is None and not source.url and not row.article:
        row.settle(State.FAILED, GONE)
        return None
    given, source = source.url, replace(source, url=folded(source.url)) if source.content is None else source
    known = None if row.article else _known(row, source)
    if known:
        return known, False, given
    article, is_ours = (row.article, True) if row.article else _taken_in(row, source)
    return article, is_ours, given


def _import(row: ImportRow, article: Article, is_ours: bool, given: str) -> None:
    """Read the row's article, where it is not here already; bring what another tool knew of it."""
    if article.project_id != row.batch.project_id:
        row.article = article
        row.settle(State.EXISTING, IN_BIN)
        return
    if not article.is_ready:
        _read(article, given)
    if not article.is_ready:
        row.article = article
        row.settle(State.FAILED, article.problem or UNREAD)
        return
    twin = _twin(article) if is_ours else None
    if twin and row.batch.rows.count() > 1:
        _merge(article, twin)
        article, is_ours = twin, False
    said = [_follow(row, article)]
    if is_ours:
        said.append(SAME_TEXT.format(twin) if twin else _said_of_likeness(article))
    row.article = article
    row.settle(State.IMPORTED if is_ours else State.EXISTING, " ".join(filter(None, said)))


def _known(row: ImportRow, source: Source) -> Article | None:
    """Return an article of the project, or else of its bin, that has these bytes, or for an address, that has it."""
    bins = Project.everything.filter(bin_of=row.batch.project_id).values_list("pk", flat=True)
    places = (_known_in(project, source) for project in (row.batch.project_id, *bins))
    return next(filter(None, places), None)


def _known_in(project: int, source: Source) -> Article | None:
    there = Article.objects.filter(project=project, status=Article.Status.READY)
    if source.content is None:
        same_address = Fingerprint.objects.of_address(source.url, project=project)
        found = there.filter(pk__in=same_address.values("article")).order_by("pk").first()
        return found or there.filter(url=source.url, fingerprint=None).order_by("pk").first()
    same = Snapshot.objects.filter(article__in=there, sha256=digest(source.content)).order_by("pk").first()
    return same.article if same else there.filter(source_key=source.key).first()


@transaction.atomic
def _taken_in(row: ImportRow, source: Source) -> tuple[Article, bool]:
    """Return the source's article and whether it is this row's: also one that a killed worker had begun with."""
    batch = row.batch
    title = row.known.get("title", "")
    article, is_new = Article.objects.take_in(source, project=batch.project, by=batch.created_by, title=title)
    is_ours = is_new or row.article_id == article.pk
    if is_ours:
        ImportRow.objects.filter(pk=row.pk).update(article=article)
        row.article = article
    return article, is_ours


def _read(article: Article, given: str) -> None:
    """Read an article that waits or could not be read; where its folded address does not answer, at the given one."""
    _again(article)
    article.read()
    if not article.is_ready and given and given != article.url and not article.snapshots.exists():
        article.url = given
        article.save(update_fields=["url"])
        _again(article)
        article.read()
    article.refresh_from_db()


def _again(article: Article) -> None:
    if article.status == Article.Status.UNREADABLE:
        article.status, article.problem = Article.Status.WAITING, ""
        article.save(update_fields=["status", "problem"])


def _twin(article: Article) -> Article | None:
    """Return an older article of the project with the same text."""
    if article.current is None or not article.current.text.strip():
        return None
    there = Article.objects.filter(pk__in=Fingerprint.objects.alike(article).values("article"), pk__lt=article.pk)
    return there.filter(current__sha256=article.current.sha256).order_by("pk").first()


@transaction.atomic
def _merge(article: Article, twin: Article) -> None:
    """Let the older article keep the original and the address of the one that says the same, which goes."""
    if article.url and not twin.url:
        twin.url = article.url
        twin.save(update_fields=["url"])
        Fingerprint.objects.filter(article=twin).update(address=address_key(twin.url))
    keys = {address_key(article.url), *article.other_addresses.values_list("key", flat=True)} - {""}
    Address.objects.bulk_create([Address(article=twin, key=key) for key in sorted(keys)], ignore_conflicts=True)
    article.snapshots.update(article=twin)
    article.remove()


def _said_of_likeness(article: Article) -> str:
    alike = Likeness.objects.likest(article)
    said = [NEARLY_THE_SAME.format(alike)] if alike else []
    paired = {article.pk, *chain(*Likeness.objects.of(article).values_list("article", "other"))}
    there = Fingerprint.objects.of_address(article.url, project=article.project_id).select_related("article")
    said += [OTHER_TEXT.format(each.article) for each in there if each.article_id not in paired][:1]
    return " ".join(said)


def _follow(row: ImportRow, article: Article) -> str:
    """Bring what another tool knew: tags as the article's labels, highlights; return in words what came of these."""
    for name in row.known.get("tags", ()):
        Label.objects.named(name[:LABEL], article.project).put([article.pk], present=True)
    highlights = known_from(row.known)
    if not highlights:
        return ""
    fared: Counter[str] = Counter()
    for name in settings.IMPORT_FOLLOWERS:
        fared.update(import_string(name)(article, highlights, by=row.batch.created_by))
    said = ", ".join(f"{count} {what}" for what, count in fared.items())
    return HIGHLIGHTS.format(said) if said else ""
