"""Whole replies, kept by the request that they answer; bounded in bytes, the longest unused goes first."""

from collections import OrderedDict

from mandategraph.web.exchange import Reply, Request

Key = tuple[bytes | str | None, ...]
_OVERHEAD = 2048
"""Roughly what an entry takes beside its body and key."""


class Cache:
    """Replies of one version of the graph; cleared when another comes into service."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._replies: OrderedDict[Key, Reply] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._replies)

    def get(self, key: Key) -> Reply | None:
        """The reply to an equal request, if it is kept."""
        reply = self._replies.get(key)
        if reply is not None:
            self._replies.move_to_end(key)
        return reply

    def put(self, key: Key, reply: Reply) -> None:
        """Keep a reply, if it is not too large a part of the room."""
        size = _size(key, reply)
        if size > self._room // 8 or key in self._replies:
            return
        self._replies[key] = reply
        self.size += size
        while self.size > self._room:
            self.size -= _size(*self._replies.popitem(last=False))

    def clear(self) -> None:
        """Forget everything."""
        self._replies.clear()
        self.size = 0


def key(request: Request) -> Key:
    """What decides a reply, within one version of the graph and the program."""
    headers = request.headers
    return (
        "GET" if request.reads else request.method,
        request.path,
        request.query,
        request.body,
        request.scheme,
        headers.get(b"host"),
        headers.get(b"accept"),
        headers.get(b"accept-encoding"),
        headers.get(b"content-type"),
    )


def _size(key: Key, reply: Reply) -> int:
    return _OVERHEAD + len(reply.body) + sum(len(part) for part in key if part)
