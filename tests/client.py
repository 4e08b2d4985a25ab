"""An HTTP client that follows no error: every reply is a value."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import urlencode

PROBLEM = "application/problem+json"
SECURITY = ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options")


class Body:
    """Bytes of an answer that can be read."""

    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply(Body):
    """What a server answered."""

    status: int
    headers: Message
    body: bytes

    @property
    def media(self) -> str:
        """The media type, without parameters."""
        return self.headers.get_content_type()


def fetch(
    url: str,
    *,
    body: bytes | None = None,
    method: str | None = None,
    accept: str | None = None,
    content_type: str | None = None,
) -> Reply:
    """Send one request; only the headers that are given, and no Accept otherwise."""
    given = {"Accept": accept, "Content-Type": content_type}
    headers = {name: value for name, value in given.items() if value is not None}
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return Reply(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read())


def address(base: str, path: str, *parameters: tuple[str, str]) -> str:
    """A URL with its parameters encoded."""
    return base + path + ("?" + urlencode(parameters) if parameters else "")
