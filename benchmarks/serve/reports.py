"""The synthetic reports: sections, paragraphs, and the works, figures and contributions that they tell of."""

import names
from world import ALIAS, DONE, LABEL, TYPE, World, day, english, mg, number, plain, thing

UNITS = ("Person", "Person", "CountryUnit", "DocumentUnit", "LegalCase", "USDollar")
KINDS = ("Financial", "Financial", "InKind", "Voluntary")


def report(world: World, at: int) -> None:
    """One report, with all that its paragraphs say."""
    chance, year = world.chance, 2000 + at % 25
    local = f"document/report-{year}-{at:03}"
    graph = thing(local)
    made = world.make("document", local, "Report", f"Report {at} of the Secretary-General ({year})", graph, graph)
    world.say(made, mg("symbol"), plain(f"E/{year}/{at}"), graph)
    world.say(made, ALIAS, english(f"E/{year}/{at}"), graph)
    world.say(made, mg("date"), day(chance, year, year), graph)
    world.only(made, mg("basis"), mg("Structure"))
    sections = [_section(world, local, order) for order in range(chance.randint(5, 9))]
    count = chance.randint(30, 50)
    for order in range(1, count + 1):
        _paragraph(world, local, order, sections[(order - 1) * len(sections) // count])


def _section(world: World, local: str, order: int) -> str:
    graph = thing(local)
    label = f"{names.title(world.chance.choice(names.THEMES))} ({order})"
    made = world.make("section", f"{local}/section/{order}", "Section", label, graph, graph)
    world.say(made, mg("inDocument"), graph, graph)
    world.say(made, mg("order"), number(order), graph)
    return made


def _paragraph(world: World, local: str, order: int, section: str) -> None:
    chance, document, inferred = world.chance, thing(local), thing(f"{local}/inferred/{order}")
    made = world.make("paragraph", f"{local}/paragraph/{order}", "Paragraph", f"Paragraph {order}", document, document)
    world.say(made, mg("number"), plain(str(order)), document)
    world.say(made, mg("order"), number(order), document)
    world.say(made, mg("summary"), english(names.sentence(chance, "The Office assisted")), document)
    world.state(made, "inDocument", document, document, document)
    world.state(made, "section", section, document, document)
    graphs = {"paragraph": "Stated", "inferred": "Inferred"}
    for _ in range(1 + (chance.random() < 0.15)):
        basis = "reading" if chance.random() < 0.2 else "paragraph"
        graphs |= {"reading": "Read"} if basis == "reading" else {}
        _work(world, made, thing(f"{local}/{basis}/{order}"), inferred)
    if chance.random() < 0.1:
        graphs["planned"] = "Planned"
        _plan(world, thing(f"{local}/planned/{order}"))
    if chance.random() < 0.25:
        _contribution(world, made, thing(f"{local}/paragraph/{order}"), inferred)
    for name, basis in graphs.items():
        world.only(thing(f"{local}/{name}/{order}"), mg("inParagraph"), made)
        world.only(thing(f"{local}/{name}/{order}"), mg("basis"), mg(basis))


def _work(world: World, paragraph: str, graph: str, inferred: str) -> None:
    chance, at = world.chance, len(world.things.get("work", ()))
    of, theme, country = chance.choice(DONE), world.one("theme", 2), world.one("country", 1.6)
    subject = world.labels[theme][1:-4].lower()
    label = f"{_spaced(of)} of {chance.choice(names.PEOPLE)} on {subject} in {world.labels[country][1:-4]}, no. {at}"
    made = world.make("work", f"activity/{at:05}", of, label, graph, inferred)
    world.say(made, mg("status"), thing(f"status/{chance.choice(('completed', 'completed', 'ongoing'))}"), graph)
    world.say(made, mg("topic"), english(names.sentence(chance, "support to")), graph)
    for name, value in _relations(world, theme, country):
        world.state(made, name, value, graph, inferred)
    for target in world.targets[theme]:
        world.state(made, "derivedLink", target, inferred, inferred)
    if of == "Meeting":
        start = day(chance)
        world.say(made, mg("startDate"), start, graph)
        world.state(made, "venueCountry", country, graph, inferred)
    else:
        world.say(made, mg("date"), day(chance), graph)
    if chance.random() < 0.4:
        _figure(world, made, graph, inferred)
    world.say(made, mg("mentionedIn"), paragraph, graph)


def _relations(world: World, theme: str, country: str) -> list[tuple[str, str]]:
    """What a work has to do with others: few organizations and programmes have very many works."""
    chance = world.chance
    found = [("addressesTheme", theme), ("assistedCountry", country), ("implementedBy", world.one("organization", 9))]
    found += [("addressesTheme", other) for other in world.some("theme", 1, 2)]
    found += [("assistedCountry", other) for other in world.some("country", 3, 1.6)]
    found += [("partner", other) for other in world.some("organization", 4, 4)]
    found += [("beneficiary", group) for group in world.some("group", 2)]
    found += [("underProgramme", world.one("programme", 2.5))] if chance.random() < 0.7 else []
    found += [("answers", world.one("provision"))] if chance.random() < 0.3 else []
    found += [("contributesTo", world.one("target", 2))] if chance.random() < 0.1 else []
    found += [("supportedBy", world.one("organization", 4))] if chance.random() < 0.2 else []
    return list(dict.fromkeys(found))


def _figure(world: World, work: str, graph: str, inferred: str) -> None:
    chance, at = world.chance, len(world.things.get("figure", ()))
    made = world.make("figure", f"figure/{at:05}", "Figure", f"Figure {at}", graph, inferred)
    unit = chance.choice(UNITS)
    world.state(work, "figure", made, graph, inferred)
    world.say(made, mg("value"), number(int(10 ** (chance.random() * (6 if unit == "USDollar" else 3.5)))), graph)
    world.say(made, mg("unit"), mg(unit), graph)
    world.say(made, mg("measures"), english(f"{chance.choice(names.PEOPLE)} reached"), graph)


def _contribution(world: World, paragraph: str, graph: str, inferred: str) -> None:
    chance, at = world.chance, len(world.things.get("contribution", ()))
    made = world.make("contribution", f"contribution/{at:05}", "Contribution", f"Contribution {at}", graph, inferred)
    world.state(made, "donor", world.one("country", 3), graph, inferred)
    world.state(made, "recipient", world.one("programme", 2.5), graph, inferred)
    world.say(made, mg("contributionKind"), mg(chance.choice(KINDS)), graph)
    world.say(made, mg("amount"), number(chance.randint(1, 400) * 5000), graph)
    world.say(made, mg("mentionedIn"), paragraph, graph)


def _plan(world: World, graph: str) -> None:
    at = len(world.things.get("plan", ()))
    made = thing(f"meeting/planned-{at:05}")
    world.things.setdefault("plan", []).append(made)
    label = english(f"Planned meeting {at} on {world.chance.choice(names.THEMES)}")
    world.say(made, LABEL, label, thing("graph/things"))
    world.say(made, TYPE, mg("Meeting"), thing("graph/things"))
    world.only(made, mg("status"), thing("status/planned"))
    world.only(made, mg("startDate"), day(world.chance, 2025, 2030), graph)
    world.only(made, mg("heldIn"), world.one("country"), graph)
    world.only(made, mg("addressesTheme"), world.one("theme", 2), graph)


def _spaced(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip().capitalize()
