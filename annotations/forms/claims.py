"""The form of a claim."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from annotations.models import Claim
from annotations.models.claim import PARTS
from annotations.models.evidence import CIRCUMSTANCES

from .evidence import EvidenceForm
from .figures import DAY

WHEN_AND_WHERE = tuple(name for name in CIRCUMSTANCES if not name.startswith("source"))


class ClaimForm(EvidenceForm[Claim]):
    """What a highlight claims: who says so and how sure; its words; when and where; what became of it."""

    NAME: ClassVar = "claim"
    MAIN: ClassVar = ("source_name", "source_type", "factuality", "responsibility")
    FOLDED: ClassVar = {
        "Its words: source, cue, content": tuple(f"{part}_text" for part in PARTS),
        "Day and place": WHEN_AND_WHERE,
        "Review and resolution": ("review_rating", "reviewer", "review_url", "resolution", "resolution_reasons"),
    }

    class Meta:
        model = Claim
        fields = Claim.SAID
        widgets = {
            **{f"{part}_at": forms.HiddenInput for part in PARTS},
            **{f"{part}_text": forms.Textarea(attrs={"rows": 1, "dir": "auto"}) for part in PARTS},
            "resolution_reasons": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "date_from": DAY,
            "date_to": DAY,
        }

    def clean(self) -> dict[str, Any]:
        """Find each part's words in the article: where the form says they are, or else nearest to the highlight."""
        data = super().clean()
        for part in PARTS:
            if f"{part}_text" not in data:
                continue
            words, at = data[f"{part}_text"].replace("\r\n", "\n"), data.get(f"{part}_at")
            data[f"{part}_text"] = words
            if not words:
                data[f"{part}_at"] = None
            elif not self._is_at(words, at):
                data[f"{part}_at"] = self._nearest(words)
                # What was read once stays as it is, also where the text has changed since.
                if data[f"{part}_at"] is None and words != getattr(self.instance, f"{part}_text"):
                    self.add_error(f"{part}_text", "These words are not in the article: copy them as they stand there.")
        return data

    def _is_at(self, words: str, at: int | None) -> bool:
        annotation = self.instance.annotation
        if at is None or annotation.start is None:
            return False
        start = annotation.start + at
        return start >= 0 and annotation.version.text[start : start + len(words)] == words

    def _nearest(self, words: str) -> int | None:
        """Return where these words stand nearest to the highlight's start, in code points from there."""
        annotation = self.instance.annotation
        if annotation.start is None:
            return None
        text = annotation.version.text
        behind = text.find(words, annotation.start)
        before = text.rfind(words, 0, annotation.start + len(words) - 1)
        places = [at - annotation.start for at in (behind, before) if at >= 0]
        return min(places, key=abs, default=None)
