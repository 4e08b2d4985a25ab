"""The pages and the linked data: complete HTML for people, RDF for programs, and nothing a user types gets through."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from pyoxigraph import RdfFormat, parse

from client import PROBLEM, SECURITY, Reply, address, fetch
from conftest import Server
from harbour import write_harbour
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS
from mandategraph.vocabulary import ID, MG, ONTOLOGY
from markup import read
from small import build_quietly

HTML, JSON = "text/html", "application/json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PARSERS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"

PAGES = {
    "/": 200,
    "/queries": 200,
    "/queries/roles": 200,
    "/queries/roles?work=Harbour+Programme": 200,
    "/queries/roles?work=LO": 200,
    "/queries/roles?work=&role=partner": 200,
    "/queries/roles?place=99": 200,
    "/queries/summaries": 200,
    "/queries/who-is?thing=organization:forge": 200,
    "/sparql": 200,
    "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+9": 200,
    "/sparql?query=SELECT+*+%7B+%3Fs+a+mg:Contribution+%7D": 200,
    "/sparql?query=SELECT+(1+AS+%3Fx)+(%3Fy+AS+%3Fz)+%7B%7D": 200,
    "/sparql?query=ASK+%7B+%3Fs+a+mg:Country+%7D": 200,
    "/sparql?query=DESCRIBE+organization:forge": 200,
    "/sparql?query=CONSTRUCT+%7B+_:b+a+%3Ft+%7D+%7B+%3Fs+a+%3Ft+%7D": 200,
    "/ontology": 200,
    "/id/organization/forge": 200,
    "/id/organization/lantern": 200,
    "/id/programme/harbour": 200,
    "/id/meeting/summit": 200,
    "/id/country/ala": 200,
    "/id/document/log": 200,
    "/id/document/log/paragraph/1": 200,
    "/id/document/log/paragraph/2": 200,
    "/id/theme-target/corruption": 200,
    "/resource?iri=http://metadata.un.org/sdg/16.5": 200,
    "/sparql?query=SELECT+(%22x%22%5E%5Exsd:integer+AS+%3Fx)+(.5+AS+%3Fy)+%7B%7D": 200,
    "/nowhere": 404,
    "/queries/nope": 404,
    "/queries/roles?work=Nobody": 404,
    "/queries/roles?nope=1": 400,
    "/queries/roles?place=many": 400,
    "/queries/roles?work=the+Guild": 200,
    "/queries/roles?work=country:a%3Eb": 400,
    "/queries/roles?format=nope": 406,
    "/id/organization/nobody": 404,
    "/id/organization/a%20b": 400,
    "/resource": 400,
    "/resource?iri=": 400,
    "/resource?iri=relative": 400,
    "/resource?iri=http://example.org/nothing": 404,
    "/sparql?query=SELECT+nonsense": 400,
    "/sparql?query=ASK%7B%7D&query=ASK%7B%7D": 400,
    "/sparql?query=ASK%7B%7D&default-graph-uri=relative": 400,
}
"""What a browser asks for, and the status of the page that it gets."""

ERRORS = {
    "/nowhere": (404, "there is no page /nowhere"),
    "/queries/nope": (404, "no query is named 'nope'; the library has roles, summaries, who-is"),
    "/queries/roles?nope=1": (400, "roles has no parameter 'nope'; it takes work, role, place"),
    "/queries/summaries?nope=1": (400, "summaries has no parameter 'nope'; it takes no parameters"),
    "/queries/roles?place=1.5": (400, "place='1.5' is not a whole number; give one, for example 1"),
    "/queries/roles?work=Nobody": (404, "nothing is named 'Nobody'; give a name, acronym or code"),
    "/queries/roles?work=the+guild": (400, f"'the guild' may be {ID}organization/forge or {ID}organization/weavers"),
    "/queries/roles?work=http://a%3Eb": (400, "'http://a>b' is not an IRI"),
    "/queries/roles?format=nope": (406, "ask for one of html, json, xml, csv, tsv"),
    "/queries/who-is?format=csv": (406, "ask for one of html, turtle, ntriples, jsonld, rdfxml"),
    "/id/organization/nobody": (404, f"nothing in the graph has the IRI {ID}organization/nobody"),
    "/id/organization/nobody?format=turtle": (404, f"nothing in the graph has the IRI {ID}organization/nobody"),
    "/id/organization/a%20b": (400, "organization/a b' is not an IRI"),
    "/id/organization/lantern?format=csv": (406, "ask for one of html, turtle, ntriples, jsonld, rdfxml"),
    "/ontology?format=csv": (406, "ask for one of html, turtle, ntriples, jsonld, rdfxml"),
    "/resource": (400, "iri is missing; ask for /resource?iri=http://metadata.un.org/sdg/16"),
    "/resource?iri=relative": (400, "'relative' is not an IRI"),
    "/resource?iri=http://example.org/nothing": (404, "nothing in the graph has the IRI http://example.org/nothing"),
}
"""Where a program meets an error, its status and a part of its message."""

ATTACKS = (
    "/sparql?query=",
    "/sparql?query=ASK%7B%7D&format=",
    "/sparql?query=ASK%7B%7D&default-graph-uri=",
    "/queries/",
    "/queries/roles?work=",
    "/queries/roles?role=",
    "/queries/roles?place=",
    "/queries/roles?format=",
    "/queries/roles?nope=",
    "/resource?iri=",
    "/resource?iri=http://example.org/",
    "/id/organization/",
    "/",
)
"""Where a user's text stands in an address."""

