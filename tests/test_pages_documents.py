"""The pages of documents, sections and paragraphs: what stands where, on what it rests, where to report an error."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from client import PROBLEM, fetch
from conftest import Server
from harbour import write_harbour
from markup import Element, read
from small import build_quietly
from visits import rows_of, visit

REPORT = "/id/document/sg-report-2017-06-30"
SHOWN = ("52", "31", "24", "46", "77a", "front", "footnote-1")


@pytest.fixture(scope="module")
def server(start: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the sources with the log."""
    root = tmp_path_factory.mktemp("harbour")
    build_quietly(write_harbour(root), root / "snapshots")
    with start("--queries", str(root / "queries"), snapshots=root / "snapshots") as running:
        yield running


def said(found: Element, *parts: str) -> list[Element]:
    """The rows of statements in some parts of a page."""
    return [
        row
        for part in parts
        for section in found.all("section", id=part)
        for row in section.all("li", data_statement="")
    ]


@pytest.mark.parametrize("number", SHOWN)
def test_a_paragraph_shows_every_statement_of_its_graphs_once(live: str, number: str) -> None:
    found = visit(live, f"{REPORT}/paragraph/{number}")
    rows = rows_of(live, found.one("pre", id="query-text").raw)
    shown = said(found, "b-stated", "b-read", "b-planned", "b-hedged")
    assert len({row.attributes["data-statement"] for row in shown}) == len(shown) > 0
    assert len({(row["subject"], row["property"], row["object"]) for row in rows}) == len(shown)
    facts = said(found, "b-stated", "b-read")
    assert found.one("div", "meta").text.startswith(f"{len(facts)} statement")
    for basis in ("stated", "read"):
        for section in found.all("section", id=f"b-{basis}"):
            assert section.one("h2").text == f"{basis.capitalize()} {len(said(found, f'b-{basis}'))}"


@pytest.mark.parametrize("number", SHOWN)
def test_each_statement_has_its_sign_and_a_link_that_leads_to_it(live: str, number: str) -> None:
    found = visit(live, f"{REPORT}/paragraph/{number}")
    for row in found.one("main").all(data_statement=""):
        assert row.all("button", "p"), row.text
    rows = said(found, "b-stated", "b-read", "b-planned", "b-hedged", "follows")
    for row in rows:
        assert row.one("span", "end").one("a").attributes["href"] == row.attributes["data-statement"]
    assert "It is written; the signs below say where." in visit(live, rows[0].attributes["data-statement"]).text


def test_what_follows_is_folded_and_counted_apart(live: str) -> None:
    found = visit(live, f"{REPORT}/paragraph/52")
    rows = said(found, "follows")
    assert found.one("section", id="follows").one("h2").text == f"What follows {len(rows)}"
    assert len(found.one("section", id="follows").one("details").all("li", data_statement="")) == len(rows) > 100
    assert {sign.attributes["class"] for row in rows for sign in row.all("button")} == {"p derived"}
    written = {row.attributes["data-statement"] for row in said(found, "b-stated", "b-read")}
    assert not written & {row.attributes["data-statement"] for row in rows}


def test_what_is_planned_or_possible_stands_apart(server: str) -> None:
    found = visit(server, "/id/document/log/paragraph/2")
    assert found.one("div", "meta").text.startswith("2 statements: 1 stated, 1 read; 2 planned or possible, apart")
    for basis, name in (("planned", "LO"), ("hedged", "Forge <Guild> & “Sons”")):
        (row,) = said(found, f"b-{basis}")
        assert name in row.text
        assert row.one("button").attributes["class"] == "p held"
    assert "LO" not in "".join(row.text for row in said(found, "b-stated", "b-read"))


def test_a_paragraph_names_its_place_and_its_neighbours(live: str) -> None:
    found = visit(live, f"{REPORT}/paragraph/52")
    assert found.one("h1").text == "What does paragraph 52 say?"
    assert "Assistance to over 10 countries" in found.one("div", "lead").text
    kind = [link.attributes["href"] for link in found.one("p", "kind").all("a")]
    assert kind == [REPORT, f"{REPORT}/section/IV.D.2"]
    assert found.one("a", rel="prev").attributes["href"] == f"{REPORT}/paragraph/51"
    assert found.one("a", rel="next").attributes["href"] == f"{REPORT}/paragraph/53"
    assert [link.attributes["href"] for link in found.one("nav", "crumbs").all("a")] == [
        "/", "/documents", REPORT, f"{REPORT}/section/IV.D.2",
    ]  # fmt: skip


