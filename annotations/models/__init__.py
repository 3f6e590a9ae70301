from .annotation import Annotation
from .carrying import carry_over
from .claim import Claim
from .codebook import Tag, start_codebook
from .figure import Figure
from .history import Change, Operation
from .relation import Relation

__all__ = ["Annotation", "Change", "Claim", "Figure", "Operation", "Relation", "Tag", "carry_over", "start_codebook"]