REPRS = re.compile(
    r"<(NamedNode|Literal|BlankNode|Triple|Undefined|\w+ object)\b|\b(NamedNode|Literal|Shown|Evidence|Row|URIRef)\("
    r"|\[['\"]|\{['\"]|\bdict_\w+\(|\bset\(\)|\bfrozenset\(|\bNone\b|\\x[0-9a-f]{2}|\\n"
)
VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "wbr", "col"})


class Page(HTMLParser):
    """A page as the tests see it: its faults, and what it has of each tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self._classes: list[str] = []
        self._inside: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{name}> is not closed" for name in self._open]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attributes]
        self.faults += [f"<{tag}> has {name} twice" for name, times in Counter(names).items() if times > 1]
        self.tags.append((tag, {name: value or "" for name, value in attributes}))
        if tag not in VOID:
            self._open.append(tag)
            self._classes.append(self.tags[-1][1].get("class", ""))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or (self._classes.pop(), self._open.pop())[1] != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} closes something else")

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self._open[-1] if self._open else "", []).append(data)
        self._inside.append((" ".join(self._classes), data))

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of each element of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]

    def text(self, *without: str) -> str:
        """All text but that in elements of some kinds."""
        return " ".join(text for tag, texts in self.texts.items() if tag not in without for text in texts)

    def anchors(self, path: str) -> set[str]:
        """The places on the page at a path to which this page links."""
        links = [link["href"].partition("#") for link in self.all("a")]
        return {anchor for before, sign, anchor in links if sign and before in ("", path)}

    def inside(self, name: str) -> str:
        """All text in elements of a class, at any depth."""
        return " ".join(text for classes, text in self._inside if name in classes.split())


@pytest.fixture(scope="module")
def server(start: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the sources with the log."""
    root = tmp_path_factory.mktemp("harbour")
    build_quietly(write_harbour(root), root / "snapshots")
    with start("--queries", str(root / "queries"), snapshots=root / "snapshots") as running:
        yield running


