"""Forms own the input of the annotations' views."""

from .codebook import (
    ArchivalForm,
    CodebookFileForm,
    CodebookImportForm,
    PartForm,
    PlaceForm,
    TagForm,
    TagMergeForm,
    TagSplitForm,
    TurnForm,
)
from .filters import FilterForm
from .passages import MAX_NOTE, MergeForm, NoteForm, PassageForm, RangeForm, SplitForm, TaggingForm

__all__ = [
    "MAX_NOTE",
    "ArchivalForm",
    "CodebookFileForm",
    "CodebookImportForm",
    "FilterForm",
    "MergeForm",
    "NoteForm",
    "PartForm",
    "PassageForm",
    "PlaceForm",
    "RangeForm",
    "SplitForm",
    "TagForm",
    "TagMergeForm",
    "TagSplitForm",
    "TaggingForm",
    "TurnForm",
]
