"""Where updates are posted instead of being fetched, and which addresses are taken for it.

It must not know sockets: `delivery.py` posts. Source: core.telegram.org/bots/api#setwebhook, and the
refusals of Telegram's own server.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.playground.refusal import bad_request

PORTS = (443, 80, 88, 8443)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
USUAL_CONNECTIONS = 40
MOST_CONNECTIONS = 100
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
LONGEST_SECRET = 256


@dataclass(slots=True)
class Webhook:
    """The webhook of the bot; none is set while `url` is "".

    `listeners` are called when it is set, changed or deleted. `last_error`: why an update was not
    taken, at `last_error_at` (unix seconds).
    """

    url: str = ""
    secret: str = ""
    max_connections: int = USUAL_CONNECTIONS
    last_error: str = ""
    last_error_at: int = 0
    listeners: list[Callable[[], None]] = field(default_factory=list)

    def set(self, url: str, secret: str = "", max_connections: int = USUAL_CONNECTIONS) -> None:
        """Post updates there from now on; "" deletes it; the same again changes nothing. Raises Refusal.

        `max_connections` below 1 or above 100 becomes 1 or 100, as Telegram does it.
        """
        if url:
            _check_url(url)
            _check_secret(secret)
        wanted = (url, secret if url else "", min(max(max_connections, 1), MOST_CONNECTIONS))
        if wanted == (self.url, self.secret, self.max_connections):
            return
        self.url, self.secret, self.max_connections = wanted
        self.last_error, self.last_error_at = "", 0
        for listener in self.listeners:
            listener()

    def fail(self, words: str, at: int) -> None:
        """Remember why an update was not taken."""
        self.last_error, self.last_error_at = words, at


def _check_url(url: str) -> None:
    """https on one of four ports, as Telegram wants it, or http on this computer.

    Nothing leaves this computer, and no certificate is given out for it; so the one thing that is laxer
    here than in Telegram is plain http to loopback, on any port. Other hosts are as if they did not exist.
    """
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        scheme, host, port = "", None, None
    if not host or scheme not in ("http", "https"):
        raise bad_request("invalid webhook URL specified")
    if scheme == "http" and host not in LOOPBACK:
        raise _bad_webhook("An HTTPS URL must be provided for webhook")
    if scheme == "https" and (port or PORTS[0]) not in PORTS:
        raise _bad_webhook("Webhook can be set up only on ports 80, 88, 443 or 8443")
    if host not in LOOPBACK:
        raise _bad_webhook("Failed to resolve host: Name or service not known")


def _check_secret(secret: str) -> None:
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


def _bad_webhook(words: str) -> Exception:
    return bad_request(f"bad webhook: {words}")
