"""Names as people write them: what begins with a text, whatever its hyphens, and what a question is about."""

import random

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from mandategraph.store.asking import STOP_WORDS, telling
from mandategraph.store.beginnings import bare, begun
from mandategraph.store.names import Names
from mandategraph.store.naming import fold
from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import ID, LABEL, MG, compact

WOMEN = "organization:un-women"
WRITINGS = {
    "UN Women": WOMEN, "UNWomen": WOMEN, "un-women": WOMEN, "U.N. Women": WOMEN, "Ún‐Womèn": WOMEN,
    "U.N.O.D.C.": "organization:unodc", "u n o d c": "organization:unodc", "UN-ODC": "organization:unodc",
    "guinea bissau": "geo:624", "Cote dIvoire": "geo:384",
}  # fmt: skip
OTHERS = (
    "71209",
    "71 209",
    "71-209",
    "71.209",
    "A/RES/71209",
    "164",
    "16 4",
    "16-4",
    "A 72 125",
    "A72/125",
    "A/72-125",
)


@pytest.fixture(scope="module")
def names(snapshot: Snapshot) -> Names:
    return Names.open(snapshot.names)


def test_no_case_is_lost() -> None:
    assert (len(WRITINGS), len(OTHERS)) == (10, 11)


@pytest.mark.parametrize(("text", "thing"), WRITINGS.items())
def test_signs_in_a_name_do_not_count(names: Names, text: str, thing: str) -> None:
    assert [compact(named.thing.iri) for named in names.exact(text)] == [thing]
    best = names.search(text).matches[0]
    assert (compact(best.thing.iri), best.how) == (thing, "exact")


@pytest.mark.parametrize("text", OTHERS)
def test_signs_between_digits_count(names: Names, text: str) -> None:
    assert names.exact(text) == []
    assert "exact" not in {match.how for match in names.search(text).matches}


@pytest.mark.parametrize("text", ["nig", "crim", "un", "transnational org", "container", "a/res", "glob"])
def test_what_begins_with_a_text_comes_first(names: Names, text: str) -> None:
    """Of what begins so and of what has a word that does, in each that first of which most is said."""
    found = [match for match in names.search(text, limit=1000).matches if match.how == "prefix"]
    begins = [bare(fold(match.matched)).startswith(bare(text)) for match in found]
    assert True in begins
    assert begins == sorted(begins, reverse=True)
    for wanted in (True, False):
        said = [match.thing.statements for match, does in zip(found, begins, strict=True) if does == wanted]
        assert said == sorted(said, reverse=True)


def test_countries_come_before_works_that_name_them(names: Names) -> None:
    found = [compact(match.thing.iri) for match in names.search("nig").matches]
    assert found[:2] == ["country:ner", "country:nga"]
    assert len(found) > 4


def test_what_begins_so_is_what_all_names_say() -> None:
    """Of names that are alike, in an index with few and with very many of a beginning."""
    chance = random.Random(1)
    labels = {"".join(chance.choices("ab1 -.'", k=chance.randint(1, 9))) for _ in range(4000)}
    labels |= {f"ab-{number}" for number in range(2500)}
    labels = {label.rstrip(" -.'") + chance.choice(["", "", ".", "-", "'"]) for label in sorted(labels)}
    labels = {label for label in labels if any(sign.isalnum() for sign in label)}
    index = Names.of(Quad(NamedNode(f"{ID}n/{at}"), LABEL, Literal(label)) for at, label in enumerate(sorted(labels)))
    folded = dict(index._rows("SELECT id, folded FROM names"))
    many = 0
    for text in ("a", "ab", "ab-", "a.b", "b a", "1", "1.1", "1-1", "ab1", "abab", "a b a b", "zz", "ab-77", "ba'1"):
        found = begun(index._rows, fold(text))
        whole = {number for number, name in folded.items() if bare(name) == bare(text)}
        longer = {number for number, name in folded.items() if bare(name).startswith(bare(text))}
        below = {number for number, name in folded.items() if name.startswith(tuple(found.many))}
        many += len(found.many)
        assert found.whole == whole, text
        assert (found.longer | below) - whole == longer - whole, text
    assert many > 0


def test_of_very_many_with_a_beginning_those_come_first_of_which_most_is_said() -> None:
    said = [Quad(NamedNode(f"{ID}s/{at}"), NamedNode(MG + "x"), NamedNode(f"{ID}n/2999")) for at in range(3)]
    labels = [Quad(NamedNode(f"{ID}n/{at}"), LABEL, Literal(f"ab-{at}")) for at in range(3000)]
    other = [Quad(NamedNode(f"{ID}o"), LABEL, Literal("an ab of which much is said"))]
    more = [Quad(NamedNode(f"{ID}s/{at}"), NamedNode(MG + "x"), NamedNode(f"{ID}o")) for at in range(9)]
    found = Names.of([*labels, *said, *other, *more]).search("ab", limit=1000)
    assert found.matches[0].thing.iri == f"{ID}n/2999"
    assert f"{ID}o" not in {match.thing.iri for match in found.matches}


@pytest.mark.parametrize(
    ("text", "how", "words"),
    [
        ("who works with UNODC on terrorism", "words", ("unodc", "terrorism")),
        ("what serves 16.4", "words", ("16.4",)),
        ("which training is given in Kenya", "words", ("kenya",)),
    ],
)
def test_a_question_is_asked_by_what_it_is_about(names: Names, text: str, how: str, words: tuple[str, ...]) -> None:
    found = names.search(text)
    assert 0 < found.total < 100
    for match in found.matches:
        assert match.how == how
        assert all(word in fold(match.matched) for word in words), match.matched


def test_some_of_the_words_are_found_by_how_rare_they_are() -> None:
    labels = ["alpha beta", *(f"beta gamma {at}" for at in range(9)), "delta of none"]
    index = Names.of(Quad(NamedNode(ID + label.replace(" ", "-")), LABEL, Literal(label)) for label in labels)
    found = index.search("alpha gamma and delta")
    assert [match.matched for match in found.matches[:2]] == ["alpha beta", "delta of none"]
    assert {match.how for match in found.matches} == {"some"}
    assert found.total == 11
    assert index.search("alpha zzzzzzz").total == 0
    assert index.search("alpha gamma and delta", strict=True).total == 0


def test_a_name_with_stop_words_is_found_by_all_of_it(names: Names) -> None:
    best = names.search("Office on Drugs and Crime").matches[0]
    assert (compact(best.thing.iri), best.how) == ("organization:unodc", "prefix")


def test_stop_words_alone_are_searched_as_they_are(names: Names) -> None:
    assert telling(["who", "is", "who"]) == []
    assert {"who", "with", "the", "works"} <= STOP_WORDS
    assert names.search("who").matches[0].matched == "WHO"
