"""A document that a user attaches: cut into paragraphs, kept beside the snapshots, shown with its names marked."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from client import fetch
from conftest import Server
from harbour import write_harbour
from mandategraph.cli import main
from mandategraph.cli.reading import text_of_file
from mandategraph.cli.splitting import sought, split
from mandategraph.errors import AttachmentInvalid
from mandategraph.explore.named import marked
from mandategraph.store.attached import Attached, Text
from mandategraph.vocabulary import ID
from markup import read
from small import build_quietly

LOG, PARAGRAPH = ID + "document/log", ID + "document/log/paragraph/"
TEXT = """\
A/99/1

The log of the harbour

1. The Lantern Office (LO) runs the Harbour Programme with the Guild, <b>and</b> it does so every day.

2. The harbour programme is in Åland
and is to be in Chad. An LOcal office is no LO.
"""
WANTED = {
    "a": "front matter",
    "b": "summary",
    "c": "1",
    "d": "2",
    "e": "2(a)",
    "f": "2(b)",
    "g": "footnote 1",
    "h": "3",
}
LONG = "\fA/99/1\n\n17-01234 3/21\n\n".join(
    (
        "Distr.: General\n\nSummary\n\nThis report tells of ships.\n\n* A/99/50.\n\nI. Ships\n\n1. Ships came\n"
        "and went in the well-\nknown harbour (see figure\n",
        "2 below) until the evening.\n\nA. Boats\nand rafts\n\n1. Big boats\n\n2. Boats are small:\n\n"
        "(a) Some have sails;\n\n",
        "(b) Some have none; the rest of it is not known.\n\n_______\n"
        "¹ See the other log.\nSecond line of the note.\n\n",
        "II. Rafts\n\n3. Rafts drift, as said in 1999. 4. is no number here.\n\nAnnex\n\nMuch more.\n",
    )
)


def test_paragraphs_are_cut_at_their_numbers_in_order() -> None:
    assert split(LONG, WANTED, ["Ships", "Boats and rafts", "Rafts", "Big boats"]) == {
        "b": "This report tells of ships.",
        "c": "Ships came and went in the well-known harbour (see figure 2 below) until the evening.",
        "d": "Boats are small:",
        "e": "Some have sails;",
        "f": "Some have none; the rest of it is not known.",
        "h": "Rafts drift, as said in 1999. 4. is no number here.",
    }


def test_what_is_not_found_is_left_out_and_does_not_swell_the_one_before() -> None:
    text = "1. One.\n\n2 Two has lost its stop.\n\n3. Three."
    assert split(text, {"a": "1", "b": "2", "c": "3"}, ()) == {"a": "One.", "c": "Three."}
    assert split("1. One. 2. Two.\n3. Three.", {"a": "1", "b": "2", "c": "3"}, ()) == {"a": "One.", "c": "Three."}
    assert split("", {"a": "1"}, ()) == {}
    assert split("Nothing here.", {"a": "1"}, ()) == {}


def test_a_heading_with_a_number_is_no_paragraph() -> None:
    text = (
        "1. The first is long enough to be a paragraph.\n\n2. Heading\n\n2. The second paragraph, which comes after.\n"
    )
    assert split(text, {"a": "1", "b": "2"}, ["Heading"]) == {
        "a": "The first is long enough to be a paragraph.",
        "b": "The second paragraph, which comes after.",
    }


def test_front_matter_and_footnotes_are_not_looked_for() -> None:
    assert [sought(number) for number in WANTED.values()] == [False, True, True, True, True, True, False, True]


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", b"1. *Inter alia*, see [A/1](#), 2 * 3.", "1. Inter alia, see A/1, 2 * 3."),
        ("a.md", "\ufeff1. Ä\r\n2. B".encode(), "1. Ä\n2. B"),
        ("a.txt", "1. Ä".encode("utf-16"), "1. Ä"),
        (
            "a.html",
            b"<title>T</title><style>p{}</style><p>1. A &amp; B<br>C</p><script>2. x</script><p>2. <i>D</i></p>",
            "1. A & B\nC\n\n2. D",
        ),
    ],
)
def test_files_are_read(tmp_path: Path, name: str, data: bytes, text: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert re.sub(r"\n{3,}", "\n\n", text_of_file(tmp_path / name)).strip() == text


def test_a_pdf_is_read(tmp_path: Path) -> None:
    pytest.importorskip("pypdf", reason="pypdf is an optional extra")
    (tmp_path / "a.pdf").write_bytes(pdf("1. The harbour.", "2. The ships."))
    assert split(text_of_file(tmp_path / "a.pdf"), {"a": "1", "b": "2"}, ()) == {"a": "The harbour.", "b": "The ships."}


def test_without_pypdf_a_pdf_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    (tmp_path / "a.pdf").write_bytes(pdf("1. The harbour."))
    with pytest.raises(AttachmentInvalid, match=r"pip install 'mandategraph\[attach\]'"):
        text_of_file(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", b"x", "give a file in .txt, .md, .html or .pdf"),
        ("a", b"x", "ends in nothing"),
        ("a.txt", b"\xff\x00\xfa", "is not UTF-8"),
        ("missing.txt", None, "No such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, data: bytes | None, words: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(AttachmentInvalid, match=words):
        text_of_file(tmp_path / name)


def pdf(*pages: str) -> bytes:
    """A small PDF with one line a page."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{4 + 2 * place} 0 R' for place in range(len(pages)))}]>>",
    ]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for place, text in enumerate(pages):
        stream = f"BT /F 12 Tf 72 720 Td ({text}) Tj ET"
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {5 + 2 * place} 0 R>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    body = "%PDF-1.4\n" + "".join(f"{place} 0 obj{text}endobj\n" for place, text in enumerate(objects, 1))
    return f"{body}trailer<</Root 1 0 R/Size {len(objects) + 1}>>\nstartxref\n0\n%%EOF".encode()


