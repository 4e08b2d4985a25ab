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
    port: int = field(default=8000, metadata={"help": "Port on which to serve"})
    threads: int = field(default=4, metadata={"help": "Threads that answer requests"})

    def __post_init__(self) -> None:
        for name, least, most in (("port", 0, 65535), ("threads", 1, 1024)):
            value = getattr(self, name)
            if not least <= value <= most:
                raise RequestInvalid(f"{name} {value} is out of range; give a number from {least} to {most}")

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


def _typed(variable: str, text: str, wanted: type) -> object:
    try:
        return wanted(text)
    except ValueError as error:
        raise RequestInvalid(f"{variable}={text!r} is not a whole number; set it to one, for example 8000") from error
