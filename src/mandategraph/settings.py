"""One table of settings: environment variables, command-line flags and the README come from its fields."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from mandategraph.errors import RequestInvalid
from mandategraph.vocabulary import DATA

ENVIRONMENT_PREFIX = "MANDATEGRAPH_"


@dataclass(frozen=True)
class Settings:
    """What can be set; each field has its help text in its metadata."""

    sources: Path = field(default=DATA, metadata={"help": "Folder that holds ontology/ and graph/"})
    queries: Path = field(default=DATA / "queries", metadata={"help": "Folder of the named queries (.rq files)"})
    snapshots: Path = field(default=Path("var"), metadata={"help": "Folder in which built snapshots are kept"})
    host: str = field(default="127.0.0.1", metadata={"help": "Address on which to serve"})
    port: int = field(default=8000, metadata={"help": "Port on which to serve", "range": (1, 65535)})
    threads: int = field(default=8, metadata={"help": "Threads that make pages", "range": (1, 1024)})
    workers: int = field(default=4, metadata={"help": "Processes that answer queries", "range": (1, 256)})
    timeout: float = field(default=10.0, metadata={"help": "Seconds a query may run", "range": (0.1, 3600)})
    memory: int = field(
        default=1024, metadata={"help": "MiB a worker may take beside the graph", "range": (16, 1 << 20)}
    )
    in_memory: int = field(
        default=2_000_000, metadata={"help": "Statements up to which a graph is held in memory", "range": (0, 1 << 40)}
    )
    max_answer: int = field(default=64, metadata={"help": "MiB an answer may have", "range": (1, 4000)})
    max_request: int = field(
        default=1024, metadata={"help": "KiB the body of a request may have", "range": (1, 1 << 20)}
    )
    body_timeout: float = field(
        default=10.0, metadata={"help": "Seconds in which the body of a request has to arrive", "range": (0.1, 3600)}
    )
    client_queries: int = field(
        default=3, metadata={"help": "Queries of one client that run at once", "range": (1, 256)}
    )
    queue: int = field(
        default=64, metadata={"help": "Queries that may wait, half of them for one client", "range": (1, 1 << 20)}
    )
    wait: float = field(default=10.0, metadata={"help": "Seconds a query may wait", "range": (0.1, 3600)})
    cache: int = field(default=64, metadata={"help": "MiB of answers to keep", "range": (0, 1 << 20)})
    proxies: str = field(
        default="", metadata={"help": "Addresses of proxies, by commas, whose X-Forwarded-For and -Proto are believed"}
    )
    access_log: str = field(
        default="-", metadata={"help": "File for the access log; - is standard output, empty is none"}
    )

    def __post_init__(self) -> None:
        for known in fields(self):
            value, (least, most) = getattr(self, known.name), known.metadata.get("range", (None, None))
            if least is not None and not least <= value <= most:
                raise RequestInvalid(f"{known.name} {value} is out of range; give a number from {least} to {most}")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, **given: object) -> "Settings":
        """Defaults, overruled by MANDATEGRAPH_* variables, overruled by what is given and not None.

        Raises RequestInvalid for a value that is not of the field's type, naming the variable.
        """
        values: dict[str, object] = {}
        for known in fields(cls):
            variable = ENVIRONMENT_PREFIX + known.name.upper()
            if variable in environment:
                values[known.name] = _typed(variable, environment[variable], type(known.default))
        values |= {name: value for name, value in given.items() if value is not None}
        return cls(**values)  # type: ignore[arg-type]

    def environment(self) -> dict[str, str]:
        """These settings as variables, for a process to be started."""
        return {ENVIRONMENT_PREFIX + known.name.upper(): str(getattr(self, known.name)) for known in fields(self)}


def _typed(variable: str, text: str, wanted: type) -> object:
    try:
        return wanted(text)
    except ValueError as error:
        kind, example = ("whole number", "8000") if wanted is int else ("number", "2.5")
        raise RequestInvalid(f"{variable}={text!r} is not a {kind}; set it to one, for example {example}") from error
