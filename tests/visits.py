"""Pages of a running server, and what the API and the query of a page say of the same."""

from typing import Any

from client import address, fetch
from markup import Element, read
from served import SPARQL


def visit(server: str, path: str, *given: tuple[str, str], status: int = 200) -> Element:
    """A page as a browser gets it."""
    reply = fetch(address(server, path, *given), accept="text/html")
    assert (reply.status, reply.media) == (status, "text/html"), reply.text[:500]
    return read(reply.text)


def api(server: str, question: str, *given: tuple[str, str]) -> Any:
    """The answer of the API to a question."""
    reply = fetch(address(server, f"/api/{question}", *given))
    assert reply.status == 200, reply.text
    return reply.json["answer"]


def rows_of(server: str, query: str) -> list[dict[str, str]]:
    """The rows of a query, by the values of their variables."""
    kind, accept = SPARQL["Content-Type"], SPARQL["Accept"]
    reply = fetch(server + "/sparql", body=query.encode(), method="POST", content_type=kind, accept=accept)
    assert reply.status == 200, reply.text
    return [{name: term["value"] for name, term in row.items()} for row in reply.json["results"]["bindings"]]


def shown_query(server: str, found: Element) -> list[dict[str, str]]:
    """The rows of the query that a page shows."""
    return rows_of(server, found.one("pre", id="query-text").raw)


def rows(seen: Element) -> list[tuple[str, int]]:
    """The addresses of the statements of a page, and how many signs each has."""
    return [
        (row.attributes["data-statement"], len(row.all("button", popovertarget="")))
        for row in seen.all(data_statement="")
    ]


def having(seen: Element, tag: str, **wanted: str) -> list[dict[str, str]]:
    """The attributes of the elements of a kind that have some attributes."""
    return [one.attributes for one in seen.all(tag) if wanted.items() <= one.attributes.items()]


def told(seen: Element, tag: str) -> list[str]:
    """The texts of the elements of a kind."""
    return [one.text for one in seen.all(tag)]
