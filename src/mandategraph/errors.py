"""One family of errors: each class is its own HTTP status and code; its message names the culprit and the remedy."""


class MandategraphError(Exception):
    """The base of all errors that a user may see; the command line prints it as one line and exits with exit_code."""

    status = 500
    code = "internal-error"
    title = "Something went wrong"
    exit_code = 1


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


class NotAcceptable(MandategraphError):
    """No format that the client accepts can be made of this answer."""

    status, code, title, exit_code = 406, "not-acceptable", "No acceptable format", 2


class UnsupportedMediaType(MandategraphError):
    """The body of a POST is of a type that the protocol does not know."""

    status, code, title = 415, "unsupported-media-type", "Unsupported content type"


class ServiceRefused(MandategraphError):
    """The query would make this server call another one."""

    status, code, title, exit_code = 403, "service-refused", "SERVICE is refused", 2


class QueryFailed(MandategraphError):
    """The engine gave up while it evaluated a valid query."""

    code, title = "query-failed", "The query failed"


class SnapshotMissing(MandategraphError):
    """There is no built graph to answer from."""

    status, code, title = 503, "snapshot-missing", "The graph has not been built"


class SourceInvalid(MandategraphError):
    """The source files do not make a graph; `problems` holds one line for each fault."""

    code, title = "source-invalid", "The sources are not valid"

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        noun = "problem" if len(problems) == 1 else "problems"
        super().__init__(f"{len(problems)} {noun} in the sources, which stay as they are:\n" + "\n".join(problems))
