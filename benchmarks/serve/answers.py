"""Some queries of each template, one after the other: whether servers answer the same, and how long each takes."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import RdfFormat, parse

_ACCEPT = {"J": "application/sparql-results+json", "T": "text/turtle"}


@dataclass(frozen=True)
class Answer:
    """An answer: the rows in the order of the alphabet, or the status of a refusal."""

    rows: tuple[str, ...]
    milliseconds: float


def ask(urls: Mapping[str, str], queries: Sequence[tuple[str, str, str]]) -> dict[str, dict[str, list[Answer]]]:
    """The answers of each server by template; each query goes to one server after the other."""
    found: dict[str, dict[str, list[Answer]]] = {peer: {} for peer in urls}
    for template, wants, query in queries:
        for peer, url in urls.items():
            found[peer].setdefault(template, []).append(_ask(f"{url}?query={query}", wants))
    return found


def _ask(url: str, wants: str) -> Answer:
    request = urllib.request.Request(url, headers={"Accept": _ACCEPT[wants]})
    start = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            body = answer.read()
    except urllib.error.HTTPError as error:
        return Answer((f"status {error.code}",), (time.perf_counter() - start) * 1000)
    milliseconds = (time.perf_counter() - start) * 1000
    return Answer(_rows(wants, body), milliseconds)


def _rows(wants: str, body: bytes) -> tuple[str, ...]:
    if wants == "T":
        return tuple(sorted(str(quad.triple) for quad in parse(body, format=RdfFormat.TURTLE)))
    answer = json.loads(body)
    rows = answer["results"]["bindings"] if "results" in answer else [answer["boolean"]]
    return tuple(sorted(json.dumps(row, sort_keys=True) for row in rows))


def differing(one: Mapping[str, Sequence[Answer]], other: Mapping[str, Sequence[Answer]]) -> list[str]:
    """Templates where two servers gave different rows, with how many each gave."""
    return [
        f"{template} ({len(mine.rows)} and {len(theirs.rows)} rows)"
        for template in one
        for mine, theirs in zip(one[template], other[template], strict=True)
        if mine.rows != theirs.rows
    ]


def mean(answers: Sequence[Answer]) -> float:
    """The mean time in milliseconds."""
    return sum(answer.milliseconds for answer in answers) / len(answers)
