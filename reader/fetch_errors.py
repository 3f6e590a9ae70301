"""Why an address was not fetched: what is said of it, and the way out. The sentences are translated where shown."""

from __future__ import annotations

from typing import Final

from reader.addresses import FetchError
from reader.extraction.translation import gettext_noop

UPLOAD: Final = gettext_noop("save the page in your browser and upload the file")
LATER: Final = gettext_noop("try again later")
LATER_OR_UPLOAD: Final = gettext_noop("try again later, or save the page in your browser and upload the file")
REMEDIES: Final = {
    404: gettext_noop("check the address, or look for a copy in a web archive"),
    410: gettext_noop("look for a copy in a web archive"),
    429: gettext_noop("the site asks to wait, so try again later"),
}

NO_WEB_ADDRESS: Final = gettext_noop("{0} leads on to something that is not a web address: {1}.")
ODD_PORT: Final = gettext_noop("{0} names port {1}, and only 80 and 443 are opened: {2}.")
NOT_PUBLIC: Final = gettext_noop("{0} leads to an address that is not on the public internet: {1}.")
UNKNOWN_HOST: Final = gettext_noop("No server is known as {0} ({1}): check the address.")
REDIRECTED: Final = gettext_noop("{0} was redirected more than {1} times: {2}.")
UNTRUSTED: Final = gettext_noop("The certificate of {0} cannot be trusted ({1}): {2}.")
NO_ANSWER: Final = gettext_noop("{0} does not answer, or breaks off: {1}.")
HEADERS_TOO_LARGE: Final = gettext_noop("{0} answers with headers of more than {1} bytes: {2}.")
STATUS: Final = gettext_noop("{0} answered {1} ({2}): {3}.")
OTHER_KIND: Final = gettext_noop("{0} is of the kind {1}, which is not supported yet: give the address of a page.")
PACKED: Final = gettext_noop("{0} is packed as {1}, which was not asked for: {2}.")
DAMAGED: Final = gettext_noop("{0} was sent damaged: {1}.")
SLOW: Final = gettext_noop("{0} was not complete within {1} seconds: {2}.")
LARGE: Final = gettext_noop("{0} is larger than {1} MB: save the part you need and upload that file.")
SENTENCES: Final = (
    NO_WEB_ADDRESS, ODD_PORT, NOT_PUBLIC, UNKNOWN_HOST, REDIRECTED, UNTRUSTED, NO_ANSWER, HEADERS_TOO_LARGE, STATUS,
    OTHER_KIND, PACKED, DAMAGED, SLOW, LARGE,
)  # fmt: skip


class RefusedAddress(FetchError):
    """The address leads, or may lead, to something that is not the public web."""


class Unreachable(FetchError):
    """No server answers there, or it does not keep to the protocol."""


class TooLarge(FetchError):
    """The answer, packed or unpacked, is over the limit."""


class TooSlow(FetchError):
    """The answer was not complete within the time."""


class TooManyRedirects(FetchError):
    """The address leads on and on."""


class UnsupportedKind(FetchError):
    """The answer is no page of text."""


class HttpStatus(FetchError):
    """The server answered, but with an error."""

    def __init__(self, message: str, status: int, retry_after: float = 0) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after  # seconds that the server asks to wait
