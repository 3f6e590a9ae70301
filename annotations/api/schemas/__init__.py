"""The types of what is sent and answered; `msgspec` checks what comes by them, and the description is made of them.

Moments are in UTC. What a program sends is refused where it has a member that is not named here: nothing is lost in
silence.
"""

from .common import Page, Problem
from .highlights import (
    ArticleName,
    Highlight,
    HighlightChange,
    Made,
    NewHighlight,
    NewHighlights,
    NewTag,
    Tag,
    TagChange,
    TagWorn,
    VersionName,
)
from .in_and_out import Export, Import, ImportRetry, ImportRow, NewSource, SeenPage, SeenPageKept, Upload
from .library import Article, Block, Project, ProjectName, Root, Version, VersionWithText
from .standards import (
    Container,
    HypothesisDeleted,
    HypothesisRow,
    HypothesisRows,
    NewHypothesisRow,
    NewWebAnnotation,
    WebAnnotation,
    WebAnnotations,
)

__all__ = [
    "Article",
    "ArticleName",
    "Block",
    "Container",
    "Export",
    "Highlight",
    "HighlightChange",
    "HypothesisDeleted",
    "HypothesisRow",
    "HypothesisRows",
    "Import",
    "ImportRetry",
    "ImportRow",
    "Made",
    "NewHighlight",
    "NewHighlights",
    "NewHypothesisRow",
    "NewSource",
    "NewTag",
    "NewWebAnnotation",
    "Page",
    "Problem",
    "Project",
    "ProjectName",
    "Root",
    "SeenPage",
    "SeenPageKept",
    "Tag",
    "TagChange",
    "TagWorn",
    "Upload",
    "Version",
    "VersionName",
    "VersionWithText",
    "WebAnnotation",
    "WebAnnotations",
]
