from .annotation import Annotation
from .carrying import carry_over
from .codebook import Tag, start_codebook
from .figure import Figure
from .history import Change, Operation

__all__ = ["Annotation", "Change", "Figure", "Operation", "Tag", "carry_over", "start_codebook"]
