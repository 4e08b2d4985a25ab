"""The page of a thing, of a statement, what a search finds, and what the home page tells."""

import pytest

from client import address, fetch
from mandategraph.vocabulary import ID
from visits import shown_query, visit

BROWSER = "text/html"
THINGS = {
    "organization/unodc": "What does UNODC do, with whom, where, and on whose mandate?",
    "organization/interpol": "What does INTERPOL do, with whom, where, and on whose mandate?",
    "country/ken": "What is said of Kenya?",
    "programme/container-control-programme": "What is “Container Control Programme”, who does it, where, and what for?",
    "theme/corruption": "What is done on “Corruption”, by whom, and to what end?",
    "resolution/a-res-71-209": "What is General Assembly resolution 71/209, and who acts on it?",
}


def test_no_case_is_lost() -> None:
    assert len(THINGS) == 6


@pytest.mark.parametrize(("local", "title"), THINGS.items())
def test_a_thing_is_told_of_as_the_api_tells_it(live: str, local: str, title: str) -> None:
    told = fetch(address(live, "/api/entity", ("thing", ID + local))).json["answer"]
    found = visit(live, "/id/" + local)
    assert found.one("h1").text == title
    assert found.one("div", "lead").text.startswith(told["thing"]["name"])
    assert f"{told['count']} statement" in found.one("div", "meta").text
    counts = {section.one("h2").text for section in found.all("section", "group")}
    large = [group for group in told["relations"] if group["count"] > 2 and "#" in group["relation"]["iri"]]
    ours = [
        group
        for group in large
        if "mandategraph/ontology" in group["relation"]["iri"] and "value" not in group["types"]
    ]
    for group in ours:
        assert (
            f"{group['relation']['name'].capitalize()[0]}{group['relation']['name'][1:]} {group['count']:,}" in counts
        )


@pytest.mark.parametrize("local", THINGS)
def test_every_statement_ends_in_its_sign_and_has_an_address(live: str, local: str) -> None:
    found = visit(live, "/id/" + local)
    rows = [row for kind in ("rel", "time") for group in found.all("", kind) for row in group.all("li")]
    assert len(rows) >= 8
    for row in rows:
        assert row.all("button", "p"), row.text
        assert row.attributes["data-statement"].startswith("/statement?subject=")
    notes = {note.attributes["id"] for note in found.all("div", "note")}
    assert {button.attributes["popovertarget"] for button in found.all("button", "p")} == notes


def test_a_note_tells_its_paragraph(live: str) -> None:
    note = visit(live, "/id/organization/interpol").one(
        "div", "note", id="n-document-sg-report-2017-06-30-paragraph-48"
    )
    assert note.one("p", "h").text == "Paragraph 48"
    assert "The paragraph says so in so many words." in note.text
    assert "Section IV.C" in note.text
    links = [link.attributes["href"] for link in note.all("a")]
    paragraph = "/id/document/sg-report-2017-06-30/paragraph/48"
    assert links == [paragraph, "https://undocs.org/en/A/72/125", paragraph + "#report"]


def test_what_is_planned_stands_apart_and_is_grey(live: str) -> None:
    found = visit(live, "/id/organization/unodc")
    apart = found.one("section", id="apart")
    assert {button.attributes["class"] for button in apart.all("button", "p")} == {"p held"}
    held = [button for button in found.all("button", "p") if "held" in button.attributes["class"]]
    assert len(held) == len(apart.all("button", "p")) > 0


def test_the_strip_has_a_bar_for_each_paragraph_that_speaks_of_it(live: str) -> None:
    told = fetch(address(live, "/api/entity", ("thing", "INTERPOL"))).json["answer"]
    bars = visit(live, "/id/organization/interpol").one("svg", "strip").all("a")
    assert [bar.attributes["aria-label"].split(",")[0] for bar in bars] == [
        f"Paragraph {n}" for n in told["paragraphs"]
    ]


def test_the_evidence_adds_up(live: str) -> None:
    found = visit(live, "/id/organization/unodc").one("section", id="evidence")
    counts = [int(row.all("td")[0].text.replace(",", "")) for row in found.one("tbody").all("tr")]
    total = int(found.one("tfoot").one("tr").all("td")[0].text.replace(",", ""))
    assert sum(counts) == total == fetch(address(live, "/api/entity", ("thing", "UNODC"))).json["answer"]["count"]


