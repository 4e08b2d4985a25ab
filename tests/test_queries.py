"""Named questions: their headers, how a value gets into them, which thing a name means, and those that are shipped."""

import re
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from conftest import ROOT
from harbour import QUERIES, write_harbour
from mandategraph.errors import Ambiguous, NotFound, ParameterInvalid
from mandategraph.queries import Parameter, QueryLibrary, bind, read_query, resolve
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.vocabulary import ID, PREFIXES
from small import build_quietly

HEADER = "# title: A title\n# group: A group\n# description: A description.\n"
SLOT = "VALUES ?x { UNDEF }"
BODY = f"SELECT * {{ {SLOT} ?x ?p ?o }}\n"

BROKEN = {
    "no title": (HEADER.replace("# title: A title\n", "") + BODY, "# title:"),
    "an empty title": (HEADER.replace("A title", "") + BODY, "# title:"),
    "no group": (HEADER.replace("# group: A group\n", "") + BODY, "# group:"),
    "no description": (HEADER.replace("# description: A description.\n", "") + BODY, "# description:"),
    "no header": (BODY, "# title:"),
    "a parameter without slot": (HEADER + "# param: y thing — what (example: z)\n" + BODY, "VALUES ?y { UNDEF }"),
    "a parameter of no known kind": (HEADER + "# param: x date — when (example: 2017)\n" + BODY, "x date"),
    "a parameter without help": (HEADER + "# param: x thing\n" + BODY, "x thing"),
}
"""A query file, and the word of the message that says what it lacks."""

TEXTS = (
    'a "quoted" text',
    "it's",
    "} UNION { ?s ?p ?o",
    '" } } #',
    '"""',
    "back\\slash",
    "ends in a backslash \\",
    "two\nlines\r\n",
    "a\ttab",
    "é Åland 数 😀",
    "\\u0022 } #",
    "100% + & = ?x $x",
    "VALUES ?y { UNDEF }",
    "@en ^^xsd:integer",
    r"\g<0> \1",
    "",
)
"""Texts that must stay one literal."""

NO_IRIS = (
    "http://example.org/a>b",
    "http://example.org/a b",
    "http://example.org/> } #",
    "http://example.org/{x}",
    'http://example.org/"',
    "http://example.org/a\nb",
    "country:a>b",
    "country:a b",
)

NAMES = {
    "Harbour Programme": "programme/harbour",
    "harbour programme": "programme/harbour",
    "HARBOUR PROGRAMME": "programme/harbour",
    "100% + safe": "programme/harbour",
    "LO": "organization/lantern",
    "lo": "organization/lantern",
    "åland": "country/ala",
    "ALA": "country/ala",
    "ala": "country/ala",
    "Weavers": "organization/weavers",
    "Forge <Guild> & “Sons”": "organization/forge",
    "Republic of Chad": "country/tcd",
    "country:ala": "country/ala",
    f"{ID}country/ala": "country/ala",
    f"<{ID}country/ala>": "country/ala",
    "The log": "document/log",
}
"""A name as a user writes it, and the thing that it means."""

SHIPPED = sorted((ROOT / "queries").rglob("*.rq"))
PARAMETERS = [
    (path, name) for path in SHIPPED for name in re.findall(r"^# param: (\w+)", path.read_text("utf-8"), re.MULTILINE)
]


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """An engine over the sources with the log."""
    root = tmp_path_factory.mktemp("harbour")
    return EmbeddedEngine.open(build_quietly(write_harbour(root), root / "snapshots").store, PREFIXES)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> QueryLibrary:
    """The questions about the log."""
    return QueryLibrary(write_harbour(tmp_path_factory.mktemp("own")) / "queries")


