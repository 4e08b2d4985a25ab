"""What of a question is worth looking for."""

from collections.abc import Sequence

_ASKING = "who whom whose what which where when why how many much"
QUESTION_WORDS = frozenset(_ASKING.split())
_FILLING = """
a an the this that these those there it its they them their any all and or not
about against among around as at between by during for from in into of on over per since through to towards under
until upon via with within without
am is are was were be been being do does did done doing has have had can could may might must shall should will would
me us i we you
"""
FILLING_WORDS = frozenset(_FILLING.split())
"""Articles, prepositions, pronouns, conjunctions and auxiliaries."""
_VERBS = "work works worked working serve serves served serving give gives given"
STOP_WORDS = QUESTION_WORDS | FILLING_WORDS | frozenset(_VERBS.split())
"""Words that say how something is asked, not about what; with them the verbs with which most questions are put."""


def telling(words: Sequence[str]) -> list[str]:
    """The words of a text that are no stop words, each once; none of a text that has no others.

    >>> telling(["who", "works", "with", "unodc", "on", "terrorism"])
    ['unodc', 'terrorism']
    """
    return [word for word in dict.fromkeys(words) if word not in STOP_WORDS]
