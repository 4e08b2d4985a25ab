"""Where a query cannot be read, and why, in plain words: made of the parser's message, which gives line and column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from mandategraph.errors import MandategraphError, ServiceRefused
from mandategraph.vocabulary import PREFIXES
from mandategraph.web.mistakes import mistake

_PLACE = re.compile(r" at (\d+):(\d+): ?")
_TEXTS = re.compile(
    r"""\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*""", re.DOTALL
)
_PLAIN = re.compile(r"(?<![\w:?$@.^-])[A-Za-z_]\w*(?![\w:-])")
_WORD = re.compile(r"[^\s{}()\[\];,]+")
_ALONE = re.compile(r'expected (?:"([^"\\A-Za-z ]{1,2})"|(BY))')
"""Where the parser knows only one sign, or the word behind ORDER and GROUP; its other choices are only some of many."""
_GRAMMAR = "; see https://www.w3.org/TR/sparql11-query/ for the grammar"
_AROUND = 1
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"}
_KEYWORDS = frozenset((Path(__file__).parent / "keywords.txt").read_text(encoding="utf-8").split())
"""The words of SPARQL 1.2, names of functions included."""


@dataclass(frozen=True)
class Line:
    """A line of a query; `marked` is the part of it that cannot be read."""

    number: int
    before: str
    marked: str = ""
    after: str = ""


@dataclass(frozen=True)
class Fault:
    """Why a query was not run. `line` and `column` count from 1, and are 0 where the message names no place."""

    title: str
    reason: str
    line: int = 0
    column: int = 0
    length: int = 0
    lines: tuple[Line, ...] = ()

    @property
    def place(self) -> str:
        """The place in words; empty where there is none."""
        return f"line {self.line}, column {self.column}" if self.line else ""


def fault_of(error: MandategraphError, text: str, prefixes: Mapping[str, str] = PREFIXES) -> Fault:
    """What to tell of an error that came of a query; `prefixes` are those that it need not declare."""
    message = str(error).removesuffix(_GRAMMAR)
    place = _PLACE.search(message)
    if place is None:
        return Fault(error.title, _sentence(message))
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    row = min(int(place[1]), len(starts)) - 1
    at = min(starts[row] + int(place[2]) - 1, len(text))
    if isinstance(error, ServiceRefused) or "nest deeper" in message:
        start, end, reason = *_word(text, at), _sentence(_PLACE.sub(" ", message))
    else:
        start, end, reason = _culprit(text, at, message[place.end() :], prefixes)
    row = sum(1 for begin in starts[1:] if begin <= start)
    column = start - starts[row]
    return Fault(error.title, reason, row + 1, column + 1, end - start, _quoted(text, row, column, end - start))


def _quoted(text: str, row: int, column: int, length: int) -> tuple[Line, ...]:
    """The line with its neighbours."""
    lines = text.split("\n")
    around = range(max(0, row - _AROUND), min(len(lines), row + _AROUND + 1))
    line = lines[row]
    marked = Line(row + 1, line[:column], line[column : column + length], line[column + length :])
    return tuple(marked if at == row else Line(at + 1, lines[at]) for at in around)


def _culprit(text: str, at: int, told: str, prefixes: Mapping[str, str]) -> tuple[int, int, str]:
    """From where to where it cannot be read, and why; the parser tells the first letter that it did not expect."""
    opened = _opened(text, at)
    if opened is not None:
        return opened, at, "A text begins here and does not end. Close it with the same sign on the same line."
    unknown = _unknown(text, at)
    if unknown is not None and "prefix is not declared" not in told:
        return unknown.start(), unknown.end(), _unknown_reason(unknown[0])
    common = mistake(text, at)
    if common is not None:
        return common
    start, end = _word(text, at)
    if "prefix is not declared" in told:
        return start, end, _prefix(text[start:end], prefixes)
    return start, end, _reason(text, start, end, told)


def _word(text: str, at: int) -> tuple[int, int]:
    """The word at a place, or the one that ends there."""
    line = text.rfind("\n", 0, at) + 1
    words = [word.span() for word in _WORD.finditer(text, line) if word.start() <= at <= word.end()]
    if words and (words[-1][0] < at or text[at : at + 1].strip()):
        return words[-1] if text[at : at + 1].strip() else words[0]
    start = len(text) - len(text[at:].lstrip()) if text[at:].strip() else min(at, len(text))
    return start, min(start + 1, len(text))


def _opened(text: str, at: int) -> int | None:
    """Where a text begins that does not end on the line of a place."""
    bare = _bare(text[:at])
    line = bare.rfind("\n") + 1
    begins = re.search("[\"']", bare[line:])
    return line + begins.start() if begins else None


def _bare(text: str) -> str:
    """A query with blanks for its texts, IRIs and comments."""
    return _TEXTS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _unknown(text: str, at: int) -> re.Match[str] | None:
    """The first word before a place, or at it, that SPARQL does not know."""
    words = (word for word in _PLAIN.finditer(_bare(text)) if word.start() <= at)
    return next((word for word in words if word[0].upper() not in _KEYWORDS or word[0].upper() in _UPDATES), None)


def _unknown_reason(word: str) -> str:
    if word.upper() in _UPDATES:
        return f"“{word}” would change data, and here it can only be read. Write SELECT, ASK, CONSTRUCT or DESCRIBE."
    near = get_close_matches(word.upper(), _KEYWORDS, 1, 0.8) if len(word) > 3 else []
    if near:
        return f"“{word}” is not a word of SPARQL. Write {near[0]}?"
    return f"“{word}” is neither a variable nor a name with a prefix. Write ?{word}?"


def _reason(text: str, start: int, end: int, told: str) -> str:
    word, rest = text[start:end], text[end:].strip()
    if "variable that is unbound" in told:
        return "Before this place SELECT names a variable that nothing binds, or that GROUP BY leaves out."
    for opening, closing in ("()", "{}"):
        missing = _bare(text).count(opening) - _bare(text).count(closing)
        if not rest and missing > 0:
            return f"The query ends too early: {missing} closing {closing} {'is' if missing == 1 else 'are'} missing."
    if word in ("}", ")", "]", ".", ";"):
        return f"“{word}” comes too early: something is missing before it."
    if not rest and word.upper() in _KEYWORDS:
        return f"The query ends too early: something is missing after “{word}”."
    alone = _ALONE.fullmatch(told)
    if alone and word:
        return f"{alone[1] or alone[2]} is missing before “{word}”."
    if not word:
        return "Something before the end of the query is missing, or cannot stand where it is."
    return f"“{word}” is not expected here; look also at what comes right before it."


def _prefix(word: str, prefixes: Mapping[str, str]) -> str:
    name = word.partition(":")[0]
    near = get_close_matches(name, prefixes, 3)
    hint = f" Known here: {', '.join(f'{known}:' for known in near)}." if near else ""
    return f"The prefix {name}: is not known here. Declare it with PREFIX in the first lines of the query.{hint}"


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:] + ("" if message.endswith((".", "?")) else ".")
