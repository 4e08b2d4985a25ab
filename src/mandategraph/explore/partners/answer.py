"""The answer to who works together."""

from dataclasses import dataclass
from typing import Annotated

import networkx as nx

from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.model import Statement, Thing, says

WORKS = 50
"""How many of the works that two share are told of."""


@dataclass(frozen=True, repr=False)
class Partner:
    """Somebody with whom an actor works; what is told of their works is told of the first 50."""

    actor: Annotated[Thing, says("The partner")]
    weight: Annotated[int, says("How many works the two share, and statements there are between them")]
    works: Annotated[tuple[Thing, ...], says(f"The works that they share; at most {WORKS}")]
    roles: Annotated[tuple[str, ...], says("The partner's part in them")]
    own_roles: Annotated[tuple[str, ...], says("The part in them of the actor that was asked for")]
    themes: Annotated[tuple[Thing, ...], says("The themes of these works")]
    countries: Annotated[tuple[Thing, ...], says("The countries that these works serve")]
    paragraphs: Annotated[tuple[str, ...], says("The numbers of the paragraphs that say so")]
    statements: Annotated[tuple[Statement, ...], says("The part of both in each work, and what is said between them")]


@dataclass(frozen=True, repr=False)
class Member:
    """An actor in the network of all."""

    actor: Annotated[Thing, says("The actor")]
    weight: Annotated[int, says("The sum of the weights of its ties, by the filters")]
    partners: Annotated[int, says("How many it is tied to, by the filters")]
    degree: Annotated[int, says("How many it is tied to in the whole network")]
    betweenness: Annotated[float, says("Share of the shortest ways of the whole network that pass it, 0 to 1")]
    pagerank: Annotated[float, says("PageRank in the whole network, by weight; all make 1")]
    community: Annotated[str, says("The community to which it belongs")]


@dataclass(frozen=True, repr=False)
class Tie:
    """Two actors that work together."""

    one: Annotated[Thing, says("One of the two")]
    other: Annotated[Thing, says("The other")]
    weight: Annotated[int, says("How many works the two share, and statements there are between them")]
    statements: Annotated[tuple[Statement, ...], says("What ties them; of the first work that they share only")]


@dataclass(frozen=True, repr=False)
class Community:
    """Actors that work more with each other than with others."""

    name: Annotated[str, says("Its strongest members")]
    size: Annotated[int, says("How many members it has")]
    members: Annotated[tuple[Thing, ...], says("Its members, the strongest first; at most 50")]


@dataclass(frozen=True, repr=False)
class Partners(Answer):
    """With whom an actor works, or who works with whom."""

    actor: Annotated[Thing | None, says("The actor asked for; null for all")]
    total: Annotated[int, says("How many partners, or actors of the network, the filters leave")]
    page: Annotated[int, says("The number of the page")]
    pages: Annotated[int, says("How many pages there are")]
    complete: Annotated[bool, says("All works of the actor were looked at; false where that is too much")]
    partners: Annotated[tuple[Partner, ...], says("Of one actor: its partners, the closest first")]
    unnamed: Annotated[
        tuple[Statement, ...],
        says("Of one actor: groups without names that take part in its works, by the filters but for minimum"),
    ]
    apart: Annotated[
        tuple[Statement, ...], says("Of one actor: parts planned or said with reservation, by the same; not counted")
    ]
    members: Annotated[tuple[Member, ...], says("Of all: the actors, the strongest first")]
    ties: Annotated[tuple[Tie, ...], says("Of all: the ties between the actors of this page")]
    communities: Annotated[tuple[Community, ...], says("Of all: communities of the whole network (Louvain, seed 1)")]
    measured: Annotated[str, says("Of all: over what degree, betweenness, PageRank and communities are measured")]

    columns = (
        "actor", "type", "weight", "roles", "themes", "countries", "paragraphs",
        "partners", "degree", "betweenness", "pagerank", "community", "iri",
    )  # fmt: skip

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row a partner of the actor; of all, one row an actor with its measures."""
        none: tuple[Cell, ...] = (None,) * 5
        return [
            (
                one.actor.name, one.actor.type, one.weight, ", ".join(one.roles),
                ", ".join(theme.name for theme in one.themes), ", ".join(there.name for there in one.countries),
                ", ".join(one.paragraphs), *none, one.actor.iri,
            )
            for one in self.partners
        ] + [
            (
                one.actor.name, one.actor.type, one.weight, *none[:4], one.partners, one.degree,
                round(one.betweenness, 4), round(one.pagerank, 4), one.community, one.actor.iri,
            )
            for one in self.members
        ]  # fmt: skip

    def to_networkx(self) -> "nx.Graph[str]":  # type: ignore[override]
        """The actors of this page as a network of IRIs, with weights; of all, with measures and communities."""
        made: nx.Graph[str] = nx.Graph()
        if self.actor:
            _add(made, self.actor)
        for partner in self.partners:
            _add(made, partner.actor)
            _tie(made, self.actor or partner.actor, partner.actor, partner.weight)
        for member in self.members:
            _add(made, member.actor)
            made.nodes[member.actor.iri or ""].update(
                betweenness=member.betweenness, pagerank=member.pagerank, community=member.community
            )
        for tie in self.ties:
            _tie(made, tie.one, tie.other, tie.weight)
        return made


def _add(made: "nx.Graph[str]", thing: Thing) -> None:
    made.add_node(thing.iri or "", name=thing.name, type=thing.type or "")


def _tie(made: "nx.Graph[str]", one: Thing, other: Thing, weight: int) -> None:
    made.add_edge(one.iri or "", other.iri or "", weight=weight)
