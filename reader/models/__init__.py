from .article import Article
from .person import Installation, User
from .project import AccountNotInUse, LastOwner, Membership, Project, Role
from .rule import CleaningRule
from .snapshot import Snapshot
from .version import Version

__all__ = [
    "AccountNotInUse",
    "Article",
    "CleaningRule",
    "Installation",
    "LastOwner",
    "Membership",
    "Project",
    "Role",
    "Snapshot",
    "User",
    "Version",
]
