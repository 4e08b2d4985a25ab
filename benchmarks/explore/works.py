"""The generated works: what a paragraph says of each, what a reader takes from it, what is planned or hedged."""

from collections.abc import Iterator
from itertools import count

from cast import UNODC, Cast
from draws import Bag
from shared import day, english, mg, number, thing
from statements import CURATED, THINGS, Triple, named, slug

Sheet = dict[str, list[Triple]]
"""What is made known, by the kind of graph of a paragraph or by another graph."""

_CLASSES = {
    "CapacityBuilding": 20, "Coordination": 28, "ToolDevelopment": 18, "Training": 30, "TechnicalAssistance": 15,
    "Management": 14, "PolicySupport": 13, "AwarenessRaising": 12, "LegislativeAssistance": 9, "Assessment": 9,
    "MethodDevelopment": 6, "MeetingSupport": 5, "DataCollection": 4, "Research": 6, "AdvisoryServices": 3,
}  # fmt: skip
_PLACES = {"Assessment": "assessedCountry", "Training": "venueCountry", "MeetingSupport": "venueCountry"}
_BODIES = 5
_UNITS = ("Person", "Person", "Person", "CountryUnit", "DocumentUnit", "USDollar")
_STATUSES = [thing(f"status/{name}") for name in ("completed", "ongoing", "planned")]


class Works:
    """Makes one work after the other, each with all that is said of it."""

    def __init__(self, cast: Cast) -> None:
        self._cast, self._chance = cast, cast.chance
        self._numbers, self._meetings = count(1), count(1)
        self._kinds = Bag(cast.chance, list(_CLASSES), list(_CLASSES.values()))
        self._statuses = Bag(cast.chance, _STATUSES, (70, 28, 2))
        self._more = Bag(cast.chance, (0, 1, 2, 3), (60, 27, 10, 3))

    def paragraph(self, many: int) -> Iterator[Sheet]:
        """So many works with a theme, a programme, countries and bodies in common, as those of a paragraph have."""
        cast = self._cast
        theme, programme = cast.themes.draw(), cast.programmes.draw()
        countries, bodies = cast.countries.several(4), cast.organizations.several(_BODIES)
        for _ in range(many):
            yield self._work(theme, programme, self._chance.choice(countries), bodies)
        if self._chance.random() < 0.1:
            yield self._meeting()

    def _work(self, theme: str, programme: str, country: str, bodies: list[str]) -> Sheet:
        cast, chance, pick = self._cast, self._chance.random, self._chance.choice
        kind, at = self._kinds.draw(), next(self._numbers)
        title = cast.titles.work(kind, cast.labels[country])
        made = thing(f"activity/{slug(title, 4)}-{at}")
        said = [*named(made, kind, title), (made, mg("addressesTheme"), theme)]
        said.append((made, mg(_PLACES.get(kind, "assistedCountry")), country))
        said += [(made, mg("status"), self._statuses.draw())] if chance() < 0.7 else []
        said += [(made, mg("startDate"), day(self._chance, 2000, 2025))] if chance() < 0.7 else []
        said += [(made, mg("assistedCountry"), cast.countries.draw())] if chance() < 0.1 else []
        said += [(made, mg("addressesTheme"), cast.themes.draw())] if chance() < 0.1 else []
        said += [
            (made, mg("partner"), other) for other in self._chance.sample(bodies, min(self._more.draw(), len(bodies)))
        ]
        said += [(made, mg("fundedBy"), self._giver())] if chance() < 0.2 else []
        said += self._figure(made, title, at) if chance() < 0.1 else []
        said += [(made, mg("contributesTo"), pick(cast.targets))] if chance() < 0.02 else []
        read = [(made, mg("underProgramme"), programme)] if chance() < 0.7 else []
        doer = UNODC if chance() < 0.5 else pick(bodies)
        (read if chance() < 0.3 else said).append((made, mg("implementedBy"), doer))
        hedged = [(made, mg("partner"), cast.organizations.draw())] if chance() < 0.01 else []
        curated = self._answer(made, title, at) if chance() < 0.02 else []
        return {"paragraph": said, "reading": read, "hedged": hedged, CURATED: curated}

    def _meeting(self) -> Sheet:
        """One that is announced: it exists as a thing, and what will happen there stands apart."""
        cast = self._cast
        title = f"Meeting on {cast.titles.phrase()} and {cast.titles.phrase()}"
        made = thing(f"meeting/{slug(title, 4)}-planned-{next(self._meetings)}")
        exists = [*named(made, "Meeting", title), (made, mg("status"), _STATUSES[2])]
        planned = [(made, mg("startDate"), day(self._chance, 2026, 2030)), (made, mg("heldIn"), cast.cities.draw())]
        planned += [(made, mg("addressesTheme"), cast.themes.draw()), (made, mg("organizedBy"), UNODC)]
        return {THINGS: exists, "planned": planned}

    def _giver(self) -> str:
        return (self._cast.countries if self._chance.random() < 0.6 else self._cast.organizations).draw()

    def _figure(self, work: str, title: str, at: int) -> list[Triple]:
        made, unit = thing(f"figure/{slug(title, 3)}-{at}"), self._chance.choice(_UNITS)
        people = self._cast.titles["people"]
        value = int(10 ** (self._chance.random() * (6 if unit == "USDollar" else 3.5)))
        return [
            (work, mg("figure"), made), *named(made, "Figure", f"{people[0].upper()}{people[1:]}: {title}"),
            (made, mg("value"), number(value)), (made, mg("unit"), mg(unit)),
            (made, mg("measures"), english(f"{people} reached")),
        ]  # fmt: skip

    def _answer(self, work: str, title: str, at: int) -> list[Triple]:
        provision = self._cast.provisions.draw()
        made = thing(f"answer/{slug(title, 3)}-{at}")
        reason = english(f"The provision asks for {self._cast.titles.phrase()}, and the work is part of that.")
        return [
            *named(made, "AnswerLink", f"{title} answers {self._cast.labels[provision].partition(':')[0]}"),
            (made, mg("answerWork"), work), (made, mg("answerProvision"), provision), (made, mg("reason"), reason),
            (work, mg("answers"), provision),
        ]  # fmt: skip
