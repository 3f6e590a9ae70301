"""Reading numbers of people from text: how many, and what befell them. Pure: no Django. Rules: docs/figures.md."""

from __future__ import annotations

from .model import ACLED, MUC, PROFILES, Effect, Profile, Quantity, Range, Victims
from .reading import read

__all__ = ["ACLED", "MUC", "PROFILES", "Effect", "Profile", "Quantity", "Range", "Victims", "read"]
