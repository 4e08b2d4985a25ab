"""One family of errors: each class is its own HTTP status and code; its message names the culprit and the remedy."""


class MandategraphError(Exception):
    """The base of all errors that a user may see; the command line prints it as one line and exits with exit_code."""

    status = 500
    code = "internal-error"
    title = "Something went wrong"
    exit_code = 1
    retry_after: int | None = None
    """Seconds after which the same request may go through."""


class RequestInvalid(MandategraphError):
    """The request says too little, too much, or something that contradicts itself."""

    status, code, title, exit_code = 400, "request-invalid", "The request is not valid", 2


class QueryInvalid(RequestInvalid):
    """The text is not a SPARQL query; the message holds line and column."""

    code, title = "query-invalid", "The query does not parse"


class ParameterInvalid(RequestInvalid):
    """A parameter of a named query is unknown, missing or not of its type."""

    code, title = "parameter-invalid", "A parameter is not valid"


class NotFound(MandategraphError):
    """Nothing of that name or address is known."""

    status, code, title, exit_code = 404, "not-found", "Not found", 2


class Ambiguous(MandategraphError):
    """A name stands for several things; the message lists them."""

    status, code, title, exit_code = 400, "ambiguous-name", "The name is ambiguous", 2


class MethodNotAllowed(MandategraphError):
    """The address does not know the method."""

    status, code, title, exit_code = 405, "method-not-allowed", "Method not allowed", 2

    def __init__(self, message: str, allowed: bytes) -> None:
        self.allowed = allowed
        super().__init__(message)


class NotAcceptable(MandategraphError):
    """No format that the client accepts can be made of this answer."""

    status, code, title, exit_code = 406, "not-acceptable", "No acceptable format", 2


class UnsupportedMediaType(MandategraphError):
    """The body of a POST is of a type that the protocol does not know."""

    status, code, title = 415, "unsupported-media-type", "Unsupported content type"


class RequestTooSlow(MandategraphError):
    """The body of a request did not arrive in time."""

    status, code, title = 408, "request-too-slow", "The request came too slowly"


class RequestTooLarge(MandategraphError):
    """The body of a request is larger than this server takes."""

    status, code, title = 413, "request-too-large", "The request is too large"


class HeadersTooLarge(MandategraphError):
    """The head of a request is larger than this server takes."""

    status, code, title = 431, "headers-too-large", "The request headers are too large"


class ServiceRefused(MandategraphError):
    """The query would make this server call another one."""

    status, code, title, exit_code = 403, "service-refused", "SERVICE is refused", 2


class QueryFailed(MandategraphError):
    """The engine gave up while it evaluated a valid query."""

    code, title = "query-failed", "The query failed"


class QueryTimeout(QueryFailed):
    """The query ran longer than it may."""

    status, code, title = 504, "query-timeout", "The query took too long"


class MemoryExceeded(QueryFailed):
    """The query needed more memory than it may."""

    status, code, title = 503, "memory-exceeded", "The query needs too much memory"


class AnswerTooLarge(QueryFailed):
    """The answer is larger than this server sends."""

    status, code, title = 503, "answer-too-large", "The answer is too large"


class EngineCrashed(QueryFailed):
    """The process that evaluated the query died."""

    status, code, title = 503, "engine-crashed", "The engine crashed on this query"


class TooManyRequests(MandategraphError):
    """One client has more requests waiting than it may."""

    status, code, title = 429, "too-many-requests", "Too many requests at once"
    retry_after = 2


class Busy(MandategraphError):
    """Too much is waiting, or this request waited too long."""

    status, code, title = 503, "busy", "The server is busy"
    retry_after = 5


class SnapshotMissing(MandategraphError):
    """There is no built graph to answer from."""

    status, code, title = 503, "snapshot-missing", "The graph has not been built"


class AssetsMissing(MandategraphError):
    """The scripts and styles of the pages have not been built."""

    status, code, title = 503, "assets-missing", "The pages have not been built"


class AttachmentInvalid(MandategraphError):
    """A file is no text of a document of the graph, or an attached text cannot be read."""

    code, title = "attachment-invalid", "The document cannot be attached"


class SnapshotNotWritten(MandategraphError):
    """A built graph cannot be stored."""

    code, title = "snapshot-not-written", "The graph cannot be stored"


class SourceInvalid(MandategraphError):
    """The source files do not make a graph; `problems` holds one line for each fault."""

    code, title = "source-invalid", "The sources are not valid"

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        noun = "problem" if len(problems) == 1 else "problems"
        super().__init__(f"{len(problems)} {noun} in the sources, which stay as they are:\n" + "\n".join(problems))