@pytest.fixture(scope="module")
def file_server(start: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a file, without a build."""
    path = tmp_path_factory.mktemp("data") / "data.ttl"
    path.write_text(f"<{ID}country/ala> a <{MG}Country> .\n", encoding="utf-8")
    with start("--data", str(path)) as running:
        yield running


def test_no_case_is_lost() -> None:
    assert (len(PAGES), len(ERRORS), len(ATTACKS)) == (45, 18, 13)


@pytest.mark.parametrize(("path", "status"), PAGES.items())
def test_page(server: str, path: str, status: int) -> None:
    reply = fetch(server + path, accept=BROWSER)
    assert (reply.status, reply.media) == (status, HTML), reply.text
    assert all(reply.headers[name] for name in SECURITY)
    assert reply.text.lower().startswith("<!doctype html>")
    page = Page(reply.text)
    assert not page.faults
    check_structure(page, path.partition("?")[0])
    check_labels(page)
    found = REPRS.search(page.text("code", "textarea"))
    assert not found, f"{found[0]!r} looks like Python" if found else ""
    assert "Traceback" not in reply.text


def check_structure(page: Page, path: str) -> None:
    """One language, title, main and heading; ids and the links to them fit together."""
    assert page.all("html")[0]["lang"] == "en"
    assert [len(page.all(tag)) for tag in ("head", "body", "title", "main", "h1")] == [1, 1, 1, 1, 1]
    assert all(" ".join(page.texts[tag]).strip() for tag in ("title", "h1"))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert not [name for name, times in Counter(ids).items() if times > 1]
    assert not page.anchors(path) - set(ids)
    assert not [link for link in page.all("a") if not re.match(r"/|#|https?://", link["href"])]
    assert all(re.fullmatch(r"/static/built/assets/\w+-[\w-]+\.js", script["src"]) for script in page.all("script"))
    assert not "".join(page.texts.get("script", [])).strip()
    assert not [attributes for _, attributes in page.tags if any(name.startswith("on") for name in attributes)]
    assert not [attributes for _, attributes in page.tags if "style" in attributes]


def check_labels(page: Page) -> None:
    """Each field has a label and is described by what exists; each button says what it does; each table has heads."""
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    labelled = {label["for"] for label in page.all("label")}
    fields = [*page.all("input"), *page.all("textarea"), *page.all("select")]
    assert labelled == {field["id"] for field in fields}
    assert {name for field in fields for name in field.get("aria-describedby", "").split()} <= ids
    assert len(page.texts.get("button", [])) == len(page.all("button"))
    assert {head["scope"] for head in page.all("th")} <= {"col", "row", "colgroup", "rowgroup"}


def test_every_link_of_a_page_leads_somewhere(server: str) -> None:
    paths = ("/", "/queries", "/queries/roles?work=LO", "/queries/who-is?thing=LO", "/id/document/log/paragraph/2")
    pages = {path: Page(fetch(server + path, accept=BROWSER).text) for path in (*paths, "/ontology")}
    terms = {attributes.get("id") for _, attributes in pages["/ontology"].tags}
    anchors = set().union(*(pages[path].anchors("/ontology") for path in paths))
    assert not {anchor for anchor in anchors if anchor[0].isupper()} - terms
    links = {urljoin(server + path, a["href"]).partition("#")[0] for path in paths for a in pages[path].all("a")}
    ours = sorted(link for link in links if link.startswith(server))
    assert len(ours) >= 20
    broken = {urlsplit(link).path for link in ours if fetch(link, accept=BROWSER).status != 200}
    assert broken == {"/sdg"}, "these sources have no goal 16"


@pytest.mark.parametrize(("path", "expected"), ERRORS.items())
def test_error(server: str, path: str, expected: tuple[int, str]) -> None:
    status, part = expected
    reply = fetch(server + path)
    assert (reply.status, reply.media) == (status, PROBLEM), reply.text
    assert reply.json["status"] == status
    assert part in reply.json["detail"]
    assert all(reply.headers[name] for name in SECURITY)


@pytest.mark.parametrize("path", ATTACKS)
def test_what_a_user_types_is_escaped(server: str, path: str) -> None:
    reply = fetch(server + path + quote(XSS, safe=""), accept=BROWSER)
    assert reply.media == HTML
    assert "<script>" not in reply.text
    assert "<img" not in reply.text
    page = Page(reply.text)
    assert not page.faults
    check_structure(page, path.partition("?")[0])


def test_the_query_stays_in_its_field(server: str) -> None:
    query = "SELECT * { ?s ?p '</textarea><script>' } # é % + &amp;"
    page = Page(fetch(address(server, "/sparql", ("query", query)), accept=BROWSER).text)
    assert "".join(page.texts["textarea"]) == query


def test_a_parameter_stays_in_its_field(server: str) -> None:
    page = Page(fetch(address(server, "/queries/roles", ("role", XSS), ("place", "1")), accept=BROWSER).text)
    values = {field["name"]: field.get("value", "") for field in page.all("input")}
    assert values == {"q": "", "work": "", "role": XSS, "place": "1"}


def test_a_label_with_markup_is_shown_as_it_is(server: str) -> None:
    page = Page(fetch(server + "/id/organization/forge", accept=BROWSER).text)
    assert page.texts["h1"] == ["What does Forge <Guild> & “Sons” do, with whom, where, and on whose mandate?"]


def test_about_names_the_snapshot(server: str) -> None:
    version = fetch(server + "/healthz").json["version"]
    assert version in fetch(server + "/about", accept=BROWSER).text


def test_health(server: str, file_server: str) -> None:
    reply = fetch(server + "/healthz")
    assert (reply.status, reply.media) == (200, JSON)
    assert reply.json["status"] == "ok"
    assert re.fullmatch(r"[0-9a-f]{12}", reply.json["version"])
    assert fetch(file_server + "/healthz").json == {"status": "ok", "version": None}


@pytest.mark.parametrize("path", ["/", "/sparql", "/ontology", "/queries"])
def test_a_file_has_pages_too(file_server: str, path: str) -> None:
    reply = fetch(file_server + path, accept=BROWSER)
    assert reply.status == 200
    assert not Page(reply.text).faults


def test_queries_stand_in_their_groups(server: str) -> None:
    page = Page(fetch(server + "/queries", accept=BROWSER).text)
    assert [text for text in map(str.strip, page.texts["h2"]) if text][:2] == ["Actors", "Texts"]
    assert {f"/queries/{name}" for name in ("roles", "summaries", "who-is")} <= {a["href"] for a in page.all("a")}


def test_a_question_shows_rows_fields_exports_and_its_query(server: str) -> None:
    page = Page(fetch(server + "/queries/roles?role=partner", accept=BROWSER).text)
    assert "1 row" in page.texts["caption"]
    assert [field["name"] for field in page.all("input")] == ["q", "work", "role", "place"]
    assert "for example Harbour Programme" in page.text()
    assert "VALUES ?work { UNDEF }" in page.text()
    exports = [link["href"] for link in page.all("a") if "format=" in link["href"]]
    assert [link.count("role=partner") for link in exports] == [1] * len(RESULT_FORMATS)


def test_a_question_without_answer_says_so(server: str) -> None:
    page = Page(fetch(server + "/queries/roles?place=99", accept=BROWSER).text)
    assert "Nothing in the graph answers this" in page.text()


@pytest.mark.parametrize(("form", "media"), RESULT_FORMATS.items())
@pytest.mark.parametrize("parameters", ["", "work=harbour+programme&", "work=&role=partner&", "work=LO&"])
def test_a_question_in_each_format(server: str, parameters: str, form: str, media: str) -> None:
    for reply in (
        fetch(f"{server}/queries/roles?{parameters}format={form}", accept=BROWSER),
        fetch(f"{server}/queries/roles?{parameters}", accept=media),
    ):
        assert (reply.status, reply.media) == (200, media)
        assert reply.headers["Vary"] == "Accept, Accept-Encoding"
        assert ("Forge" in reply.text) == ("LO" not in parameters)


@pytest.mark.parametrize(("form", "media"), GRAPH_FORMATS.items())
def test_a_question_whose_answer_is_a_graph(server: str, form: str, media: str) -> None:
    reply = fetch(f"{server}/queries/who-is?thing=lo&format={form}")
    assert (reply.status, reply.media) == (200, media)
    assert {quad.subject.value for quad in parse(reply.body, format=PARSERS[form])} == {  # type: ignore[union-attr]
        ID + "organization/lantern"
    }


@pytest.mark.parametrize(
    "work", ["Harbour Programme", "HARBOUR PROGRAMME", "100% + safe", "programme:harbour", ID + "programme/harbour"]
)
def test_a_thing_has_many_names(server: str, work: str) -> None:
    reply = fetch(address(server, "/queries/roles", ("work", work), ("format", "json")))
    assert len(reply.json["results"]["bindings"]) == 2


def test_the_ontology_for_people(server: str) -> None:
    reply = fetch(server + "/ontology", accept=BROWSER)
    assert reply.headers["Vary"] == "Accept, Accept-Encoding"
    page = Page(reply.text)
    ids = {attributes.get("id") for _, attributes in page.tags}
    assert {"prefixes", "classes", "relations", "values", "Work", "partner", "value"} <= ids
    assert len([1 for section in page.all("section") if section.get("class") == "term"]) >= 200
    assert not {f"mg:{name}" for name in ("string", "langString", "gYear")} & set(page.texts["code"])


@pytest.mark.parametrize(("form", "media"), GRAPH_FORMATS.items())
def test_the_ontology_for_programs(server: str, form: str, media: str) -> None:
    for reply in (fetch(f"{server}/ontology?format={form}"), fetch(server + "/ontology", accept=media)):
        assert (reply.status, reply.media) == (200, media)
        subjects = {str(quad.subject) for quad in parse(reply.body, format=PARSERS[form])}
        assert {f"<{ONTOLOGY}>", f"<{MG}partner>"} <= subjects


def test_a_thing_shows_its_types_and_relations_with_their_paragraphs(server: str) -> None:
    top = read(fetch(server + "/id/programme/harbour", accept=BROWSER).text)
    assert top.one("p", "kind").text == "Programme"
    rows = {row.text for row in top.one("section", id="also").all("li")}
    assert "Partner Forge <Guild> & “Sons” ¶ log, 1 stated" in rows
    assert "Implemented by LO ¶ log, 1 stated" in rows
    assert {"Assisted country Åland ¶ log, 2 stated", "Assisted country Chad ¶ log, 2 read"} <= rows


def test_what_is_planned_or_hedged_stands_apart(server: str) -> None:
    top = read(fetch(server + "/id/meeting/summit", accept=BROWSER).text)
    rows = [row.text for row in top.one("section", id="apart").all("li")]
    assert rows == ["Attended by Forge <Guild> & “Sons” ¶ log, 2 possible", "Organized by LO ¶ log, 2 planned"]
    assert not [section for section in top.all("section", "group") if "Summit" in section.text]
    assert top.one("div", "meta").text.startswith("0 statements")


def test_a_paragraph_shows_what_it_says(server: str) -> None:
    top = read(fetch(server + "/id/document/log/paragraph/1", accept=BROWSER).text)
    assert top.one("h1").text == "What does paragraph 1 say?"
    assert "Forge <Guild> & “Sons”" in top.one("main").text


@pytest.mark.parametrize(("form", "media"), GRAPH_FORMATS.items())
@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("/id/organization/lantern", ID + "organization/lantern"),
        ("/id/document/log/paragraph/1", ID + "document/log/paragraph/1"),
        ("/resource?iri=http://metadata.un.org/sdg/16.5", "http://metadata.un.org/sdg/16.5"),
    ],
)
def test_a_thing_in_each_format(server: str, path: str, iri: str, form: str, media: str) -> None:
    joined = f"{server}{path}{'&' if '?' in path else '?'}format={form}"
    for reply in (fetch(joined, accept=BROWSER), fetch(server + path, accept=media)):
        assert (reply.status, reply.media) == (200, media)
        assert reply.headers["Vary"] == "Accept, Accept-Encoding"
        quads = list(parse(reply.body, format=PARSERS[form]))
        assert [quad for quad in quads if quad.subject.value == iri and quad.predicate.value.endswith("#label")]  # type: ignore[union-attr]


@pytest.mark.parametrize("accept", [None, "*/*", "text/*", BROWSER, f"{HTML};q=0.2", f"text/turtle;q=0.1, {HTML}"])
def test_a_thing_is_a_page_first(server: str, accept: str | None) -> None:
    assert fetch(server + "/id/organization/lantern", accept=accept).media == HTML


def test_a_thing_in_nothing_acceptable(server: str) -> None:
    reply = fetch(server + "/id/organization/lantern", accept="image/png")
    assert (reply.status, reply.media) == (406, PROBLEM)


@pytest.mark.parametrize("path", ["/", "/queries", "/queries/roles", "/ontology", "/healthz", "/id/organization/forge"])
def test_a_page_is_only_read(server: str, path: str) -> None:
    reply = fetch(server + path, method="POST", body=b"")
    assert (reply.status, reply.media) == (405, PROBLEM)
    assert reply.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_the_style_is_served(server: str) -> None:
    links = Page(fetch(server + "/", accept=BROWSER).text).all("link")
    (style,) = [link["href"] for link in links if link["rel"] == "stylesheet"]
    reply = fetch(server + style)
    assert (reply.status, reply.media) == (200, "text/css")


def test_a_new_snapshot_is_followed(start: Server, tmp_path: Path) -> None:
    old = build_quietly(write_harbour(tmp_path / "old"), tmp_path / "snapshots")
    with start(snapshots=tmp_path / "snapshots") as running:
        assert fetch(running + "/healthz").json["version"] == old.manifest.version
        log = "@prefix mg: <https://w3id.org/mandategraph/ontology#> .\n"
        sources = write_harbour(tmp_path / "new")
        (sources / "graph" / "more.trig").write_text(log, encoding="utf-8")
        new = build_quietly(sources, tmp_path / "snapshots")
        assert new.manifest.version != old.manifest.version
        deadline = time.monotonic() + 5
        while fetch(running + "/healthz").json["version"] != new.manifest.version:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_shipped_home_asks_five_questions_that_have_answers(live: str) -> None:
    links = [link["href"] for link in Page(fetch(live + "/", accept=BROWSER).text).all("a")]
    questions = [link for link in links if link.startswith("/queries/")]
    assert len(questions) == 5
    for link in questions:
        reply = fetch(live + link, accept="application/sparql-results+json")
        assert reply.json["results"]["bindings"], link


def test_shipped_organization_is_a_page_and_turtle(live: str) -> None:
    page = Page(fetch(live + "/id/organization/unodc", accept=BROWSER).text)
    assert page.texts["h1"] == ["What does UNODC do, with whom, where, and on whose mandate?"]
    assert not page.faults
    turtle = fetch(live + "/id/organization/unodc", accept="text/turtle")
    assert turtle.media == "text/turtle"
    assert list(parse(turtle.body, format=RdfFormat.TURTLE))


def test_shipped_questions_are_listed(live: str) -> None:
    reply = fetch(live + "/queries", accept=BROWSER)
    links = {link["href"] for link in Page(reply.text).all("a") if link["href"].startswith("/queries/")}
    assert len(links) >= 25


def test_reply_reads_json() -> None:
    assert Reply(200, fetch.__annotations__, json.dumps({"a": 1}).encode()).json == {"a": 1}  # type: ignore[arg-type]


@pytest.mark.parametrize("graph", ["graph/curated", "document/sg-report-2017-06-30/reading/29"])
def test_shipped_named_graph_has_a_page(live: str, graph: str) -> None:
    reply = fetch(live + "/id/" + graph, accept=BROWSER)
    assert reply.status == 200
    assert "A named graph" in reply.text
