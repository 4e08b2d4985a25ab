"""The questions by name, with their parameters; the JSON API, the command line and Python are made from this table."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from mandategraph.errors import NotFound, ParameterInvalid
from mandategraph.explore.answer import Answer
from mandategraph.explore.compare import compare
from mandategraph.explore.contradictions.question import contradictions
from mandategraph.explore.countries.question import countries
from mandategraph.explore.entity import entity
from mandategraph.explore.figures.question import figures
from mandategraph.explore.find import find
from mandategraph.explore.funding.question import funding
from mandategraph.explore.graph import Graph
from mandategraph.explore.mandates.question import mandates
from mandategraph.explore.neighbours import neighbours
from mandategraph.explore.partners.question import partners
from mandategraph.explore.paths.question import paths
from mandategraph.explore.sdg.question import sdg
from mandategraph.explore.timeline.question import timeline
from mandategraph.explore.why.question import why


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question. `type` is as annotated; `many` says that it takes several values."""

    name: str
    type: Any
    help: str
    default: object
    required: bool
    positional: bool
    many: bool

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that it takes, where they are few."""
        return next((get_args(kind) for kind in _parts(self.type) if get_origin(kind) is Literal), ())

    @property
    def numbers(self) -> str:
        """The whole numbers that it takes, in words; empty where it takes something else."""
        parts = [*_parts(self.type)]
        notes = [part for part in parts if isinstance(part, msgspec.Meta)]
        least, most = (next((end for end in ends if end is not None), None) for ends in _ends(notes))
        if int not in parts:
            return ""
        if least is None:
            return "a whole number"
        return f"a whole number from {least} " + ("on" if most is None else f"to {most}")

    def convert(self, values: Sequence[str]) -> object:
        """The value of its type. Raises ParameterInvalid, naming what is allowed."""
        if len(values) > 1 and not self.many:
            raise ParameterInvalid(f"{self.name} is given {len(values)} times; give it once")
        try:
            return msgspec.convert(list(values) if self.many else values[0], self.type, strict=False)
        except msgspec.ValidationError as error:
            takes = ", ".join(self.choices) or self.numbers
            allowed = f"it takes {takes}" if takes else str(error).lower()
            raise ParameterInvalid(f"{self.name}={values[0]!r} is not possible: {allowed}") from error


@dataclass(frozen=True)
class Function:
    """A question; `answer` is the class of its answer."""

    name: str
    run: Callable[..., Answer]
    help: str
    answer: type[Answer]

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """By name, in order; the first argument, the graph, is none of them."""
        hints = get_type_hints(self.run, include_extras=True)
        known = list(inspect.signature(self.run).parameters.values())[1:]
        return {parameter.name: _parameter(parameter, hints[parameter.name]) for parameter in known}

    def call(self, graph: Graph, given: Mapping[str, Sequence[str]]) -> Answer:
        """Ask it with values as text; an empty one is none. Raises ParameterInvalid, and what the question raises."""
        unknown = sorted(given.keys() - self.parameters.keys())
        if unknown:
            raise ParameterInvalid(
                f"{self.name} has no parameter {unknown[0]!r}; it takes {', '.join(self.parameters)}"
            )
        given = {name: texts for name, texts in given.items() if any(texts)}
        missing = [name for name, known in self.parameters.items() if known.required and name not in given]
        if missing:
            raise ParameterInvalid(f"{missing[0]} is missing: {self.parameters[missing[0]].help}")
        values = {name: self.parameters[name].convert(texts) for name, texts in given.items()}
        things = [values.pop(name) for name, known in self.parameters.items() if known.positional and name in values]
        return self.run(graph, *things, **values)


def _parts(kind: Any) -> Iterator[Any]:
    """A type and all that it is made of, notes included."""
    yield kind
    for part in get_args(kind):
        yield from _parts(part)


def _ends(notes: Sequence[msgspec.Meta]) -> tuple[Iterator[float | None], Iterator[float | None]]:
    """The least and the greatest values that notes allow."""
    return (note.ge for note in notes), (note.le for note in notes)


def _parameter(known: inspect.Parameter, hint: Any) -> Parameter:
    inner, *notes = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    text = next((note.description for note in notes if isinstance(note, msgspec.Meta) and note.description), "")
    return Parameter(
        known.name,
        hint,
        text,
        None if known.default is inspect.Parameter.empty else known.default,
        known.default is inspect.Parameter.empty,
        known.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD,
        get_origin(inner) is tuple,
    )


def _function(run: Callable[..., Answer]) -> Function:
    text = (inspect.getdoc(run) or "").partition("\n")[0].rstrip(".")
    return Function(run.__name__, run, text, get_type_hints(run)["return"])


_ALL: tuple[Callable[..., Answer], ...] = (
    find,
    entity,
    neighbours,
    paths,
    partners,
    sdg,
    mandates,
    countries,
    figures,
    funding,
    timeline,
    compare,
    why,
    contradictions,
)
FUNCTIONS: dict[str, Function] = {run.__name__: _function(run) for run in _ALL}
"""All questions, in the order in which they are listed."""


def function(name: str) -> Function:
    """A question by name. Raises NotFound, naming those that there are."""
    if name not in FUNCTIONS:
        raise NotFound(f"no question is named {name!r}; there are {', '.join(FUNCTIONS)}")
    return FUNCTIONS[name]
