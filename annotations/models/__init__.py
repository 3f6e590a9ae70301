from .annotation import Annotation
from .carrying import carry_over
from .claim import Claim
from .codebook import Tag, codebook_of, start_codebook
from .cooccurrence import Cooccurrence
from .counting import CountingRules, CountingWord
from .event import Apart, Event
from .figure import Figure
from .history import Change, Operation
from .project_import import ProjectImport
from .relation import Relation
from .suggestion import Dismissal
from .tally import Tally

__all__ = [
    "Annotation",
    "Apart",
    "Change",
    "Claim",
    "Cooccurrence",
    "CountingRules",
    "CountingWord",
    "Dismissal",
    "Event",
    "Figure",
    "Operation",
    "ProjectImport",
    "Relation",
    "Tag",
    "Tally",
    "carry_over",
    "codebook_of",
    "start_codebook",
]
