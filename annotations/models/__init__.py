from .annotation import Annotation
from .carrying import carry_over
from .codebook import Tag, start_codebook
from .history import Change, Operation

__all__ = ["Annotation", "Change", "Operation", "Tag", "carry_over", "start_codebook"]
