"""The names index: what a text finds in the shipped graph and in a small one, in which order, and what it survives."""

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from mandategraph.errors import SnapshotMissing
from mandategraph.store import naming
from mandategraph.store.names import Found, Names
from mandategraph.store.naming import fold
from mandategraph.store.snapshot import Snapshot
from mandategraph.store.spelling import Spelling
from mandategraph.vocabulary import ALIAS, ID, LABEL, MG, TYPE, compact, expand, mg

TEXT = f"""
@prefix mg: <{MG}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix id: <{ID}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{ID}graph/ontology> {{
    mg:Training rdfs:subClassOf mg:Activity . mg:Activity rdfs:subClassOf mg:Work .
    mg:Mechanism rdfs:subClassOf mg:Thing . mg:Actor rdfs:subClassOf mg:Thing .
}}
<{ID}graph/things> {{
    id:a rdfs:label "Office on Crime"@en ; mg:acronym "OC" ; skos:altLabel "OC"@en, "Bureau du crime"@en ; a mg:Actor .
    id:b rdfs:label "Crime"@en ; a mg:Theme .
    id:c rdfs:label "Côte d’Ivoire"@en, "Elfenbeinküste"@de ; mg:iso3 "CIV" ; a mg:Country .
    id:d rdfs:label "Offices and crimes"@en ; mg:ambiguousAlias "the Conference" ; a mg:Mechanism, mg:Actor .
    id:e rdfs:label "Crime"@en ; mg:code "crime" ; a mg:Target, mg:Thing .
    id:f mg:symbol "A/RES/71/209" ; mg:number "29" ; a mg:Resolution .
    id:m rdfs:label "Second one"@en . id:n rdfs:label "First one"@en .
    id:g a mg:Nameless ; mg:partner id:a .
}}
<{ID}document/x> {{
    id:document-x-1 rdfs:label "Paragraph 1"@en ; mg:summary "A course on cryptocurrency, and crime."@en ;
        a mg:Paragraph ; mg:partner id:b .
}}
<{ID}document/x/paragraph/1> {{ id:t rdfs:label "Training of judges"@en ; a mg:Training, mg:Work ; mg:partner id:a }}
<{ID}document/x/inferred/1> {{ id:t a mg:Activity . id:a mg:partnerIn id:t ; mg:likes id:a . _:b mg:likes id:a . }}
<{ID}document/x/planned/1> {{ id:p rdfs:label "Planned forum"@en ; a mg:Meeting ; mg:partner id:a . }}
id:t rdfs:label "Training of judges"@en ; a mg:Training ; mg:partner id:a .
"""
KIND_OF = (LABEL, ALIAS, *map(mg, ("ambiguousAlias", "acronym", "symbol", "code", "iso3", "number", "summary")))
HOSTILE = (
    '"', "'", '""', "*", "a*", "(", ")", "a AND", "NOT", "OR OR", "NEAR(a b)", "name:unodc", "{name} : x", "^x", "-x",
    "a + b", '" OR name : "x', "%", "_", "\\", "\x00", "a\x00b", "\ud800", "unodc\udfff", "\u202e", "\u0301",
    "\U0001f600", "१२३", "國際", "\n\t", "", " ", "x" * 10_000, "a " * 5_000, "unodc " * 2_000, "qwertz " * 40,
    "'; DROP TABLE names; --",
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped(snapshot: Snapshot) -> Iterator[Names]:
    names = Names.open(snapshot.names)
    yield names
    names.close()


@pytest.fixture(scope="module")
def quads(snapshot: Snapshot) -> list[Quad]:
    return list(Store.read_only(str(snapshot.store)))


@pytest.fixture(scope="module")
def small() -> Names:
    return Names.of(small_quads())


def small_quads() -> list[Quad]:
    return list(parse(TEXT, format=RdfFormat.TRIG))


def local(found: Found) -> list[str]:
    return [match.thing.iri.removeprefix(ID) for match in found.matches]


def told(found: Found) -> list[tuple[str, str, str]]:
    return [(match.thing.iri.removeprefix(ID), match.kind, match.how) for match in found.matches]


@pytest.mark.parametrize(
    ("text", "first", "kind", "how"),
    [
        ("UNODC", "organization:unodc", "acronym", "exact"),
        ("uncac", "treaty:uncac", "acronym", "exact"),
        ("un women", "organization:un-women", "acronym", "exact"),
        ("united nations office on drugs and crime", "organization:unodc", "label", "exact"),
        ("71/209", "resolution:a-res-71-209", "label", "prefix"),
        ("A/RES/71/209", "resolution:a-res-71-209", "symbol", "exact"),
        ("Cote d'Ivoire", "geo:384", "label", "exact"),
        ("16.4", "sdg:16.4", "code", "exact"),
        ("ken", "country:ken", "code", "exact"),
        ("contai", "programme:container-control-programme", "label", "prefix"),
        ("programme container", "programme:container-control-programme", "label", "words"),
        ("Interpoll", "organization:interpol", "acronym", "fuzzy"),
        ("UNOCD", "organization:unodc", "acronym", "fuzzy"),
        ("Container Contol Programme", "programme:container-control-programme", "label", "fuzzy"),
        ("crypto curency", "tool:cryptocurrency-course", "label", "fuzzy"),
    ],
)
def test_best_match_in_the_shipped_graph(shipped: Names, text: str, first: str, kind: str, how: str) -> None:
    best = shipped.search(text).matches[0]
    assert (compact(best.thing.iri), best.kind, best.how) == (first, kind, how)


def test_paragraph_by_its_summary(shipped: Names) -> None:
    """Also with one word written as two, and a letter left out."""
    paragraph = f"{ID}document/sg-report-2017-06-30/paragraph/16"
    for text in ("crypto curency", "cryptocurrency course"):
        (match,) = (match for match in shipped.search(text).matches if match.thing.iri == paragraph)
        assert (match.thing.name, match.kind) == ("Paragraph 16", "summary")
        assert "cryptocurrency" in match.matched


def test_everything_named_is_in_the_index(shipped: Names, quads: list[Quad]) -> None:
    named = sorted({quad.subject.value for quad in quads if quad.predicate in KIND_OF})
    known = shipped.describe(named)
    assert list(known) == [iri for iri in known if iri in named]
    assert len(known) == len(named) > 2_900
    labels = {quad.subject.value: quad.object.value for quad in quads if quad.predicate == LABEL}
    assert {iri: thing.name for iri, thing in known.items()} == labels


def test_every_name_finds_its_thing(shipped: Names, quads: list[Quad]) -> None:
    said = {(quad.subject.value, quad.object.value) for quad in quads if quad.predicate in KIND_OF[:-1]}
    lost = [pair for pair in said if pair[0] not in {named.thing.iri for named in shipped.exact(pair[1])}]
    assert (len(said) > 5_000, lost) == (True, [])


def test_statements_are_those_of_the_named_graphs(shipped: Names, quads: list[Quad]) -> None:
    """Beside types and labels."""
    counts = Counter(
        node.value
        for quad in quads
        if quad.graph_name != DefaultGraph() and quad.predicate not in (TYPE, LABEL)
        for node in {quad.subject, quad.object}
        if isinstance(node, NamedNode)
    )
    known = shipped.describe(list(counts))
    assert len(known) > 2_500
    assert {iri: thing.statements for iri, thing in known.items()} == {iri: counts[iri] for iri in known}


def test_types_are_the_most_specific(shipped: Names, small: Names) -> None:
    def types(names: Names, iri: str) -> list[str]:
        return [compact(kind) for kind in names.describe([iri])[iri].types]

    assert types(shipped, f"{ID}organization/unodc") == ["mg:UNEntity"]
    assert types(shipped, f"{ID}programme/container-control-programme") == ["mg:Programme"]
    assert types(small, ID + "t") == ["mg:Training"]
    assert types(small, ID + "d") == ["mg:Actor", "mg:Mechanism"]


def test_types_along_a_hierarchy() -> None:
    """Also where a class between is not said of the thing; of classes that are each below the other, both stay."""
    text = f"""@prefix mg: <{MG}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    mg:A rdfs:subClassOf mg:B . mg:B rdfs:subClassOf mg:C . mg:D rdfs:subClassOf mg:E . mg:E rdfs:subClassOf mg:D .
    mg:x rdfs:label "x" ; a mg:A, mg:C, mg:D, mg:E ."""
    names = Names.of(parse(text, format=RdfFormat.TURTLE))
    assert names.describe([MG + "x"])[MG + "x"].types == (MG + "A", MG + "D", MG + "E")


def test_filter_by_class(shipped: Names) -> None:
    """By any class of a thing, not only its most specific one."""
    everything, works = shipped.search("kidnapping", limit=100), shipped.search("kidnapping", [MG + "Work"], limit=100)
    manuals = shipped.search("kidnapping", [MG + "Publication", MG + "Nothing"])
    assert 0 < manuals.total < works.total < everything.total
    assert [match.thing.types for match in manuals.matches] == [(MG + "Publication",)] * manuals.total
    assert set(local(works)) < set(local(everything))
    assert shipped.search("kidnapping", [MG + "Nothing"]) == Found((), 0, False)
    assert [compact(match.thing.iri) for match in shipped.search("Kenya", [MG + "M49Area"]).matches] == ["geo:404"]


def test_ranks(small: Names) -> None:
    """Exact, then beginning, then words; within each by statements, then by name; each thing once."""
    assert told(small.search("crime")) == [
        ("b", "label", "exact"),
        ("e", "label", "exact"),
        ("a", "label", "prefix"),
        ("d", "label", "prefix"),
        ("document-x-1", "summary", "words"),
    ]
    assert [match.thing.statements for match in small.search("crime").matches] == [1, 1, 9, 1, 2]
    assert told(small.search("one")) == [("n", "label", "prefix"), ("m", "label", "prefix")]
    assert told(small.search("crime office")) == [("a", "label", "words")]
    assert told(small.search("office cri")) == [("a", "label", "words")]
    assert told(small.search("office on c")) == [("a", "label", "prefix")]
    assert told(small.search("ofice")) == [("a", "label", "fuzzy")]
    assert told(small.search("crme judges")) == []


@pytest.mark.parametrize(
    ("text", "thing", "kind"),
    [
        ("oc", "a", "acronym"),
        ("BUREAU DU CRIME", "a", "alias"),
        ("elfenbeinkuste", "c", "alias"),
        ("civ", "c", "code"),
        ("cote d'ivoire", "c", "label"),
        ("the conference", "d", "alias"),
        ("a/res/71/209", "f", "symbol"),
        ("29", "f", "code"),
        ("Planned  forum", "p", "label"),
    ],
)
def test_exact(small: Names, text: str, thing: str, kind: str) -> None:
    (named,) = small.exact(text)
    assert (named.thing.iri, named.kind, named.how, fold(named.matched)) == (ID + thing, kind, "exact", fold(text))


def test_exact_takes_names_only(small: Names) -> None:
    """Not summaries, not beginnings; labels come before others."""
    assert [small.exact(text) for text in ("A course on cryptocurrency, and crime.", "offic", "", "\x00")] == [[]] * 4
    assert [(named.thing.iri, named.kind) for named in small.exact("crime")] == [
        (ID + "b", "label"),
        (ID + "e", "label"),
    ]
    codes = Names.of(
        parse(
            f'<{ID}a> <{MG}code> "x" ; <{MG}partner> <{ID}b> . <{ID}b> <{LABEL.value}> "X" .', format=RdfFormat.TURTLE
        )
    )
    assert [(named.thing.iri, named.kind) for named in codes.exact("x")] == [(ID + "a", "code"), (ID + "b", "label")][
        ::-1
    ]


def test_thing_that_is_only_planned(small: Names) -> None:
    (match,) = small.search("planned forum").matches
    assert (match.thing.iri, match.thing.types, match.thing.statements) == (ID + "p", (MG + "Meeting",), 1)


def test_thing_without_label_is_called_by_another_name(small: Names) -> None:
    assert small.describe([ID + "f"])[ID + "f"].name == "A/RES/71/209"
    assert small.describe([ID + "g", ID + "nothing", "", "\ud800"]) == {}


def test_graph_without_named_graphs() -> None:
    """Its statements count as they are."""
    plain = Names.of({Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in small_quads()})
    assert plain.describe([ID + "a"])[ID + "a"].statements == 9
    assert local(plain.search("office")) == ["a", "d"]


def test_pages_and_totals(shipped: Names) -> None:
    whole = shipped.search("united nations", limit=1_000)
    assert (len(whole.matches), whole.more) == (whole.total, False)
    assert 100 < whole.total < 1_000
    pages = [shipped.search("united nations", limit=30, offset=start).matches for start in range(0, whole.total, 30)]
    assert [match for page in pages for match in page] == list(whole.matches)
    assert len({match.thing.iri for match in whole.matches}) == whole.total
    assert (
        shipped.search("united nations", limit=0).matches == shipped.search("united nations", offset=999).matches == ()
    )
    many = shipped.search("a", limit=2_000)
    assert (many.total, many.more, len(many.matches)) == (1_000, True, 1_000)


@pytest.mark.parametrize("text", HOSTILE, ids=[repr(text[:12]) for text in HOSTILE])
def test_hostile_text(shipped: Names, text: str) -> None:
    """Gives a clean answer, and an empty one where there is no word."""
    found = shipped.search(text, [MG + "Work", '") OR name : ("a', "\ud800"])
    assert 0 <= found.total <= shipped.search(text, limit=0).total or found.matches[0].how == "fuzzy"
    assert len(shipped.nearest(text)) <= 3
    assert isinstance(shipped.exact(text), list)
    if not any(character.isalnum() for character in text):
        assert (shipped.search(text), shipped.nearest(text), shipped.exact(text)) == (Found((), 0, False), [], [])


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Interpoll", "INTERPOL"),
        ("Container Contol", "Container Control Programme"),
        ("Kenia", "Kenya"),
        ("UNOCD", "UNODC"),
        ("A/RES/71/290", "A/RES/71/209"),
        ("crypto currency investigation", "Cryptocurrency investigation"),
    ],
)
def test_nearest(shipped: Names, text: str, nearest: str) -> None:
    found = shipped.nearest(text)
    assert (found[0].matched, found[0].how) == (nearest, "fuzzy")
    assert len({named.thing.iri for named in found}) == len(found) <= 3