def test_all_of_a_glance_can_be_shown(live: str) -> None:
    few, all_ = (
        visit(live, "/id/organization/unodc" + more).one("section", id="glance") for more in ("", "?glance=all")
    )
    assert "more" in few.text
    assert len(all_.all("span", "one")) > len(few.all("span", "one")) * 2


def test_the_shown_query_gives_what_is_written(live: str) -> None:
    rows = shown_query(live, visit(live, "/id/organization/interpol"))
    assert len(rows) > 5
    assert {row["object"] for row in rows} >= {ID + "organization/interpol"}


def test_a_statement_says_where_it_stands_and_why(live: str) -> None:
    given = (("subject", "organization:unodc"), ("relation", "mg:cooperatesWith"), ("object", "organization:interpol"))
    found = visit(live, "/statement", *given)
    assert found.one("h1").text == "Where is it written: UNODC – cooperates with – INTERPOL?"
    assert found.one("div", "lead").text == "It is written; the signs below say where."
    assert "3 proofs" in found.one("div", "meta").text
    report = found.one("textarea", id="report-text").text
    assert "¶ 48 (stated)" in report
    assert "mg:cooperatesWith" in report


def test_what_is_not_written_is_told_so(live: str) -> None:
    given = (("subject", "UNODC"), ("relation", "mg:assistedCountry"), ("object", "country:ken"))
    found = visit(live, "/statement", *given)
    assert found.one("div", "lead").text == "Nowhere, and it does not follow from what is written."


def test_a_search_finds_and_pages(live: str) -> None:
    found = visit(live, "/find", ("q", "terrorism"))
    assert len(found.one("ol", "found").all("li")) == 20
    second = visit(live, "/find", ("q", "terrorism"), ("page", "2"))
    assert second.one("ol", "found").text != found.one("ol", "found").text
    assert "Page 2 of" in second.text
    near = visit(live, "/find", ("q", "intrepol"))
    assert "INTERPOL" in near.one("ol", "found").text
    assert "Nothing is called" in visit(live, "/find", ("q", "zzzzqqqq")).text
    assert "q is empty" in visit(live, "/find", status=400).text


def test_things_of_a_kind_are_listed(live: str) -> None:
    found = visit(live, "/things", ("type", "country"))
    assert "93 things" in found.one("div", "meta").text
    assert len(found.one("ul", "grid3").all("li")) == 93
    assert "is no class" in visit(live, "/things", ("type", "nonsense"), status=400).text
    assert "is no page" in visit(live, "/things", ("type", "country"), ("page", "0"), status=400).text


def test_the_home_page_leads_to_every_visit(live: str) -> None:
    found = visit(live, "/")
    kinds = {row.one("th").text: int(row.one("td", "n").text) for row in found.one("tbody").all("tr")}
    assert kinds["Countries"] == 93
    assert len(found.one("nav", id="all").all("a")) == 18


def test_the_data_is_told_of_with_its_version(live: str) -> None:
    found = visit(live, "/about")
    assert fetch(live + "/healthz").json["version"] in found.text
    assert len(found.all("section", "group")[1].all("li")) == 8


def test_a_note_of_a_judgement_without_reason_promises_none(live: str) -> None:
    found = visit(live, "/id/theme/corruption")
    notes = [note for note in found.all("div", "note") if "A link that we drew" in note.text]
    with_reason = [note for note in notes if "Our reason" in note.text]
    assert with_reason
    assert all(("with a reason" in note.text) is (note in with_reason) for note in notes)
    assert len(with_reason) < len(notes)


@pytest.mark.parametrize(
    ("path", "crumbs"),
    [
        ("/sdg", ["Home", "SDG 16"]),
        ("/about", ["Home", "About the data"]),
        ("/countries", ["Home", "Countries"]),
        ("/compare", ["Home", "Compare two things"]),
        ("/countries?place=Kenya", ["Home", "Countries", "Kenya"]),
    ],
)
def test_every_page_but_the_first_says_where_it_stands(live: str, path: str, crumbs: list[str]) -> None:
    way = visit(live, path).one("nav", "crumbs").all("li")
    assert [one.text for one in way] == crumbs
    assert [one.attributes.get("aria-current") for one in way] == [None] * (len(crumbs) - 1) + ["page"]


