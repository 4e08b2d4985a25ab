"""A text of the United Nations cut into its numbered paragraphs."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

_SYMBOL = r"[A-Z]{1,4}(?:/[A-Z0-9.()-]+)+"
_PAGE = rf"\d{{1,4}}\s*/\s*\d{{1,4}}|\d{{2}}-\d{{5}}|V\.\d{{2}}-\d{{5}}|Page \d+|{_SYMBOL}"
_FURNITURE = re.compile(rf"\s*(?:(?:{_PAGE})\s*)+|\s*[-–]?\s*\d{{1,3}}\s*[-–]?\s*")
"""A line that is only symbol, job number or number of a page."""
_RULE = re.compile(r"\s*[_—]{3,}\s*")
_FOOTNOTE = re.compile(rf"\s*(?:(?:\*+|\d{{1,3}})\s+(?:See\b|Ibid\b|Available\b|https?:|{_SYMBOL})|[¹²³⁰⁴-⁹]+\s).*")
_MARK = re.compile(r"\s*(?:(?P<number>\d{1,4})\s*\.|\((?P<letter>[a-z]{1,3})\))\s+(?=\S)|\s*(?P<word>\w+)\s*$")
_ENDS = (".", ";", ":", "?", "!", "”", ".)", ";)")
_LONG = 60


@dataclass(frozen=True)
class _Start:
    """Where a paragraph may begin: its line, its place among those wanted, and whether it reads like a paragraph."""

    line: int
    place: int
    likely: bool


def split(text: str, wanted: Mapping[str, str], headings: Iterable[str]) -> dict[str, str]:
    """The texts of paragraphs; `wanted` has their numbers in order, as "52", "52(a)" or "summary", by their keys.

    A number counts where it begins a line; of all such beginnings those are taken that give the most paragraphs in
    their order. What is not found is left out. Lines of page headers and footnotes are dropped, and `headings` where
    they stand at the end of a paragraph.
    """
    lines = _cleaned(text)
    keys = [key for key, number in wanted.items() if sought(number)]
    starts = _chain(list(_starts(lines, [wanted[key] for key in keys])))
    strip = _headings(headings)
    found = {}
    for one, after in zip_longest(starts, starts[1:]):
        body = lines[one.line : after.line if after else None]
        mark = _MARK.match(body[0])
        body[0] = body[0][mark.end() :] if mark else body[0]
        told = strip.sub("", "\n".join(body).replace("\f", "\n")).strip()
        if after is None or after.place != one.place + 1:
            told = _until(re.split(r"\n\s*\n", told)[0], [wanted[key] for key in keys[one.place + 1 : one.place + 2]])
        if told:
            found[keys[one.place]] = _flowing(told)
    return found


def _until(told: str, following: list[str]) -> str:
    """A text up to where the paragraph after it begins within a line."""
    for number in filter(str.isdigit, following):
        told = re.split(rf"(?<=[.;:?!”])\s+{number}\s*\.\s+(?=[A-Z“])", told)[0]
    return told


def sought(number: str) -> bool:
    """Whether a paragraph of this number is looked for; front matter and footnotes are not."""
    return _marker(number) is not None


def _marker(number: str) -> tuple[str, str] | None:
    matched = re.fullmatch(r"(\d+)(?:\(([a-z]+)\))?|(summary)", number)
    if not matched:
        return None
    kinds = (("letter", matched[2]), ("number", matched[1]), ("word", matched[3]))
    return next((kind, text) for kind, text in kinds if text)


def _cleaned(text: str) -> list[str]:
    """The lines without the furniture of pages and without footnotes; a rule begins footnotes, to the end of a page."""
    kept: list[str] = []
    below = False
    for line in text.replace("\u00ad", "").replace("\f", "\n\f\n").split("\n"):
        furniture = bool(line.strip()) and bool(_FURNITURE.fullmatch(line.strip("\f")))
        if "\f" in line or furniture or (below and not line.strip()):
            below = False
        if _RULE.fullmatch(line):
            below = True
        elif not (below or furniture or "\f" in line or _FOOTNOTE.fullmatch(line)):
            kept.append(line)
    return kept


def _starts(lines: list[str], numbers: list[str]) -> Iterable[_Start]:
    places: dict[tuple[str, str], list[int]] = {}
    for place, number in enumerate(numbers):
        if marker := _marker(number):
            places.setdefault(marker, []).append(place)
    for line, text in enumerate(lines):
        if mark := _MARK.match(text):
            kind = mark.lastgroup or ""
            for place in places.get((kind, mark[kind].casefold()), ()):
                yield _Start(line, place, kind == "word" or _likely(lines, line))


def _likely(lines: list[str], line: int) -> bool:
    """Whether the lines from here to a blank one read like a paragraph, not like a heading."""
    block = ""
    for text in lines[line : line + 40]:
        if not text.strip():
            break
        block += " " + text.strip()
    return len(block) > _LONG or block.endswith(_ENDS)


def _chain(starts: list[_Start]) -> list[_Start]:
    """The longest run of beginnings in the order of the paragraphs; of equal ones that with more that are likely."""
    best: dict[int, tuple[int, int, int]] = {}
    before: list[int | None] = []
    for index, start in enumerate(starts):
        earlier = (score for place, score in best.items() if place < start.place)
        ends = [score for score in earlier if starts[score[2]].line < start.line]
        count, likely, last = max(ends, default=(0, 0, -1))
        before.append(last if last >= 0 else None)
        score = (count + 1, likely + start.likely, index)
        if score[:2] > best.get(start.place, (0, 0, 0))[:2]:
            best[start.place] = score
    chain: list[_Start] = []
    index_or_none: int | None = max(best.values(), default=(0, 0, None))[2]
    while index_or_none is not None:
        chain.insert(0, starts[index_or_none])
        index_or_none = before[index_or_none]
    return chain


def _headings(titles: Iterable[str]) -> re.Pattern[str]:
    """Headings of sections, numbered or not, one below the other at the end of a text."""
    words = "|".join(
        r"\s+".join(map(re.escape, title.split())) for title in sorted(titles, key=len, reverse=True) if title
    )
    numbered = rf"(?:(?:[IVXLC]+|[A-Z]|\d+)\s*\.\s+)?(?:{words or '(?!)'})"
    return re.compile(rf"(?:(?:\A|\n)\s*{numbered}\s*)+\Z", re.IGNORECASE)


def _flowing(text: str) -> str:
    """Lines joined to blocks, parted by blank lines; a block that a page break has cut goes on in the next."""
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        words = re.sub(r"(?<=\w)-\s*\n\s*(?=[a-z])", "-", block.strip())
        words = re.sub(r"\s+", " ", words)
        if blocks and not blocks[-1].endswith(_ENDS):
            blocks[-1] += " " + words
        elif words:
            blocks.append(words)
    return "\n\n".join(blocks)
