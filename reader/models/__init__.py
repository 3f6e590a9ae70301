from .article import Article
from .entry import Entry
from .imports import Import, ImportRow
from .label import Label
from .person import Installation, User
from .project import AccountNotInUse, LastOwner, Membership, Project, Role
from .reading_state import ReadingState
from .rule import CleaningRule
from .saved_search import SavedSearch
from .snapshot import Snapshot
from .token import Token
from .version import Version

__all__ = [
    "AccountNotInUse",
    "Article",
    "CleaningRule",
    "Entry",
    "Import",
    "ImportRow",
    "Installation",
    "Label",
    "LastOwner",
    "Membership",
    "Project",
    "ReadingState",
    "Role",
    "SavedSearch",
    "Snapshot",
    "Token",
    "User",
    "Version",
]