def written(folder: Path, text: str, name: str = "own.rq") -> Path:
    """A query file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_no_case_is_lost() -> None:
    assert (len(BROKEN), len(TEXTS), len(NO_IRIS), len(NAMES)) == (8, 16, 8, 16)
    assert len(SHIPPED) >= 25
    assert len(PARAMETERS) >= 25


def test_a_header_is_read(tmp_path: Path) -> None:
    parameters = "# param: x thing — what — or whom (example: a (b) c)\n# param: y number — how many\n"
    query = read_query(written(tmp_path, HEADER + parameters + BODY + "VALUES ?y { UNDEF }"))
    assert (query.name, query.title, query.group, query.description) == ("own", "A title", "A group", "A description.")
    assert query.parameters == (
        Parameter("x", "thing", "what — or whom", "a (b) c"),
        Parameter("y", "number", "how many", ""),
    )


@pytest.mark.parametrize(("text", "lacking"), BROKEN.values(), ids=BROKEN)
def test_a_broken_header_is_named(tmp_path: Path, text: str, lacking: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ParameterInvalid) as caught:
        read_query(path)
    assert str(path) in str(caught.value)
    assert lacking in str(caught.value)


def test_two_questions_of_one_name(tmp_path: Path) -> None:
    for folder in ("first", "second"):
        written(tmp_path, HEADER + BODY, f"{folder}/same.rq")
    with pytest.raises(ParameterInvalid, match="same"):
        QueryLibrary(tmp_path)


def test_a_library_has_its_questions_in_order_of_their_folders(own: QueryLibrary) -> None:
    assert [query.name for query in own] == [Path(name).stem for name in sorted(QUERIES)]
    assert own["roles"].title == "Who has which role in a work"
    with pytest.raises(NotFound, match="no query is named 'rolls'; the library has roles, summaries, who-is"):
        own["rolls"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_one_literal(text: str) -> None:
    query = bind(f"SELECT ?x ?y {{ {SLOT} VALUES ?y {{ UNDEF }} }}", x=Literal(text), y=Literal('" } injected {'))
    rows = Store().query(query)
    assert isinstance(rows, QuerySolutions)
    assert [tuple(row) for row in rows] == [(Literal(text), Literal('" } injected {'))]


def test_an_unbound_slot_stays() -> None:
    assert bind(BODY) == BODY
    assert bind(BODY, y=Literal("no slot")) == BODY


def test_every_slot_of_a_name_is_bound() -> None:
    assert bind(f"{SLOT} {SLOT}", x=NamedNode("urn:a")) == "VALUES ?x { <urn:a> } VALUES ?x { <urn:a> }"


@pytest.mark.parametrize("iri", NO_IRIS)
def test_what_is_no_iri_is_refused(own: QueryLibrary, harbour: EmbeddedEngine, iri: str) -> None:
    with pytest.raises(ParameterInvalid, match="is not an IRI"):
        resolve(harbour, iri)
    with pytest.raises(ParameterInvalid, match="write it as in country:tcd"):
        own["roles"].run(harbour, {"work": iri})


@pytest.mark.parametrize(("name", "local"), NAMES.items())
def test_a_name_means_a_thing(harbour: EmbeddedEngine, name: str, local: str) -> None:
    assert resolve(harbour, name) == ID + local


@pytest.mark.parametrize("name", ["the Guild", "THE GUILD"])
def test_an_alias_of_two_things_is_ambiguous(harbour: EmbeddedEngine, name: str) -> None:
    with pytest.raises(Ambiguous) as caught:
        resolve(harbour, name)
    assert f"{ID}organization/forge or {ID}organization/weavers; give one" in str(caught.value)


def test_a_label_goes_before_an_alias(tmp_path: Path) -> None:
    path = tmp_path / "names.ttl"
    path.write_text(
        """\
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:a> rdfs:label "Crown"@en .
<urn:b> rdfs:label "The Crown"@en ; skos:altLabel "crown"@en .
<urn:c> rdfs:label "Twin"@en .
<urn:d> rdfs:label "twin"@en .
""",
        encoding="utf-8",
    )
    store = Store()
    store.load(path=str(path))
    named = EmbeddedEngine(store, PREFIXES)
    assert resolve(named, "CROWN") == "urn:a"
    with pytest.raises(Ambiguous, match="urn:c or urn:d"):
        resolve(named, "TWIN")


@pytest.mark.parametrize("name", ["Nobody", "", "Harbour", "no:such", '" } #', "Harbour Programme "])
def test_an_unknown_name_is_not_found(harbour: EmbeddedEngine, name: str) -> None:
    with pytest.raises(NotFound, match=r"nothing is named .+; give a name, acronym or code of the graph, or an IRI"):
        resolve(harbour, name)


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        ({}, 2),
        ({"work": "Harbour Programme"}, 2),
        ({"role": "partner"}, 1),
        ({"role": "} UNION { ?s ?p ?o"}, 0),
        ({"place": "1"}, 2),
        ({"place": "2"}, 0),
        ({"work": "programme:harbour", "role": "partner", "place": "1"}, 1),
    ],
)
def test_run(own: QueryLibrary, harbour: EmbeddedEngine, given: dict[str, str], rows: int) -> None:
    assert len(list(own["roles"].run(harbour, given).rows())) == rows


@pytest.mark.parametrize("value", ["", "one", "1.5", "1e3", "1 OR 1", "٣x", "--1"])
def test_what_is_no_number_is_refused(own: QueryLibrary, harbour: EmbeddedEngine, value: str) -> None:
    with pytest.raises(ParameterInvalid, match="is not a whole number; give one, for example 1"):
        own["roles"].run(harbour, {"place": value})


def test_an_unknown_parameter_is_named(own: QueryLibrary, harbour: EmbeddedEngine) -> None:
    with pytest.raises(ParameterInvalid, match="roles has no parameter 'who'; it takes work, role, place"):
        own["roles"].run(harbour, {"who": "x"})


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_header_is_complete(path: Path) -> None:
    query = read_query(path)
    assert all((query.title.strip(), query.group.strip(), query.description.strip()))
    assert not query.title.endswith(".")
    assert query.description.endswith(".")


def test_shipped_names_and_titles_are_told_apart() -> None:
    for values in ([path.stem for path in SHIPPED], [read_query(path).title for path in SHIPPED]):
        assert not [value for value, times in Counter(values).items() if times > 1]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_question_runs_unbound(engine: EmbeddedEngine, path: Path) -> None:
    query = read_query(path)
    rows = list(query.run(engine, {}).rows())
    assert rows or not query.parameters


@pytest.mark.parametrize(("path", "name"), PARAMETERS, ids=[f"{path.stem}-{name}" for path, name in PARAMETERS])
def test_shipped_example_has_an_answer(engine: EmbeddedEngine, path: Path, name: str) -> None:
    query = read_query(path)
    parameter = {known.name: known for known in query.parameters}[name]
    assert parameter.help.strip()
    assert parameter.example.strip()
    assert list(query.run(engine, {name: parameter.example}).rows())
