"""`Idempotency-Key`: a POST that is sent again, since no answer came, is carried out once, and answered as it was.

As draft-ietf-httpapi-idempotency-key-header says. The key is the person's own, and is remembered for a day. What is
done and what was answered are written in one transaction: a request that was refused leaves nothing behind, and of two
at once the second waits for the first.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseBase

from reader.models import IdempotencyKey
from reader.problems import Problem
from reader.requests import SignedInRequest

KEPT_HEADERS = ("Content-Type", "Location", "ETag", "Link", "Allow", "Vary", "Accept-Post")
LONGEST = 255


def once(request: SignedInRequest, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return the answer to a request, or what was answered to the same one before. Raises Problem."""
    name = request.headers.get("Idempotency-Key", "")
    if not name:
        return act()
    if len(name) > LONGEST or not name.isprintable():
        raise Problem(400, f"“Idempotency-Key” has at most {LONGEST} printable characters: a UUID is enough.")
    sent = sha256(b"\n".join((f"{request.method} {request.get_full_path()}".encode(), request.body))).hexdigest()
    try:
        with transaction.atomic():
            IdempotencyKey.objects.forget_old()
            kept = IdempotencyKey.objects.create(user=request.user, name=name, request=sent)
            response = act()
            if not isinstance(response, HttpResponse) or response.status_code >= 400:
                transaction.set_rollback(True)
                return response
            kept.status, kept.body = response.status_code, response.content
            kept.headers = {header: response[header] for header in KEPT_HEADERS if header in response}
            kept.save(update_fields=["status", "headers", "body"])
            return response
    except IntegrityError:
        if (there := IdempotencyKey.objects.filter(user=request.user, name=name).first()) is None:
            raise  # not of the key
    if there.request != sent:
        raise Problem(422, "This “Idempotency-Key” came with another request before: take a new one for this.")
    return HttpResponse(bytes(there.body), status=there.status, headers=there.headers)
