from .annotation import Annotation
from .carrying import carry_over
from .codebook import Tag, start_codebook

__all__ = ["Annotation", "Tag", "carry_over", "start_codebook"]