def test_the_own_text_is_read_at_the_united_nations_or_attached_as_about_tells(live: str) -> None:
    own = visit(live, f"{REPORT}/paragraph/52").one("section", id="own")
    links = {link.text: link.attributes["href"] for link in own.all("a")}
    assert links == {
        "Read paragraph 52 in the UN document": "https://undocs.org/en/A/72/125",
        "How to read it beside its statements": "/about#attach",
    }
    assert "mandategraph" not in own.text
    told = visit(live, "/about").one("section", id="attach")
    assert told.one("h2").text == "Read the document beside the graph"
    assert told.one("pre").text == "mandategraph attach FILE"
    footnote = visit(live, f"{REPORT}/paragraph/footnote-1").one("section", id="own")
    assert [link.attributes["href"] for link in footnote.all("a")] == ["https://undocs.org/en/A/72/125"]


def test_a_paragraph_names_places_figures_and_actors(live: str) -> None:
    found = visit(live, f"{REPORT}/paragraph/52")
    places = [head.text for head in found.one("section", id="places").all("th", scope="rowgroup")]
    assert {"Egypt", "Kenya", "Viet Nam", "West Bank"} <= set(places)
    figures = {one.one("span", "fig").text for one in found.one("section", id="figures").all("li")}
    assert {"over 10", "450", "60"} <= figures
    actors = [row.one("a").text for row in found.one("section", id="actors").all("li")]
    assert {"UNODC", "UN-Women"} <= set(actors)


@pytest.mark.parametrize(
    ("number", "title"),
    [("summary", "What does the summary say?"), ("front", "What does the front matter say?"),
     ("footnote-1", "What does footnote 1 say?"), ("77a", "What does paragraph 77(a) say?")],
)  # fmt: skip
def test_other_parts_are_called_by_what_they_are(live: str, number: str, title: str) -> None:
    assert visit(live, f"{REPORT}/paragraph/{number}").one("h1").text == title


def test_a_report_of_an_error_names_the_paragraph_the_page_and_the_version(live: str) -> None:
    found = visit(live, f"{REPORT}/paragraph/52")
    area = found.one("section", id="report").one("textarea")
    assert "readonly" in area.attributes
    assert found.one("section", id="report").one("button").attributes["data-copy"] == f"#{area.attributes['id']}"
    version = fetch(live + "/healthz").json["version"]
    for words in ("A/72/125", "paragraph 52", f"{live}{REPORT}/paragraph/52", version, "What is wrong: "):
        assert words in area.raw


def test_the_rows_of_the_query_are_the_downloads(live: str) -> None:
    found = visit(live, f"{REPORT}/paragraph/24")
    links = {link.text: link.attributes["href"] for link in found.one("aside", "use").all("a")}
    query = found.one("pre", id="query-text").raw
    assert parse_qs(urlsplit(links["CSV"]).query)["query"] == [query]
    reply = fetch(live + links["JSON"])
    assert len(reply.json["results"]["bindings"]) == len(rows_of(live, query)) == 25


def test_the_note_gets_a_piece_of_html(live: str) -> None:
    reply = fetch(f"{live}{REPORT}/paragraph/52?part=statements", accept="text/html")
    assert (reply.status, reply.media) == (200, "text/html")
    assert "<html" not in reply.text
    assert reply.headers["ETag"]
    piece = read(reply.text)
    assert len(piece.one("ul", "lines").all("li")) == 12
    written = said(visit(live, f"{REPORT}/paragraph/52"), "b-stated", "b-read")
    last = piece.all("a")[-1]
    assert (last.text, last.attributes["href"]) == (
        f"and {len(written) - 12} more",
        f"{REPORT}/paragraph/52#statements",
    )
    assert len(reply.body) < 10_000


@pytest.mark.parametrize("basis", ["b-stated", "b-read", "follows"])
def test_the_piece_for_a_note_begins_with_the_statement_of_the_sign(live: str, basis: str) -> None:
    chosen = said(visit(live, f"{REPORT}/paragraph/52"), basis)[0]
    given = urlencode({"part": "statements", "of": chosen.attributes["data-statement"]})
    piece = read(fetch(f"{live}{REPORT}/paragraph/52?{given}", accept="text/html").text)
    this = piece.one("p", data_this="")
    assert this.text.startswith("This statement: ")
    assert chosen.all("span")[0].text.casefold() in this.text.casefold()
    lines = [line.text for line in piece.one("ul", "lines").all("li")]
    assert len(lines) == 12
    assert this.text.removeprefix("This statement: ") not in lines
    assert "The other statements of this paragraph:" in piece.text