def test_names_are_marked_longest_first_as_whole_words() -> None:
    things = {
        "LO": frozenset("a"),
        "Lantern": frozenset("b"),
        "Lantern Office": frozenset("c"),
        "the Guild": frozenset("de"),
    }
    pieces = marked("A lantern  office, LO, lo and LOs; The Guild’s Lantern.", things)
    assert [(piece.text, "".join(sorted(piece.things))) for piece in pieces if piece.things] == [
        ("lantern  office", "c"), ("LO", "a"), ("The Guild", "de"), ("Lantern", "b"),
    ]  # fmt: skip
    assert "".join(piece.text for piece in pieces) == "A lantern  office, LO, lo and LOs; The Guild’s Lantern."
    assert [piece.text for piece in marked("as it is (.*)", {})] == ["as it is (.*)"]


def test_a_text_is_kept_replaced_and_taken_away(tmp_path: Path) -> None:
    kept = Attached(tmp_path)
    assert (kept.get(LOG), kept.all(), kept.stamp, kept.remove(LOG)) == (None, [], 0, False)
    first, second = (Text(LOG, name, {PARAGRAPH + "1": name}) for name in ("one", "two"))
    stamps = [kept.stamp]
    for text in (first, second):
        kept.keep(text)
        stamps.append(kept.stamp)
        assert kept.get(LOG) == text
        assert kept.all() == [text]
    assert kept.remove(LOG)
    assert len({*stamps, kept.stamp}) == 4
    assert not list((tmp_path / "attached").iterdir())


