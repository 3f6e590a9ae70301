"""People whom an archive names and who are not here: accounts that stand in for them, and that nobody can sign in to.

A file must not speak in the name of somebody who has an account here, nor give anybody access. Who is not known for
certain is therefore a stand-in: its name says that it is from a file, has spaces, which no account may that is made on
this site, and it has no password and is no member of anything.
"""

from __future__ import annotations

import unicodedata

from django.contrib.auth.hashers import make_password

from reader.models import User

SUFFIX = " · from a file"
LONGEST = 150 - len(SUFFIX) - 10


def recorded_name(username: str) -> str:
    """Return the name that a record has for a person of this username: of a stand-in, the one it came with."""
    return username.removesuffix(SUFFIX)


def cleaned_name(name: str) -> str:
    """Return a name without what is not seen: it could hide the part that says where the name is from."""
    shown = "".join(each if unicodedata.category(each)[0] not in "CZ" else " " for each in name)
    return " ".join(shown.split())[:LONGEST]


def stand_in(name: str) -> User:
    """Return the account that stands in for the person of this name."""
    number = 1
    while True:
        username = f"{name}{f' ({number})' if number > 1 else ''}{SUFFIX}"
        nobody = {"password": make_password(None), "is_active": False}
        person, _ = User.objects.get_or_create(username=username, defaults=nobody)
        if not (person.is_active or person.is_in_use or person.is_staff):
            return person
        number += 1  # somebody has been given this account by hand
