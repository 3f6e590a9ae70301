"""Whose request it is: what every one of them asks the database first, by statements that are made once."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from reader.models import User
from reader.prepared import Bind, Prepared

SESSION = Prepared(lambda: Session.objects.filter(session_key=Bind("key")))
PERSON = Prepared(lambda: User.objects.filter(pk=Bind("pk")))


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        found = SESSION(key=self.session_key) if self.session_key else []
        if found and found[0].expire_date > timezone.now():
            return found[0]
        return super()._get_session_from_db()  # type: ignore[no-any-return,misc]  # not in the stubs; it forgets the key


class PersonBackend(ModelBackend):
    """Django's people with a password."""

    def get_user(self, user_id: Any) -> User | None:
        found = PERSON(pk=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
