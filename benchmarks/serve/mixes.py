"""The mixes of queries: templates whose slots are filled from the synthetic world, no text twice in all lists together.

A list is dealt in its order to as many files as there are clients; a line is the template, what answer is asked for
(J: results as JSON, T: a graph as Turtle) and the query, encoded for a URL.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from random import Random
from string import Template
from urllib.parse import quote

import names
from world import SEED, World, day, mg, thing

CLIENTS = 8
HERE = Path(__file__).parent
_MISSES = 200
_LARGE = 8
_UNITS = ("Person", "CountryUnit", "DocumentUnit", "LegalCase", "USDollar")
_CLASSES = ("TechnicalAssistance", "Activity", "Work", "Training", "Research", "Publication")
_DESCRIBED = ("work", "provision", "figure", "paragraph", "contribution", "organization", "section")
_SKEWS = {
    "work": 1, "paragraph": 1, "organization": 3, "country": 1.5, "programme": 1, "theme": 1, "provision": 1,
    "region": 1, "continent": 1, "target": 1,
}  # fmt: skip
"""Things that are asked for; the greater the number, the more those that much is said of."""


@dataclass(frozen=True)
class Query:
    """A query, and the template that it comes from."""

    template: str
    text: str

    @property
    def wants(self) -> str:
        """T where the answer is a graph, J where it is a table."""
        return "T" if re.search(r"^(CONSTRUCT|DESCRIBE)\b", self.text, re.MULTILINE) else "J"

    @property
    def line(self) -> str:
        """As it stands in a list."""
        return f"{self.template}\t{self.wants}\t{quote(self.text, safe='')}\n"


class Mixer:
    """Draws queries that were never drawn before."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = Random(SEED + 1)
        self._seen: set[str] = set()
        self._templates = {name: templates(name) for name in ("light", "heavy", "bombs")}
        self._named = [made for made in world.labels if "/paragraph/" not in made and "/section/" not in made]
        self._things = [made for kind in _DESCRIBED for made in world.things[kind]]

    def draw(self, mix: str, count: int) -> Iterator[Query]:
        """So many queries of a mix: each template once, in a random order, and again in another."""
        waiting: list[str] = []
        for _ in range(count):
            waiting = waiting or self._chance.sample(list(self._templates[mix]), len(self._templates[mix]))
            yield self.fill(mix, waiting.pop())

    def each(self, mix: str, count: int) -> Iterator[Query]:
        """So many queries from each template of a mix."""
        for name in self._templates[mix]:
            for _ in range(count):
                yield self.fill(mix, name)

    def both(self, count: int) -> Iterator[Query]:
        """Light ones and heavy ones in no order, nine to one."""
        light, heavy = self.draw("light", count), self.draw("heavy", count)
        for _ in range(count):
            yield next(heavy if self._chance.random() < 0.1 else light)

    def fill(self, mix: str, name: str) -> Query:
        """A new query from a template."""
        template = self._templates[mix][name]
        for _ in range(_MISSES):
            text = template.substitute(self._values(template.get_identifiers()))
            if text not in self._seen:
                self._seen.add(text)
                return Query(name, text)
        raise ValueError(f"{mix}/{name}.rq: its slots have too few values for so many queries; give it another slot")

    def _values(self, slots: Sequence[str]) -> dict[str, str]:
        return {slot: self._value(slot) for slot in slots}

    def _value(self, slot: str) -> str:
        chance, kind = self._chance, slot.removeprefix("other_")
        if kind in _SKEWS:
            known = self._world.things[kind]
            return known[int(len(known) * chance.random() ** _SKEWS[kind])]
        match kind:
            case "thing":
                return chance.choice(self._things)
            case "label":
                return self._world.labels[chance.choice(self._named)]
            case "organization_label":
                return self._world.labels[self._world.one("organization", 3)]
            case "large_organization" | "large_programme":
                return chance.choice(self._world.things[kind.removeprefix("large_")][:_LARGE])
            case "date":
                return day(chance, 2000, 2019)
            case "late_date":
                return day(chance, 2018, 2023)
            case "unit":
                return mg(chance.choice(_UNITS))
            case "class":
                return mg(chance.choice(_CLASSES))
            case "status":
                return thing(f"status/{chance.choice(('completed', 'ongoing'))}")
            case "people":
                return chance.choice(names.PEOPLE)
            case "subject":
                return chance.choice(names.THEMES)
            case "syllable":
                return names.place(chance).lower()[:3]
            case _:
                return str(self._number(kind))

    def _number(self, kind: str) -> int:
        ranges = {"number": (1, 400), "small_number": (1, 9), "digits": (0, 9), "offset": (0, 900),
                  "amount": (1000, 1500000), "small_amount": (50000, 900000)}  # fmt: skip
        return self._chance.randint(*ranges[kind])


def templates(mix: str) -> dict[str, Template]:
    """The templates of a mix by name, without their header."""
    found = {}
    for path in sorted((HERE / mix).glob("*.rq")):
        text = "".join(line for line in path.read_text(encoding="utf-8").splitlines(True) if not line.startswith("# "))
        found[path.stem] = Template(text)
    return found


def deal(queries: Iterator[Query], path: Path) -> None:
    """Write a list, dealt to the clients: PATH.1 to PATH.8."""
    lines = [query.line for query in queries]
    for client in range(CLIENTS):
        Path(f"{path}.{client + 1}").write_text("".join(lines[client::CLIENTS]), encoding="utf-8")


def repeat(queries: Sequence[Query], path: Path) -> None:
    """Write the whole list for each client, each starting at another place."""
    for client in range(1, CLIENTS + 1):
        start = client * len(queries) // CLIENTS
        turned = [*queries[start:], *queries[:start]]
        Path(f"{path}.{client}").write_text("".join(query.line for query in turned), encoding="utf-8")


def read(path: Path) -> list[tuple[str, str, str]]:
    """A list in its order: template, what is wanted, encoded query."""
    parts = [Path(f"{path}.{client}").read_text(encoding="utf-8").splitlines() for client in range(1, CLIENTS + 1)]
    lines = [line.split("\t") for row in zip_longest(*parts, fillvalue="") for line in row if line]
    return [(template, wants, query) for template, wants, query in lines]