def test_nearest_counts(shipped: Names) -> None:
    assert [len(shipped.nearest("Kenia", count)) for count in (0, 1, 3)] == [0, 1, 3]
    assert shipped.nearest("qqqqq") == []


def test_nearest_takes_names_only(small: Names) -> None:
    """What stands in a summary is found, but is no name."""
    assert told(small.search("cryptocurency")) == [("document-x-1", "summary", "fuzzy")]
    assert small.nearest("cryptocurency") == []


def test_of_many_corrections_the_frequent_ones_are_kept() -> None:
    labels = [f"{letter}ord" for letter in "abcdefghijklmnop"] + ["zord", "zord one"]
    names = Names.of(Quad(NamedNode(ID + label.replace(" ", "-")), LABEL, Literal(label)) for label in labels)
    assert "zord" in [match.matched for match in names.search("qord").matches]


def test_words_beyond_a_length_are_not_searched(shipped: Names) -> None:
    """But a long name is found by all of it."""
    assert shipped.search("unodc " * 40 + "qwertz").matches[0].thing.iri == f"{ID}organization/unodc"
    longest = max((match.matched for match in shipped.search("resolution", limit=1_000).matches), key=len)
    assert (len(longest) > 200, [named.matched for named in shipped.exact(longest)]) == (True, [longest])


