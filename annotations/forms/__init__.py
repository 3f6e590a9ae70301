"""Forms own the input of the annotations' views."""

from .codebook import TagForm
from .filters import FilterForm
from .passages import MAX_NOTE, MergeForm, NoteForm, PassageForm, RangeForm, SplitForm, TaggingForm

__all__ = [
    "MAX_NOTE",
    "FilterForm",
    "MergeForm",
    "NoteForm",
    "PassageForm",
    "RangeForm",
    "SplitForm",
    "TagForm",
    "TaggingForm",
]
