"""How the full-text index of names is asked for words, and the same of a name at hand."""

from collections.abc import Iterable, Sequence


def runs(there: Sequence[str], before: Sequence[str], last: str) -> bool:
    """Whether words follow each other somewhere, the last of them perhaps only begun."""
    length = len(before)
    return any(
        there[place].startswith(last) and list(there[place - length : place]) == list(before)
        for place in range(length, len(there))
    )


def at_first(words: Sequence[str]) -> str:
    """Words with which a name begins."""
    return f'name : (^ "{" ".join(words)}" *)'


def in_a_row(words: Sequence[str], last: Iterable[str]) -> str:
    """Words as they follow each other in a name."""
    return f"name : ({any_of(' '.join([*words, word]) for word in last)})"


def each_of(groups: Iterable[Iterable[str]]) -> str:
    """A word of each group, somewhere in a name or summary."""
    return f"{{name summary}} : ({' AND '.join(f'({any_of(words)})' for words in groups)})"


def any_of(words: Iterable[object]) -> str:
    """One of the words; one with a star is a beginning."""
    return " OR ".join(f'"{word}"'.replace('*"', '" *') for word in words)
