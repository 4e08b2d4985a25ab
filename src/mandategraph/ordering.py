"""The order in which people expect names with numbers."""

import re


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts 9 before 10, and tells apart all texts.

    >>> sorted(["p10", "p9", "p9a"], key=natural)
    ['p9', 'p9a', 'p10']
    """
    parts = re.split(r"([0-9]+)", text)
    return (*((0, int(part), "") if number % 2 else (1, 0, part) for number, part in enumerate(parts)), (-1, 0, text))