def test_a_damaged_text_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    kept = Attached(tmp_path)
    kept.keep(Text(LOG, "one", {}))
    (path,) = (tmp_path / "attached").iterdir()
    path.write_bytes(b'{"document"')
    for ask in (lambda: kept.get(LOG), kept.all):
        with pytest.raises(AttachmentInvalid, match=path.name):
            ask()


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sources with the log, built into `snapshots`."""
    root = tmp_path_factory.mktemp("harbour")
    build_quietly(write_harbour(root), root / "snapshots")
    return root


@pytest.fixture
def attach(sources: Path, tmp_path: Path) -> Iterator[Callable[..., int]]:
    """Runs `mandategraph attach` on a text; what it leaves is taken away."""

    def run(text: str | None, *options: str) -> int:
        path = tmp_path / "log.txt"
        if text is not None:
            path.write_text(text, encoding="utf-8")
            options = (str(path), *options)
        return main(["attach", *options, "--snapshots", str(sources / "snapshots")])

    yield run
    Attached(sources / "snapshots").remove(LOG)


def test_the_command_tells_what_it_found(
    attach: Callable[..., int], sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert attach(TEXT) == 0
    assert capsys.readouterr().out == f"2 of 2 paragraphs found in log.txt; the pages of {LOG} show them\n"
    kept = Attached(sources / "snapshots").get(LOG)
    assert kept is not None
    assert (
        kept.paragraphs[PARAGRAPH + "2"]
        == "The harbour programme is in Åland and is to be in Chad. An LOcal office is no LO."
    )
    assert attach(None, "--list") == 0
    assert "log.txt, 2 paragraphs" in capsys.readouterr().out
    assert attach(None, "--remove", "--document", "The log") == 0
    assert Attached(sources / "snapshots").all() == []


def test_half_of_the_paragraphs_are_enough_and_the_others_are_named(
    attach: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert attach(TEXT.partition("\n2. ")[0], "--document", "The log") == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["not found: 2"]


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        ("Nothing of it.", (), "it has 0 of the paragraphs, fewer than half"),
        ("1. Somebody sings.\n\n2. Nobody hears it.\n", ("--document", "The log"), "it seems to be another document"),
        (TEXT, ("--document", "No such log"), "nothing is named 'No such log'"),
        (None, (), "no file is given"),
        (None, ("--remove",), "no such text is attached"),
    ],
)
def test_what_is_refused(
    attach: Callable[..., int],
    sources: Path,
    capsys: pytest.CaptureFixture[str],
    text: str | None,
    options: tuple[str, ...],
    words: str,
) -> None:
    assert attach(text, *options) in (1, 2)
    assert words in capsys.readouterr().err
    assert Attached(sources / "snapshots").all() == []


def test_the_pages_of_a_running_server_follow(attach: Callable[..., int], sources: Path, start: Server) -> None:
    path = "/id/document/log/paragraph/1"
    with start(snapshots=sources / "snapshots") as running:

        def shown(part: str = "") -> str:
            return fetch(running + path + part, accept="text/html").text

        assert "Its text is not kept here." in shown()
        assert 'class="own"' not in shown("?part=statements")
        attach(TEXT)
        for part in ("", "?part=statements"):
            own = read(shown(part)).one("div", "own")
            assert "runs the Harbour Programme" in own.text
            assert "The attached text, from log.txt" in shown(part)
            marks = {mark.text: [link.attributes["href"] for link in mark.all("a")] for mark in own.all("mark")}
            assert marks == {
                "Lantern Office": ["/id/organization/lantern"],
                "LO": ["/id/organization/lantern"],
                "Harbour Programme": ["/id/programme/harbour"],
                "the Guild": ["/id/organization/forge"],
            }
            assert "&lt;b&gt;and&lt;/b&gt;" in shown(part)
        before = fetch(running + "/healthz").json["version"]
        (sources / "graph" / "more.trig").write_text(
            "@prefix mg: <https://w3id.org/mandategraph/ontology#> .\n", encoding="utf-8"
        )
        build_quietly(sources, sources / "snapshots")
        end = time.monotonic() + 5
        while fetch(running + "/healthz").json["version"] == before:
            assert time.monotonic() < end
            time.sleep(0.05)
        assert 'class="own"' in shown()
        attach(None, "--remove")
        assert "Its text is not kept here." in shown()
