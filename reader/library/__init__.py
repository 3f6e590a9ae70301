"""The library: which articles there are, by a search, filters and an order that are an address; a page at a time."""

from .forms import LibraryForm
from .listing import Library

__all__ = ["Library", "LibraryForm"]
