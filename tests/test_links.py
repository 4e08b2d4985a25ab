"""The index of links holds what the named graphs say, from both ends, and counts and pages agree with it."""

import sqlite3
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from mandategraph.errors import SnapshotMissing
from mandategraph.evidence import outright, parted
from mandategraph.explore.catalogue import FUNCTIONS
from mandategraph.explore.export import asked
from mandategraph.explore.graph import Graph, State
from mandategraph.store import linking
from mandategraph.store.linking import HUB
from mandategraph.store.links import Filter, Link, Links
from mandategraph.store.names import Names
from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import ID, MG, NO_RELATIONS, NOT_FOLLOWED

Key = tuple[str, bool, NamedNode | Literal]
EVERY = 1_000_000


@pytest.fixture(scope="module")
def quads(snapshot: Snapshot) -> list[Quad]:
    """All statements of the shipped graph."""
    return list(Store.read_only(str(snapshot.store)))


@pytest.fixture(scope="module")
def said(graph: Graph, quads: list[Quad]) -> dict[str, dict[Key, set[str]]]:
    """The graphs that hold each link, by thing, worked out statement by statement."""
    schema = graph.schema
    found: dict[str, dict[Key, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        subject, relation, value, name = quad.subject, quad.predicate.value, quad.object, quad.graph_name
        if relation in NO_RELATIONS or not isinstance(subject, NamedNode) or not isinstance(name, NamedNode):
            continue
        out = relation not in schema.primary
        relation = schema.primary.get(relation, relation)
        if not isinstance(value, NamedNode | Literal):
            continue
        found[subject.value][relation, out or relation in schema.symmetric, value].add(name.value)
        if isinstance(value, NamedNode):
            found[value.value][relation, not out or relation in schema.symmetric, subject].add(name.value)
    return found


def every(links: Links, thing: str, wanted: Filter, by_name: bool = True) -> list[Link]:
    """All links of a thing, relation by relation."""
    keys = sorted({(count.relation, count.out) for count in links.counts(thing, wanted)})
    return [link for key in keys for link in links.page(thing, *key, wanted, EVERY, by_name=by_name)]


def test_links_are_those_of_the_named_graphs(graph: Graph, said: dict[str, dict[Key, set[str]]]) -> None:
    above, compared = graph.schema.above, 0
    for thing in sorted(said)[::7]:
        for apart in (False, True):
            held = {key: parted(names)[apart] for key, names in said[thing].items() if parted(names)[apart]}
            closer = {(general, *key[1:]) for key in held for general in above.get(key[0], ())}
            expected = {
                key: tuple(outright(names))
                for key, names in held.items()
                if key not in closer or any("/inferred" not in name for name in names)
            }
            links = every(graph.state.links, thing, Filter(apart))
            assert {(link.relation, link.out, link.other): link.graphs for link in links} == expected, thing
            compared += len(links)
    assert compared > 3000


def test_counts_of_a_hub_are_those_of_its_links(
    graph: Graph, quads: list[Quad], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "ARRANGE", linking.ARRANGE.replace(f"> {HUB}", "> 20"))
    small = Links.of(quads, graph.state.names, graph.schema)
    unodc = ID + "organization/unodc"
    for thing in (unodc, ID + "organization/interpol", ID + "country/ken"):
        for wanted in (Filter(), Filter(apart=True), Filter(bases=("stated",))):
            counts = small.counts(thing, wanted)
            assert Counter(counts) == Counter(graph.state.links.counts(thing, wanted))
            assert sum(count.links for count in counts) == len(every(small, thing, wanted))
    assert set(every(small, unodc, Filter())) == set(every(small, unodc, Filter(), by_name=False))


def test_links_of_several_things_are_those_of_each(graph: Graph) -> None:
    links, things = graph.state.links, [ID + f"organization/{name}" for name in ("unodc", "interpol", "un-women")]
    relations = [MG + name for name in ("implementedBy", "partner", "date", "cooperatesWith")]
    every_one = list(links.among([*things, ID + "organization/nobody"], relations, False, -1))
    singly = {
        (thing, relation, link.other, " ".join(link.graphs), apart)
        for thing in things
        for relation in relations
        for apart in (False, True)
        for link in links.page(thing, relation, False, Filter(apart), EVERY)
    }
    assert len(every_one) == len(singly) > 100
    assert set(every_one) == singly
    assert len(list(links.among(things, relations, False, 7))) == 7
    dated = list(links.among([thing.iri for thing in graph.state.names.listing()], [MG + "date"], True, -1))
    assert len(dated) > 10
    assert {type(value) for _, _, value, _, _ in dated} == {Literal}


def test_pages_follow_each_other(graph: Graph) -> None:
    links, thing, key = graph.state.links, ID + "organization/unodc", (MG + "implementedBy", False)
    for by_name in (True, False):
        whole = links.page(thing, *key, Filter(), EVERY, by_name=by_name)
        pages = [links.page(thing, *key, Filter(), 30, offset, by_name) for offset in range(0, len(whole), 30)]
        assert [link for page in pages for link in page] == whole
        assert len(pages) > 3


def test_degrees_count_the_neighbours(graph: Graph) -> None:
    links = graph.state.links
    numbers = links.numbers([ID + "organization/interpol", ID + "country/ken", ID + "theme/terrorism"])
    assert len(numbers) == 3
    never = links.relations(NOT_FOLLOWED)
    for number in numbers.values():
        near = {other for _, other in links.near([number], never, False, EVERY)}
        assert links.degrees([number]) == {number: len(near)}


def test_common_neighbours(graph: Graph) -> None:
    links = graph.state.links
    numbers = links.numbers([ID + "organization/interpol", ID + "organization/unodc"])
    one, other = numbers.values()
    never = links.relations(NOT_FOLLOWED)
    first, second = ({near for _, near in links.near([number], never, False, EVERY)} for number in (one, other))
    assert first & second
    assert set(links.common(one, other, never, False, EVERY)) == first & second


def test_missing_or_broken_links(tmp_path: Path, graph: Graph) -> None:
    (tmp_path / "broken").write_bytes(b"no database" * 100)
    for name in ("broken", "missing"):
        with pytest.raises(SnapshotMissing, match="holds no links"):
            Links.open(tmp_path / name)
    with pytest.raises(OSError, match="links"):
        linking.write(tmp_path / "no folder" / "links.sqlite", [], Names(sqlite3.connect(":memory:")), graph.schema)


def test_a_citation_names_few_of_very_many_documents(graph: Graph) -> None:
    documents = [f"urn:document:{number}" for number in range(1200)]
    state = State("v", lambda: graph.state.names, lambda: graph.state.links, documents)
    line = asked(Graph(graph.engine, state), FUNCTIONS["find"], {}).citation
    assert line.endswith("; 1,180 more documents; CC BY 4.0")
    assert line.count("urn:document:") == 20
