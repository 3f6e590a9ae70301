from .article import Article
from .person import Installation, User
from .project import Membership, Project, Role
from .snapshot import Snapshot
from .version import Version

__all__ = ["Article", "Installation", "Membership", "Project", "Role", "Snapshot", "User", "Version"]
