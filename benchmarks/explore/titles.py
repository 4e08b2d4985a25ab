"""Titles as varied as real ones: shapes filled with the phrases of the shipped graph, with places, people, bodies."""

from random import Random

from draws import Bag, zipf
from real import Real
from shared import names

TOWNS = 20_000
_TWISTED = 0.35
_SHAPES = (
    "{opening} on {phrase} in {country}", "{opening} on {phrase} for {people} in {town}, {country}",
    "{opening} on {phrase} and {phrase}", "{opening} of {people} in {country} on {phrase}",
    "{opening} for {people} on {phrase}", "{opening} on {phrase} with {body}", "Support to {people} of {country} on "
    "{phrase}", "{opening} on {phrase} in {country} and {town}", "{Phrase} in {country}: {phrase}",
    "{opening} of {people} and {people} on {phrase}", "{opening} on {phrase}, {phrase} and {phrase}",
    "{Phrase} for {people} in {town}", "{opening} in {town}, {country}, on {phrase}", "{Phrase} and {phrase}",
    "{opening} against {phrase} along the border of {country} at {town}", "{opening} for {body} on {phrase}",
    "Assistance to {country} towards {phrase}", "{opening} on {phrase} for {country} (phase {phase})",
    "Joint {phrase} of {body} and {body}", "{opening} on {phrase}, {town}, {year}", "{Phrase} through {phrase}",
    "Follow-up in {country} to the {town} meeting on {phrase}", "{opening} on {phrase} and its links to {phrase}",
    "Preparation of {phrase} by {people} of {town}", "{body}: {phrase} for {people}",
    "National strategy of {country} on {phrase}, {year}-{later}", "Pilot of {phrase} in {town} and {town}",
    "Review by {body} of {phrase} in {country}", "Launch of {phrase} in {town}, {country}",
    "{opening} on {phrase} at the request of {country}", "Mentoring of {people} in {town} on {phrase}",
)  # fmt: skip
_SCOPES = (
    "International", "Regional", "European", "African", "Asian", "American", "Global", "Interregional", "Joint",
    "Ibero-American", "Arab", "Pacific", "Caribbean", "Nordic", "Eurasian", "Inter-American", "Mediterranean",
)  # fmt: skip
_KINDS = (
    "Institute", "Council", "Agency", "Association", "Centre", "Federation", "Commission", "Network", "Forum",
    "Organization", "Office", "Fund", "Foundation", "Bureau", "Union", "Alliance", "Secretariat", "Academy",
)  # fmt: skip
_BODIES = (
    "{scope} {kind} for {Title}", "{kind} of {town} for {Title}", "{scope} {kind} of {People}", "{scope} {kind} on "
    "{Title} of {town}", "{kind} for {Title} of {country}", "Ministry of {Title} of {country}", "{town} {kind}",
    "National {kind} of {country} for {Title}", "{scope} {kind} against {Title}", "{Title} {kind} of {town}",
)  # fmt: skip


class Titles:
    """Names, with the words of the shipped graph as often as they stand there; a name in braces draws anew."""

    def __init__(self, chance: Random, real: Real, countries: list[str]) -> None:
        self._country, self._kind = "", "Activity"
        self._openings = {kind: real.openings(kind) for kind in real.classes}
        self._chance = chance
        self._shapes, self._bodies = Bag(chance, _SHAPES, zipf(len(_SHAPES), 0.5)), Bag(chance, _BODIES)
        self.bodies: Bag[str] = Bag(chance, ["UNODC"])
        phrases = real.phrases()
        people = [*names.PEOPLE, *(_lowered(real.labels[group]) for group in real.classes["Group"])]
        split = [phrase.rpartition(" ") for phrase in phrases]
        self._draws = {
            "plain": Bag(chance, list(phrases), list(phrases.values())),
            "before": Bag(chance, [before for before, _, _ in split], list(phrases.values())),
            "after": Bag(chance, [after for _, _, after in split], list(phrases.values())),
            "people": Bag(chance, people, zipf(len(people), 0.7)),
            "town": Bag(chance, names.places(chance, TOWNS), zipf(TOWNS, 0.6)),
            "scope": Bag(chance, _SCOPES), "kind": Bag(chance, _KINDS),
            "country": Bag(chance, countries, zipf(len(countries), 0.5)),
            "phase": Bag(chance, ["II", "III", "IV", "V"]), "year": Bag(chance, list(range(2024, 1999, -1))),
        }  # fmt: skip

    def work(self, kind: str, country: str) -> str:
        """The name of a work of a class; where it names a country it is most often this one."""
        self._country, self._kind = country, kind
        return self._filled(self._shapes.draw())

    def organization(self) -> tuple[str, str]:
        """A name, and its acronym."""
        self._country = ""
        name = self._bodies.draw().format_map(self)
        return name, "".join(word[0] for word in name.split() if word[0].isupper())

    def sentence(self, start: str) -> str:
        """What a paragraph or a provision says."""
        self._country = ""
        return f"{start} " + "{people} on {phrase} and {phrase} in {country}".format_map(self)

    def phrase(self) -> str:
        """Something that works are about."""
        if self._chance.random() < _TWISTED:
            return f"{self._draws['before'].draw()} {self._draws['after'].draw()}"
        return self._draws["plain"].draw()

    def _filled(self, shape: str) -> str:
        text = shape.format_map(self)
        return text[0].upper() + text[1:]

    def __getitem__(self, name: str) -> str:
        if name == "phrase":
            return self.phrase()
        if name in ("Phrase", "Title"):
            return self.phrase().capitalize() if name == "Phrase" else names.title(self.phrase())
        if name == "People":
            return names.title(self["people"])
        if name == "opening":
            return self._chance.choice(self._openings[self._kind] or ["Work"])
        if name == "body":
            return self.bodies.draw()
        if name == "country" and self._country:
            found, self._country = self._country, ""
            return found
        if name == "later":
            return str(2025 + self._chance.randrange(8))
        return str(self._draws[name].draw())


def _lowered(label: str) -> str:
    return label[0].lower() + label[1:] if label[1:2].islower() else label