def test_fold() -> None:
    """What people write differently is the same."""
    assert [fold(text) for text in ("ŁÓDŹ", "Straße", "A\u00a0\n B", "e\u0301", "x\x00\ud800y", "“Œuvre” – 1")] == [
        "lodz", "strasse", "a b", "e", "x y", '"oeuvre" - 1'
    ]  # fmt: skip


def test_errors_forgiven() -> None:
    """One in three to five letters, two in more; none in shorter words and in numbers; the frequent word first."""
    spelling = Spelling(["office", "officer", "crime", "crima", "un", "cryptocurrency", "209"])
    assert spelling.near("crimx") == ["crime", "crima"]
    assert spelling.near("crm") == []
    assert spelling.near("offcie") == ["office", "officer"]
    assert spelling.near("ofcie") == []
    assert (spelling.near("nu"), spelling.near("208")) == (["nu"], ["208"])
    assert spelling.near("cryp") == ["cryptocurrency"]


def test_readings_of_several_words() -> None:
    """Known words as they are, then of a few words any that are near, then two as one."""
    spelling = Spelling(["office", "officer", "crime", "crima", "cryptocurrency"])
    assert list(spelling.readings(["ofifce", "crime"])) == [
        [["office"], ["crime"]],
        [["office", "officer"], ["crime", "crima"]],
    ]
    assert list(spelling.readings(["crime"] * 6)) == [[["crime"]] * 6]
    assert list(spelling.readings(["crypto", "curency"])) == [[["cryptocurrency"]]] * 2
    assert list(spelling.readings(["crime", "qqqqq"])) == []
    assert [["cybercrime"]] in list(Spelling(["cyber", "crime", "cybercrime"]).readings(["cyber", "crime"]))


