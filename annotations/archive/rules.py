"""What holds of rows of a kind beyond their fields: looked at before they are written, with what is theirs besides."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from annotations.exporters.documents import ATTEST
from annotations.models import Annotation, Change, Operation, Relation, Tag
from annotations.models.codebook_tree import MOST_LEVELS
from reader.extraction.model import canonical_text
from reader.extraction.sanitize import SCHEMES, safe_direction, safe_language
from reader.models import Address, Article, Correction, Project, Snapshot, Version
from reader.models.snapshot import path_of

from . import history
from .blocks import blocks_of
from .history import Unfit
from .keys import Keys
from .opening import Archive
from .recorded import original_path, version_path

CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
SHA256 = re.compile("[0-9a-f]{64}")
SOURCE_KEY = re.compile("(url|sha256):[0-9a-f]{64}")
TEXTS_AT_ONCE = 20
Values: TypeAlias = dict[str, Any]  # of a row, by its fields' attnames, with its own key under "id"


class Rules:
    """The rules of one project that comes in. Each takes a row's values and its number, and may add to them."""

    def __init__(self, archive: Archive, keys: Keys, project: Project) -> None:
        self.archive, self.keys, self.project = archive, keys, project
        self.told: Counter[str] = Counter()
        self.files: list[str] = []  # that were stored for rows which are not written yet
        self.currents: dict[int, tuple[str, int | None]] = {}  # of articles, by their keys: status, current version
        self._articles: dict[int, int] = {}  # of versions and of originals, by their keys
        self._lengths: dict[int, int] = {}  # of versions' texts
        self._originals: dict[int, int] = {}
        self._article_of: dict[int, int] = {}  # of annotations
        self._numbers: dict[int, int] = {}  # of articles in the file, by their keys
        self._parents: dict[int, int | None] = {}
        self.rules: Mapping[type, Callable[[Values, int], None]] = {
            Tag: self._tag, Article: self._article, Address: self._other_address, Correction: self._correction,
            Snapshot: self._original, Version: self._version,
            Relation: self._relation, Operation: self._operation, Change: self._change,
        }  # fmt: skip

    def look(self, model: type, values: Values, number: int) -> None:
        """Look at a row. Raises Unfit."""
        if rule := self.rules.get(model):
            rule(values, number)

    def _tag(self, values: Values, number: int) -> None:
        self._parents[values["id"]] = values["parent_id"]

    def check_tree(self) -> None:
        """Raise Unfit where a tag stands under itself, or deeper than a codebook goes."""
        for key in self._parents:
            above: int | None = key
            for _level in range(MOST_LEVELS):
                above = self._parents.get(above) if above is not None else None
            if above is not None:
                raise Unfit(_("a tag stands under itself, or deeper than %d levels") % MOST_LEVELS)

    def _article(self, values: Values, number: int) -> None:
        if not SOURCE_KEY.fullmatch(values["source_key"]):
            raise Unfit("source_key: " + _("it is no key of a source"))
        _address(values["url"])
        if values["language"] != safe_language(values["language"]) or values["direction"] not in ("ltr", "rtl"):
            raise Unfit(_("its language or direction cannot be read"))
        # Its versions are written after it: until then it waits.
        self.currents[values["id"]] = (values["status"], values["current_id"])
        if values["status"] == Article.Status.READY and values["current_id"] is None:
            raise Unfit(_("a text that is ready has a version"))
        values |= {"status": Article.Status.WAITING, "current_id": None}
        self._numbers[values["id"]] = number

    def _correction(self, values: Values, number: int) -> None:
        safe = {"language": safe_language, "direction": safe_direction}.get(values["name"], str)
        if any(values[name] != safe(values[name]) for name in ("was", "value", "read")):
            raise Unfit(_("its language or direction cannot be read"))

    def _other_address(self, values: Values, number: int) -> None:
        if not SHA256.fullmatch(values["key"]):
            raise Unfit("key: " + _("it is no SHA-256"))

    def _original(self, values: Values, number: int) -> None:
        _address(values["url"])
        if CONTROLS.search(values["content_type"] + values["filename"]):
            raise Unfit(_("its type or name has characters that are not seen"))
        if not SHA256.fullmatch(values["sha256"]):
            raise Unfit("sha256: " + _("it is no SHA-256"))
        self._originals[values["id"]] = values["article_id"]
        snapshot = Snapshot(
            **{name: values[name] for name in ("sha256", "content_type", "filename")}, article_id=values["article_id"]
        )
        path = original_path(self._numbers[values["article_id"]], number, snapshot.suffix)
        if not self.archive.holds(path):
            values["file"] = path_of(snapshot, "")  # nothing is there: the bytes were lost before
            self.told["lost"] += 1
            return
        content = self.archive.content(path)
        if sha256(content).hexdigest() != values["sha256"] or len(content) != values["size"]:
            raise Unfit(_("%s is not the file that the record speaks of") % path)
        values["file"] = default_storage.save(path_of(snapshot, ""), ContentFile(content))
        self.files.append(values["file"])

    def _version(self, values: Values, number: int) -> None:
        article = values["article_id"]
        if self._originals[values["snapshot_id"]] != article:
            raise Unfit(_("it was made of another article’s original"))
        path = version_path(self._numbers[article], values["number"], ".json")
        try:
            found = json.loads(self.archive.content(path))
        except (ValueError, RecursionError) as error:
            raise Unfit(_("%s is no JSON") % path) from error
        try:
            blocks, cleaned = blocks_of(found)
        except Unfit as error:
            raise Unfit(f"{path}: {error}") from error
        text = canonical_text(blocks)
        if self.archive.content(version_path(self._numbers[article], values["number"])) != text.encode():
            raise Unfit(_("%s is not the text of its blocks") % version_path(self._numbers[article], values["number"]))
        self.told["cleaned"] += cleaned
        self._articles[values["id"]] = article
        self._lengths[values["id"]] = len(text)
        values |= {"block_values": [block.as_json() for block in blocks], "text": text}
        values["sha256"] = sha256(text.encode()).hexdigest()

    def check_current(self) -> None:
        """Raise Unfit where an article's current version is another's."""
        for article, (_status, version) in self.currents.items():
            if version is not None and self._articles.get(version) != article:
                raise Unfit(_("the current version of article %d is another article’s") % self._numbers[article])

    def look_at_annotations(self, rows: Sequence[tuple[Values, int]]) -> tuple[str, int] | None:
        """Look at many annotations at once; return what is wrong with one, and its number; None for nothing."""
        taken = set(Annotation.objects.filter(key__in=[row["key"] for row, _n in rows]).values_list("key", flat=True))
        by_version: dict[int, list[tuple[Values, int]]] = {}
        for row, number in rows:
            if row["key"] in taken:  # another project's: this one gets a key made of both
                row["key"] = own_key(self.project, row["key"])
            if self._articles.get(row["version_id"]) != row["article_id"]:
                return _("it stands on another article’s text"), number
            if not row["exact"] or (row["start"] is None) != (row["end"] is None):
                return _("it has no words, or only half a place"), number
            self._article_of[row["id"]] = row["article_id"]
            if row["start"] is not None:
                by_version.setdefault(row["version_id"], []).append((row, number))
        keys = list(by_version)
        for first in range(0, len(keys), TEXTS_AT_ONCE):
            texts = Version.objects.filter(pk__in=keys[first : first + TEXTS_AT_ONCE]).values_list("pk", "text")
            for version, text in texts:
                for row, number in by_version[version]:
                    # The former words of a deleted one may be gone from a text; the place then is of its own version.
                    if text[row["start"] : row["end"]] != row["exact"]:
                        return _("its words do not stand where it says"), number
        return None

    def _relation(self, values: Values, number: int) -> None:
        if values["annotation_id"] == values["target_id"]:
            raise Unfit(_("a passage stands in no relation to itself"))

    def _operation(self, values: Values, number: int) -> None:
        if values["of_id"] is not None and values["of_id"] >= values["id"]:
            raise Unfit(_("it undid what was done after it"))

    def _change(self, values: Values, number: int) -> None:
        of_tag = values["tag_id"] is not None
        if of_tag == (values["annotation_id"] is not None):
            raise Unfit(_("it is a change of one annotation, or of one tag"))
        if not of_tag and self._article_of[values["annotation_id"]] != values["article_id"]:
            raise Unfit(_("it is a change of another article’s annotation"))
        rule = history.of_tag if of_tag else history.of_annotation
        for name in ("before", "after"):
            try:
                values[name] = rule(self.keys, values[name])
            except Unfit as error:
                raise Unfit(f"{name}: {error}") from error
            self._check_range(values[name].get("range"), values.get("article_id"))

    def _check_range(self, said: Values | None, article: int | None) -> None:
        """An undo puts a highlight where history says: that must be in a text of its article."""
        if said is None:
            return
        start, end, version = said.get("start"), said.get("end"), said.get("version_id")
        if said.keys() != {"version_id", "start", "end", "exact", "prefix", "suffix"} or not said["exact"]:
            raise Unfit(_("a range says less than a place and its words"))
        if (start is None) != (end is None) or self._articles.get(version or 0) != article:
            raise Unfit(_("a range is of another article’s text"))
        if start is not None and end is not None and not start < end <= self._lengths[version or 0]:
            raise Unfit(_("a range is outside of its text"))


def own_key(project: Project, key: UUID) -> UUID:
    """Return the key that a highlight has in a project where its own is another project's."""
    return uuid5(ATTEST, f"project/{project.pk}/{key}")


def _address(url: str) -> None:
    try:
        is_known = not url or urlsplit(url).scheme.lower() in SCHEMES
    except ValueError:  # half an IPv6 address, say
        is_known = False
    if not is_known:
        raise Unfit("url: " + _("it is no address of the web"))