def test_a_statement_that_a_paragraph_does_not_make_leads_to_the_usual_piece(live: str) -> None:
    usual, other = (
        fetch(f"{live}{REPORT}/paragraph/52?part=statements{more}", accept="text/html").text
        for more in ("", "&of=/statement?subject=x")
    )
    assert usual == other
    assert "The statements of this paragraph:" in usual


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/document/log/paragraph/1?part=statements&of=a&of=b", 400),
        ("/id/document/log/paragraph/1?part=nothing", 400),
        ("/id/document/log/paragraph/1?part=statements&part=statements", 400),
        ("/id/document/log?part=statements", 404),
        ("/id/organization/lantern?part=statements", 404),
        ("/id/document/log/paragraph/1?colour=red", 400),
        ("/documents?colour=red", 400),
        ("/id/document/log/paragraph/99", 404),
    ],
)
def test_what_cannot_be_asked_is_said(server: str, path: str, status: int) -> None:
    reply = fetch(server + path)
    assert (reply.status, reply.media) == (status, PROBLEM)


def test_programs_get_a_paragraph_as_rdf_as_before(server: str) -> None:
    reply = fetch(server + "/id/document/log/paragraph/1", accept="text/turtle")
    assert (reply.status, reply.media) == (200, "text/turtle")


def test_a_document_lists_sections_and_paragraphs_in_order(live: str) -> None:
    found = visit(live, REPORT)
    assert found.one("h1").text == "What does A/72/125 say?"
    rows = [row for part in found.all("ul", "paragraphs") for row in part.all("li")]
    assert len(rows) == len(rows_of(live, found.one("pre", id="query-text").raw)) == 110
    numbers = [row.one("a").text for row in rows]
    plain = [int(text.split()[1]) for text in numbers if text.split()[-1].isdigit() and text.startswith("Paragraph")]
    assert plain == list(range(1, 78))
    heads = [head.text for head in found.all("h2")]
    wanted = ("I Introduction", "IV.A.3 Measures against trafficking in firearms", "V Governance")
    places = [next(place for place, head in enumerate(heads) if head.startswith(words)) for words in wanted]
    assert places == sorted(places)
    sums = [int(row.one("span", "count").text.split()[0].replace(",", "")) for row in rows if "statement" in row.text]
    assert f"{sum(sums):,} statements in 110 paragraphs" in found.one("div", "meta").text
    assert found.one("section", id="relations").all(data_statement="")


def test_the_counts_of_a_document_are_those_of_its_paragraphs(live: str) -> None:
    found = visit(live, f"{REPORT}/section/IV.D.2")
    rows = {
        row.one("a").attributes["href"]: row.one("span", "count").text
        for row in found.one("ul", "paragraphs").all("li")
    }
    assert list(rows) == [f"{REPORT}/paragraph/51", f"{REPORT}/paragraph/52"]
    for path, count in rows.items():
        assert visit(live, path).one("div", "meta").text.startswith(count)


def test_a_section_lists_the_sections_below_it(live: str) -> None:
    found = visit(live, f"{REPORT}/section/IV.D")
    assert found.one("h1").text == "What does section IV.D say?"
    paragraphs = [row.one("a").text for part in found.all("ul", "paragraphs") for row in part.all("li")]
    assert paragraphs == [f"Paragraph {number}" for number in range(49, 56)]
    assert found.one("nav", "crumbs").all("a")[-1].attributes["href"] == f"{REPORT}/section/IV"


def test_a_section_without_a_number_is_called_by_its_title(live: str) -> None:
    assert visit(live, f"{REPORT}/section/summary").one("h1").text == "What does the section “Summary” say?"


def test_documents_lists_what_was_read_and_what_is_named(live: str) -> None:
    found = visit(live, "/documents")
    (row,) = found.one("table").one("tbody").all("tr")
    assert row.one("a").attributes["href"] == REPORT
    cells = [cell.text for cell in row.all("td")]
    total = visit(live, REPORT).one("div", "meta").text.split()[0]
    assert cells == ["A/72/125", "30 June 2017", "32", "110", total]
    named = [item for group in found.all("section", "group") for item in group.all("li")]
    assert len(named) == len(rows_of(live, found.one("pre", id="query-text").raw)) > 50
    assert f"{len(named)} texts named" in found.one("div", "meta").text


def test_other_documents_keep_their_pages(live: str) -> None:
    found = visit(live, "/id/resolution/a-res-71-209")
    assert found.one("h1").text == "What is General Assembly resolution 71/209, and who acts on it?"


def test_a_document_without_sections_and_names_with_markup(server: str) -> None:
    found = visit(server, "/id/document/log")
    assert [row.one("a").text for row in found.one("ul", "paragraphs").all("li")] == ["Paragraph 1", "Paragraph 2"]
    assert "Forge <Guild> & “Sons”" in visit(server, "/id/document/log/paragraph/1").text
    assert Path(urlsplit(found.one("ul", "paragraphs").one("a").attributes["href"]).path).name == "1"
