"""The SPARQL 1.1 Protocol, query operation: a request read once and strictly, whoever serves it."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from mandategraph.errors import RequestInvalid, UnsupportedMediaType

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """A query with its dataset; `form` is the format= parameter, `seconds` the time that the client grants it."""

    text: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    form: str | None
    seconds: float | None


def read(method: str, query_string: bytes, content_type: str, body: bytes) -> SparqlRequest:
    """Read a request: exactly one query, in the URL, a form or the body.

    Raises RequestInvalid or UnsupportedMediaType.
    """
    pairs, queries = parameters(query_string, "the URL"), []
    if method == "POST":
        media, _, options = content_type.lower().partition(";")
        if media.strip() == DIRECT:
            queries.append(_decoded(body, "the body"))
        elif media.strip() == FORM:
            pairs += parameters(body, "the body")
        else:
            given = f"content type {media.strip()!r}" if media else "no content type"
            raise UnsupportedMediaType(f"a POST with {given}; send the query as {DIRECT} or as query= in {FORM}")
        if "charset" in options and "utf-8" not in options and "utf8" not in options:
            raise UnsupportedMediaType(f"the body is declared as{options}; send it as UTF-8")
    queries += [text for name, text in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise RequestInvalid("update= changes data, and this endpoint only reads; send a query as query=")
    if len(queries) != 1:
        raise RequestInvalid(f"{len(queries)} queries in the request; send exactly one, as query= or as the body")
    return SparqlRequest(
        queries[0],
        tuple(text for name, text in pairs if name == "default-graph-uri"),
        tuple(text for name, text in pairs if name == "named-graph-uri"),
        next((text for name, text in pairs if name == "format"), None),
        _seconds(next((text for name, text in pairs if name == "timeout"), None)),
    )


def parameters(encoded: bytes, place: str) -> list[tuple[str, str]]:
    """The names and values of a query string or form. Raises RequestInvalid where they are not UTF-8, or too many."""
    try:
        return parse_qsl(_decoded(encoded, place), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise RequestInvalid(
            f"a parameter in {place} is not UTF-8 behind its percent signs; encode it as UTF-8"
        ) from error
    except ValueError as error:
        raise RequestInvalid(f"{place} has more than 1000 parameters; send fewer") from error


def _decoded(raw: bytes, place: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestInvalid(f"{place} is not UTF-8 at byte {error.start}; send it as UTF-8") from error


def _seconds(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise RequestInvalid(f"timeout={text!r} is not a number of seconds; give one over 0, for example timeout=2.5")
    return seconds
