"""What the synthetic reports refer to: places, goals, themes, organizations, programmes, resolutions, the ontology."""

import names
from world import (
    ALIAS,
    DESCRIPTION,
    INVERSE,
    LABEL,
    SUBCLASS,
    SUBPROPERTY,
    SUPERCLASS,
    SUPERPROPERTY,
    TYPE,
    VERBS,
    World,
    day,
    english,
    mg,
    number,
    plain,
    thing,
)  # fmt: skip

COUNTRIES, REGIONS, ORGANIZATIONS, PROGRAMMES, RESOLUTIONS = 193, 22, 1600, 420, 700
THINGS, INFERRED, CURATED = thing("graph/things"), thing("graph/inferred"), thing("graph/curated")


def furnish(world: World) -> None:
    """Everything that no report says itself."""
    _ontology(world)
    _places(world)
    _goals(world)
    _themes(world)
    _actors(world)
    _programmes(world)
    _resolutions(world)
    graphs = {"things": "Reference", "inferred": "Inferred", "curated": "Curated", "ontology": "Ontology"}
    graphs |= {f"reference/{name}": "Reference" for name in ("m49", "sdgs", "documents")}
    for name, basis in graphs.items():
        world.only(thing(f"graph/{name}"), mg("basis"), mg(basis))


def _ontology(world: World) -> None:
    graph = thing("graph/ontology")
    for name, above in SUPERCLASS.items():
        world.say(mg(name), SUBCLASS, mg(above), graph)
        world.say(mg(name), LABEL, english(name.lower()), graph)
    for name, above in SUPERPROPERTY.items():
        world.say(mg(name), SUBPROPERTY, mg(above), graph)
        world.say(mg(name), LABEL, english(name.lower()), graph)
    for name, other in INVERSE.items():
        world.say(mg(name), "<http://www.w3.org/2002/07/owl#inverseOf>", mg(other), graph)
    for name in ("Stated", "Read", "Planned", "Inferred", "Reference", "Curated", "Structure", "Ontology"):
        world.say(mg(name), TYPE, mg("Basis"), graph)
        world.say(mg(name), LABEL, english(name.lower()), graph)
    for name in ("completed", "ongoing", "planned"):
        world.say(thing(f"status/{name}"), TYPE, mg("Status"), graph)
        world.say(thing(f"status/{name}"), LABEL, english(name), graph)


def _places(world: World) -> None:
    graph = thing("graph/reference/m49")
    earth = world.make("earth", "geo/world", "Place", "World", graph, INFERRED)
    found = iter(names.places(world.chance, COUNTRIES + REGIONS + 5))
    for at in range(5):
        continent = world.make("continent", f"geo/continent-{at}", "Place", next(found), graph, INFERRED)
        world.state(continent, "within", earth, graph, INFERRED)
    for at in range(REGIONS):
        region = world.make("region", f"geo/region-{at}", "Place", next(found), graph, INFERRED)
        world.state(region, "within", world.one("continent"), graph, INFERRED)
    for at in range(COUNTRIES):
        country = world.make("country", f"country/{at:03}", "Country", next(found), graph, INFERRED)
        world.state(country, "within", world.one("region"), graph, INFERRED)
        world.say(country, mg("m49"), plain(f"{at:03}"), graph)


def _goals(world: World) -> None:
    graph = thing("graph/reference/sdgs")
    for goal_number in range(1, 18):
        goal = world.make("goal", f"sdg/{goal_number}", "Goal", f"Goal {goal_number}", graph, INFERRED)
        world.say(goal, mg("code"), plain(str(goal_number)), graph)
        for at in range(1, 11):
            code = f"{goal_number}.{at}"
            target = world.make("target", f"sdg/{code}", "Target", f"Target {code}", graph, INFERRED)
            world.say(target, mg("code"), plain(code), graph)
            world.say(target, DESCRIPTION, english(names.sentence(world.chance, "Protect")), graph)
            world.state(target, "sdgParent", goal, graph, INFERRED)


def _themes(world: World) -> None:
    for at, name in enumerate(names.THEMES):
        label = name.capitalize()
        theme = world.make("theme", f"theme/{name.replace(' ', '-')}", "Theme", label, THINGS, INFERRED)
        world.targets[theme] = world.some("target", 4, 2) or [world.things["target"][at]]
        for target in world.targets[theme]:
            world.state(theme, "themeTarget", target, CURATED, INFERRED)


def _actors(world: World) -> None:
    for at in range(ORGANIZATIONS):
        name, acronym = names.organization(world.chance)
        of = "UNEntity" if at < 60 else "Organization"
        made = world.make("organization", f"organization/{at:04}", of, name, THINGS, INFERRED)
        world.say(made, ALIAS, english(f"{acronym}-{at}"), THINGS)
        world.say(made, mg("acronym"), plain(f"{acronym}-{at}"), THINGS)
        if at >= 60:
            world.say(made, mg("seat"), world.one("country"), THINGS)
    for at, name in enumerate(names.PEOPLE):
        world.make("group", f"group/{at}", "Group", name, THINGS, INFERRED)


def _programmes(world: World) -> None:
    for at in range(PROGRAMMES):
        label = f"{names.title(world.chance.choice(names.THEMES))} Programme for {names.place(world.chance)} ({at})"
        made = world.make("programme", f"programme/{at:03}", "Programme", label, THINGS, INFERRED)
        if at >= 20:
            wider = world.things["programme"][world.chance.randrange(max(1, at // 8))]
            world.state(made, "partOf", wider, THINGS, INFERRED)


def _resolutions(world: World) -> None:
    graph = thing("graph/reference/documents")
    organs = ("General Assembly", "Economic and Social Council", "Commission")
    bodies = [world.make("body", f"body/{at}", "Actor", name, THINGS, INFERRED) for at, name in enumerate(organs)]
    for at in range(RESOLUTIONS):
        symbol = f"A/RES/{50 + at // 30}/{at}"
        label = f"General Assembly resolution {symbol[6:]}"
        made = world.make("resolution", f"resolution/{at}", "Resolution", label, graph, INFERRED)
        world.say(made, mg("symbol"), plain(symbol), graph)
        world.say(made, ALIAS, english(symbol), graph)
        world.say(made, mg("adoptionDate"), day(world.chance, 1995, 2020), graph)
        world.say(made, mg("title"), english(names.sentence(world.chance, "Assistance to")), graph)
        world.state(made, "adoptedBy", bodies[world.chance.randrange(3)], graph, INFERRED)
        for paragraph in range(1, world.chance.randint(3, 7)):
            _provision(world, made, symbol, f"provision/{at}-{paragraph}", paragraph, graph)


def _provision(world: World, resolution: str, symbol: str, local: str, paragraph: int, graph: str) -> None:
    label = f"{symbol}, paragraph {paragraph}"
    made = world.make("provision", local, "Provision", label, graph, INFERRED)
    verb = world.chance.choice(VERBS)
    world.say(made, mg("number"), plain(str(paragraph)), graph)
    world.say(made, mg("order"), number(paragraph), graph)
    world.say(made, mg("verb"), plain(verb), graph)
    world.say(made, mg("asks"), english(names.sentence(world.chance, "To assist")), graph)
    world.state(made, "provisionOf", resolution, graph, INFERRED)
    for theme in world.some("theme", 3, 2):
        world.state(made, "about", theme, graph, INFERRED)
    for group in world.some("group", 2):
        world.state(made, "addressee", group, graph, INFERRED)
