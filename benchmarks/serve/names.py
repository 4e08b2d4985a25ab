"""The names of the synthetic world: words, and what is made of them with a seeded generator."""

from random import Random

_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "kh", "br", "tr", "st")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ia")
_ENDS = ("", "n", "r", "s", "nia", "land", "stan", "via")

THEMES = (
    "trafficking in persons", "smuggling of migrants", "corruption", "asset recovery", "money-laundering",
    "cybercrime", "firearms", "terrorism financing", "foreign terrorist fighters", "wildlife crime",
    "maritime crime", "piracy", "container control", "border management", "prison reform", "juvenile justice",
    "legal aid", "restorative justice", "crime prevention", "youth crime", "gender-related killing",
    "violence against women", "violence against children", "witness protection", "victim support",
    "mutual legal assistance", "extradition", "international cooperation", "judicial integrity", "police reform",
    "forensic science", "crime statistics", "victimization surveys", "counterfeit medicines", "cultural property",
    "identity crime", "kidnapping", "organized crime", "economic crime", "environmental crime", "illegal fishing",
    "illegal mining", "timber", "drug trafficking", "precursors", "alternative development", "urban safety",
    "sport and crime", "education for justice", "civil society", "public procurement", "whistle-blowers",
    "beneficial ownership", "open data", "private sector", "parliaments", "prosecution", "investigation",
    "adjudication", "sentencing",
)  # fmt: skip
PEOPLE = (
    "judges", "prosecutors", "investigators", "police officers", "customs officers", "border guards",
    "prison staff", "forensic experts", "victims", "witnesses", "young people", "teachers", "journalists",
    "parliamentarians", "financial analysts", "probation officers", "coast guards", "lawyers", "social workers",
    "civil society",
)  # fmt: skip
_KINDS = ("Institute", "Council", "Agency", "Association", "Centre", "Federation", "Commission", "Network", "Forum")
_SCOPES = ("International", "Regional", "European", "African", "Asian", "American", "Global", "Interregional", "Joint")


def place(chance: Random) -> str:
    """An invented name of a country or a city."""
    middle = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(chance.randint(1, 2)))
    return (middle + chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_ENDS)).capitalize()


def places(chance: Random, count: int) -> list[str]:
    """So many different names."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[place(chance)] = None
    return list(found)


def organization(chance: Random) -> tuple[str, str]:
    """A name of an organization, and its acronym."""
    name = f"{chance.choice(_SCOPES)} {chance.choice(_KINDS)} on {title(chance.choice(THEMES))} of {place(chance)}"
    return name, "".join(word[0] for word in name.split() if word[0].isupper())


def title(words: str) -> str:
    """With a capital at the start of each long word."""
    return " ".join(word.capitalize() if len(word) > 3 else word for word in words.split())


def sentence(chance: Random, verb: str) -> str:
    """What a paragraph or a provision says, in a dozen words."""
    people, other = chance.sample(PEOPLE, 2)
    theme, second = chance.sample(THEMES, 2)
    return f"{verb} {people} and {other} on {theme} and {second} in {place(chance)} and {place(chance)}"