def test_answers_follow_from_the_quads_alone() -> None:
    """Whatever their order."""
    texts = ("crime", "office", "crme", "training", "oc", "p")
    answers = []
    for seed in range(5):
        shuffled = small_quads()
        random.Random(seed).shuffle(shuffled)
        names = Names.of(shuffled)
        answers.append(([names.search(text) for text in texts], names.exact("crime"), names.nearest("crme")))
    assert answers == [answers[0]] * 5


def test_threads(shipped: Names) -> None:
    texts = ["UNODC", "Interpoll", "united nations", "crypto curency"] * 10
    alone = [shipped.search(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shipped.search, texts)) == alone


def test_names_of_a_snapshot_are_those_of_its_quads(shipped: Names, quads: list[Quad]) -> None:
    again = Names.of(quads)
    for text in ("UNODC", "training", "Interpoll"):
        assert again.search(text, limit=1_000) == shipped.search(text, limit=1_000)


def test_missing_and_broken_files(tmp_path: Path) -> None:
    broken, empty = tmp_path / "broken?#%.sqlite", tmp_path / "empty.sqlite"
    broken.write_bytes(b"no database" * 1_000)
    sqlite3.connect(empty).close()
    for path in (broken, empty, tmp_path / "missing", tmp_path):
        with pytest.raises(SnapshotMissing, match="run `mandategraph build`"):
            Names.open(path)
    with pytest.raises(OSError, match="unable to open"):
        naming.write(tmp_path / "no folder" / "names.sqlite", [])


@pytest.mark.parametrize("name", ["organization:unodc", "programme:container-control-programme"])
def test_search_is_by_the_folded_name(shipped: Names, name: str) -> None:
    iri = expand(name) or ""
    label = shipped.describe([iri])[iri].name
    for text in (label.upper(), f"  {label.replace(' ', chr(0xA0) * 2)}\n"):
        assert shipped.search(text).matches[0].thing.iri == iri


def test_rare_words_first_find_the_same(shipped: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [thing.name for thing in shipped.listing() if len(thing.name.split()) > 3][::9]
    texts += [text[: len(text) * 2 // 3] for text in texts] + [" ".join(text.split()[::-1]) for text in texts]
    quick = [shipped.search(text) for text in texts]
    monkeypatch.setattr("mandategraph.store.names._RAREST", 1000)
    assert quick == [shipped.search(text) for text in texts]
    assert len(texts) > 300
