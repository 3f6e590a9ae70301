"""The request that our views get: signed in, and knowing of htmx."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from reader.models import User


class SignedInRequest(HttpRequest):
    """What `SignInMiddleware` lets through."""

    user: User  # never anonymous behind the middleware
    htmx: HtmxDetails
