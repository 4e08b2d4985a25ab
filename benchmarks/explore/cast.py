"""What the generated works speak of: countries, themes, organizations, programmes and resolutions beside the real ones.

Their number grows with the square root of the number of activities, as that of words does in a growing text.
"""

from math import isqrt
from random import Random

from draws import Bag, zipf
from real import Real
from shared import ALIAS, SEED, day, english, mg, names, number, plain, thing
from statements import CURATED, DOCUMENTS, THINGS, Page, Triple, named, slug
from titles import Titles

from mandategraph.vocabulary import SKOS

THEMES = 100
UNODC = thing("organization/unodc")
_KINDS = (
    "NationalInstitution", "NonGovernmentalOrganization", "IntergovernmentalOrganization", "RegionalOrganization",
    "Network", "Organization",
)  # fmt: skip
_KNOWN_KINDS = ("IntergovernmentalOrganization", "RegionalOrganization", "UNEntity", "Network")
_SCOPES = ("Global", "Regional", "Joint", "Country", "Thematic")
_VERBS = ("call upon", "request", "invite", "urge", "encourage", "reaffirm")


class Cast:
    """The things there are, to be drawn from, and the pages that tell of them."""

    def __init__(self, activities: int, real: Real) -> None:
        self.chance = Random(SEED)
        self.pages: list[Page] = []
        self.labels = dict(real.labels)
        self._real, self._root = real, isqrt(activities)
        self.countries = self._shuffled(self._countries())
        self.titles = Titles(self.chance, real, [self.labels[country] for country in self.countries.items])
        self.targets = sorted(real.classes["Target"], key=lambda made: ("/16." not in made, made))
        self.cities = Bag(self.chance, real.classes["City"])
        self.themes = self._shuffled(self._themes())
        self.organizations = Bag(self.chance, self._organizations())
        self.titles.bodies = Bag(self.chance, [self.labels[body] for body in self.organizations.items])
        self.provisions = Bag(self.chance, self._provisions())
        self.programmes = Bag(self.chance, self._programmes())

    def _make(self, local: str, kind: str, label: str) -> tuple[str, list[Triple]]:
        made = thing(local)
        self.labels[made] = label
        return made, named(made, kind, label)

    def _shuffled(self, items: list[str]) -> Bag[str]:
        self.chance.shuffle(items)
        return Bag(self.chance, items, zipf(len(items), 0.8))

    def _countries(self) -> list[str]:
        """Those that the report names, and a thing for every other country or area of M49."""
        known, codes = list(self._real.classes["Country"]), self._real.having("iso3")
        copied = {name: self._real.having(name) for name in ("iso3", "m49", "within")}
        have = {code for made in known for code in codes[made]}
        for area, (code, *_) in codes.items():
            if code not in have:
                made, triples = self._make(f"country/{code[1:-1].lower()}", "Country", self.labels[area])
                triples.append((made, f"<{SKOS}exactMatch>", area))
                triples += [(made, mg(name), value) for name, values in copied.items() for value in values[area]]
                self.pages.append((THINGS, triples))
                known.append(made)
        return known

    def _themes(self) -> list[str]:
        known, targets = list(self._real.classes["Theme"]), Bag(self.chance, self.targets)
        for name in names.THEMES:
            if thing(f"theme/{name.replace(' ', '-')}") in known or len(known) == THEMES:
                continue
            made, triples = self._make(f"theme/{name.replace(' ', '-')}", "Theme", name.capitalize())
            triples.append((made, f"<{SKOS}inScheme>", thing("theme/scheme")))
            for target in targets.several(self.chance.choice((1, 1, 1, 2))):
                triples += self._link(made, name, target)
            self.pages.append((CURATED, triples))
            known.append(made)
        return known

    def _link(self, theme: str, name: str, target: str) -> list[Triple]:
        code = target[1:-1].rpartition("/")[2]
        local = f"theme-target/{name.replace(' ', '-')}-{code.replace('.', '-')}"
        link, triples = self._make(local, "ThemeTargetLink", f"Work on {name} serves target {code}")
        reason = english(f"Progress on {name} is part of what the target asks for.")
        triples += [(link, mg("linkTheme"), theme), (link, mg("linkTarget"), target)]
        return [*triples, (link, mg("reason"), reason), (theme, mg("themeTarget"), target)]

    def _organizations(self) -> list[str]:
        """The real ones first, then the others: by Zipf's law the first take part most often."""
        known = list(dict.fromkeys(made for kind in _KNOWN_KINDS for made in self._real.classes[kind]))
        known.remove(UNODC)
        for at in range(10 * self._root):
            name, acronym = self.titles.organization()
            kind = "NationalInstitution" if name.startswith("Ministry") else self.chance.choice(_KINDS)
            made, triples = self._make(f"organization/{slug(name, 4)}-{at}", kind, name)
            triples += [(made, ALIAS, english(acronym)), (made, mg("acronym"), plain(acronym))]
            self.pages.append((THINGS, triples))
            known.append(made)
        return known

    def _programmes(self) -> list[str]:
        known, resolutions = list(self._real.classes["Programme"]), self._real.classes["Resolution"]
        for at in range(2 * self._root):
            name = f"{self.chance.choice(_SCOPES)} Programme on {names.title(self.titles.phrase())}"
            name += f" for {self.titles[self.chance.choice(('town', 'country'))]}" if self.chance.random() < 0.8 else ""
            made, triples = self._make(f"programme/{slug(name, 4)}-{at}", "Programme", name)
            triples.append((made, mg("implementedBy"), UNODC))
            if self.chance.random() < 0.3:
                wider = known[self.chance.randrange(max(1, len(known) // 8))]
                triples.append((made, mg("underProgramme"), wider))
            if self.chance.random() < 0.1:
                triples.append((made, mg("mandatedBy"), self.chance.choice(resolutions)))
            self.pages.append((THINGS, triples))
            known.append(made)
        return known

    def _provisions(self) -> list[str]:
        """Those of real resolutions, and of others with up to a dozen each."""
        known, assembly = list(self._real.classes["Provision"]), thing("body/general-assembly")
        for at in range(self._root):
            symbol = f"{40 + at // 250}/{400 + at % 250}"
            local = f"a-res-{symbol.replace('/', '-')}"
            made, triples = self._make(f"resolution/{local}", "Resolution", f"General Assembly resolution {symbol}")
            triples += [
                (made, ALIAS, english(f"A/RES/{symbol}")), (made, mg("symbol"), plain(f"A/RES/{symbol}")),
                (made, mg("title"), english(self.titles.sentence("Assistance to"))),
                (made, mg("adoptedBy"), assembly), (made, mg("adoptionDate"), day(self.chance, 1990, 2020)),
            ]  # fmt: skip
            for place in range(1, self.chance.randint(5, 12)):
                asks = self.titles.sentence("Assist")
                label = f"A/RES/{symbol}, paragraph {place}: {asks[7:60].rpartition(' ')[0]}"
                provision, more = self._make(f"provision/{local}-{place}", "Provision", label)
                triples += more + self._said(provision, made, place, asks)
                known.append(provision)
            self.pages.append((DOCUMENTS, triples))
        return known

    def _said(self, provision: str, resolution: str, place: int, asks: str) -> list[Triple]:
        return [
            (provision, mg("provisionOf"), resolution), (provision, mg("number"), plain(str(place))),
            (provision, mg("order"), number(place)), (provision, mg("verb"), plain(self.chance.choice(_VERBS))),
            (provision, mg("asks"), english(asks)), (provision, mg("addressee"), UNODC),
            (provision, mg("about"), self.themes.draw()),
        ]  # fmt: skip
