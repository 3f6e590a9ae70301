from .address import Address
from .article import Article
from .bin import Binned
from .correction import Correction, Metadatum
from .entry import Entry
from .feed import Feed
from .feed_item import FeedItem
from .host import Host
from .idempotency import IdempotencyKey
from .imports import Import, ImportRow
from .label import Label
from .lease import Lease
from .likeness import Fingerprint, Likeness
from .person import Installation, User
from .picture import Picture
from .project import AccountNotInUse, LastOwner, Membership, Project, Role
from .rate import Rate
from .reading_state import ReadingState
from .refetch import Refetch
from .rule import CleaningRule
from .saved_search import SavedSearch
from .schedule import Schedule
from .snapshot import Snapshot
from .token import Token
from .version import Version

__all__ = [
    "AccountNotInUse",
    "Address",
    "Article",
    "Binned",
    "CleaningRule",
    "Correction",
    "Entry",
    "Feed",
    "FeedItem",
    "Fingerprint",
    "Host",
    "IdempotencyKey",
    "Import",
    "ImportRow",
    "Installation",
    "Label",
    "LastOwner",
    "Lease",
    "Likeness",
    "Membership",
    "Metadatum",
    "Picture",
    "Project",
    "Rate",
    "ReadingState",
    "Refetch",
    "Role",
    "SavedSearch",
    "Schedule",
    "Snapshot",
    "Token",
    "User",
    "Version",
]
