"""The answer to how things are connected."""

from dataclasses import dataclass
from typing import Annotated

import networkx as nx

from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.model import Statement, Thing, says, signs


@dataclass(frozen=True, repr=False)
class Step:
    """One step of a connection."""

    statement: Annotated[Statement, says("The statement, read along the way")]
    also: Annotated[tuple[Statement, ...], says("What else is written between the two")]
    sentence: Annotated[str, says("The statement as a sentence, with its evidence")]


@dataclass(frozen=True, repr=False)
class Path:
    """One way from a thing to another."""

    length: Annotated[int, says("How many steps it has")]
    things: Annotated[tuple[Thing, ...], says("The things on it, both ends included")]
    steps: Annotated[tuple[Step, ...], says("Its steps in order")]


@dataclass(frozen=True, repr=False)
class Miss:
    """The shortest connection outside of what was asked for."""

    reason: Annotated[str, says("Why it is not among the connections")]
    path: Annotated[Path, says("The connection")]


@dataclass(frozen=True, repr=False)
class Connection:
    """How two things are connected."""

    one: Annotated[Thing, says("Where the ways begin")]
    other: Annotated[Thing, says("Where they end")]
    found: Annotated[bool, says("Whether there is a way within the length and the filters")]
    shortest: Annotated[int | None, says("How many steps the shortest ways have")]
    count: Annotated[int, says("How many ways there are of the shortest length; 1000 stands for 1000 or more")]
    more: Annotated[bool, says("There are more ways within the length than are shown")]
    complete: Annotated[bool, says("Everything within the length was looked at; false where that is too much")]
    paths: Annotated[tuple[Path, ...], says("The shortest ways")]
    hubs: Annotated[tuple[Thing, ...], says("Things met that were not passed, as they have too many neighbours")]
    nearest: Annotated[Miss | None, says("Where none was found, the nearest miss: not an answer to the question")]


@dataclass(frozen=True, repr=False)
class Paths(Answer):
    """The connections of each two of the things."""

    things: Annotated[tuple[Thing, ...], says("What was to be connected")]
    length: Annotated[int, says("How many steps a connection may have")]
    hub_degree: Annotated[int, says("Inner things with more neighbours than this are left out")]
    left_out: Annotated[tuple[Thing, ...], says("Things left out by name; UNODC is unless it is asked for")]
    connections: Annotated[tuple[Connection, ...], says("For each two of the things")]

    columns = ("from", "to", "path", "step", "subject", "relation", "object", "evidence")

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row a step; a nearest miss has the path 0."""
        return [
            (
                found.one.name, found.other.name, number, place,
                step.statement.subject.name, step.statement.relation.name, step.statement.object.name,
                signs(step.statement.evidence),
            )
            for found in self.connections
            for number, path in ([(0, found.nearest.path)] if found.nearest else enumerate(found.paths, 1))
            for place, step in enumerate(path.steps, 1)
        ]  # fmt: skip

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """The ways as a network of IRIs, without the nearest misses; edges point along the way."""
        network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for thing in self.things:
            network.add_node(thing.iri or thing.name, name=thing.name, type=thing.type or "")
        steps = {step.sentence: step for found in self.connections for path in found.paths for step in path.steps}
        for step in steps.values():
            for told in (step.statement, *step.also):
                for thing in (told.subject, told.object):
                    network.add_node(thing.iri or thing.name, name=thing.name, type=thing.type or "")
                network.add_edge(
                    told.subject.iri or "",
                    told.object.iri or "",
                    relation=told.relation.name,
                    evidence=signs(told.evidence),
                )
        return network