def test_the_first_page_has_no_crumbs(live: str) -> None:
    assert not visit(live, "/").all("nav", "crumbs")


@pytest.mark.parametrize("local", ["organization/interpol", "country/ken", "theme/corruption"])
def test_a_number_of_a_glance_leads_to_as_many_statements(live: str, local: str) -> None:
    glance = visit(live, "/id/" + local).one("section", id="glance")
    assert not glance.all("button", "p")
    links = [one.all("a")[-1] for one in glance.all("span", "one")]
    assert len(links) > 8
    for link in links:
        number, (path, _, place) = int(link.text.split()[0]), link.attributes["href"].partition("#")
        found = visit(live, path)
        if path.startswith("/partners"):
            assert found.one("li", id=place).one("span", "q").text == str(number)
            continue
        rows = found.one("ul", "rel").all("li")
        assert (len(rows), len(shown_query(live, found))) == (number, number)
        assert all(row.all("button", "p") and "data-statement" in row.attributes for row in rows)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ((("thing", "UNODC"), ("aspect", "themes"), ("other", "theme:corruption")), 200),
        ((("thing", "UNODC"), ("aspect", "themes"), ("other", "country:tcd")), 200),
        ((("thing", "UNODC"), ("aspect", "themes"), ("other", "theme:corruption"), ("page", "9")), 200),
        ((("thing", "UNODC"), ("aspect", "works"), ("other", "theme:corruption")), 400),
        ((("thing", "UNODC"), ("aspect", "themes")), 400),
        ((("thing", "UNODC"), ("aspect", "themes"), ("other", "theme:corruption"), ("x", "1")), 400),
        ((("thing", "Nobodys Office"), ("aspect", "themes"), ("other", "theme:corruption")), 404),
    ],
)
def test_what_can_be_asked_behind_a_number(live: str, given: tuple[tuple[str, str], ...], status: int) -> None:
    assert visit(live, "/behind", *given, status=status).one("h1").text


def test_a_search_by_a_question_shows_what_it_names_and_ready_questions(live: str) -> None:
    found = visit(live, "/find", ("q", "who works with UNODC on terrorism"))
    assert [one.text for one in found.all("h2")][:2] == ["What these words name", "Questions that may answer this"]
    lists = found.all("ol", "found")
    assert lists[0].all("li")[0].text.startswith("UNODC")
    assert "terrorism" in lists[0].all("li")[1].text
    assert len(lists[1].all("li")) > 5
    titles = [link.text for link in found.one("ul", "asks").all("a")]
    assert "Who works with whom?" in titles
    assert len(titles) <= 10
    assert not visit(live, "/find", ("q", "zzzzqqqq")).all("ul", "asks")


def test_a_search_by_some_words_says_so(live: str) -> None:
    found = visit(live, "/find", ("q", "countries with terrorism projects"))
    assert "Nothing has all of these words." in found.one("div", "lead").text


def test_counts_are_named_and_the_same_where_the_same_is_counted(live: str) -> None:
    count = fetch(address(live, "/api/entity", ("thing", "country:ken"))).json["answer"]["count"]
    assert visit(live, "/id/country/ken").one("div", "meta").text.startswith(f"{count} statements of fact name it, in ")
    assert "statements in this profile, in" in visit(live, "/countries", ("place", "Kenya")).one("div", "meta").text
    doubt = visit(live, "/timeline", ("thing", "Kenyaa"), status=404).one("ul", "rel").all("li")
    assert f"{count} statements of fact" in next(row.text for row in doubt if "country" in row.text)
    start = visit(live, "/explore").all("section", "group")
    assert any(f"Kenya {count}" in group.text for group in start)


def test_relations_are_told_in_plain_words(live: str) -> None:
    pages = ("/id/country/ken", "/id/programme/container-control-programme")
    pages += ("/id/activity/illicit-financial-flows-indicator-method",)
    told = [visit(live, path).one("main").text for path in pages]
    assert [
        words in text
        for words, text in zip(("Has to do with", "Is the programme of", "without naming every"), told, strict=True)
    ] == [True] * 3
    assert not any("country relation" in text or "ncomplete list" in text for text in told)
