"""The picture of a network: actors, ties and signs, with labels that do not run into each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mandategraph.web.pages.partners.positions import Point, Ties, positions

WIDTH, HEIGHT = 720, 560
_BOX = (70.0, 40.0, 650.0, 520.0)
_LETTER, _BOLD, _SMALL, _LONGEST = 6.9, 10.0, 6.2, 30
"""The width of a letter of a label, of a bold one and of a sign, and the letters of the longest label."""
_STEPS = (2, 5)
"""From which weights on lines are wider."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Actor:
    """One who is drawn. `label` is short; `group` the community, from 0; `weight` the size; `is_asked` is bold."""

    iri: str
    label: str
    name: str
    weight: int
    group: int = 0
    is_asked: bool = False


@dataclass(frozen=True)
class Link:
    """A tie between two places of a list of actors; `words`, `form` and `row` make its sign, where it carries one."""

    one: int
    other: int
    weight: int
    words: str = ""
    form: str = ""
    row: str = ""


@dataclass(frozen=True)
class Text:
    """Words where there is room for them; `anchor` as in SVG."""

    words: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Spot:
    """A drawn actor. `number` is set where its name found no room and stands below the picture."""

    actor: Actor
    x: float
    y: float
    size: int
    text: Text
    number: int | None


@dataclass(frozen=True)
class Line:
    """A drawn tie; `step` is its width, 1 to 3, and `sign` where its sign stands."""

    link: Link
    ends: tuple[Point, Point]
    step: int
    sign: Text | None


@dataclass(frozen=True)
class Figure:
    """What a template draws."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    groups: tuple[Text, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def shown_groups(self) -> set[int]:
        """The groups of which somebody is drawn."""
        return {spot.actor.group for spot in self.spots}

    @property
    def numbered(self) -> list[Spot]:
        """The actors whose names stand below."""
        return [spot for spot in self.spots if spot.number]


def figure(actors: Sequence[Actor], links: Sequence[Link], grouped: bool = False) -> Figure:
    """The picture of some actors; with `grouped`, the groups are named by their numbers."""
    ties: Ties = tuple((link.one, link.other, link.weight) for link in links)
    points = positions(tuple(actor.group for actor in actors), ties, _BOX)
    top = max((actor.weight for actor in actors), default=1)
    sizes = [14 + round(16 * (actor.weight / top) ** 0.5) for actor in actors]
    taken = [_around(point, size) for point, size in zip(points, sizes, strict=True)]
    spots = _spots(actors, points, sizes, taken)
    lines = tuple(_line(link, points, taken) for link in links)
    groups = tuple(_groups(actors, points, taken)) if grouped else ()
    return Figure(tuple(spots), lines, groups)


def _spots(actors: Sequence[Actor], points: Sequence[Point], sizes: Sequence[int], taken: list[Box]) -> list[Spot]:
    """The strongest get their names first; who finds no room for a name gets a number."""
    placed: dict[int, tuple[Text | None, int]] = {}
    order = sorted(range(len(actors)), key=lambda place: -actors[place].weight)
    for place in order:
        words, size = actors[place].label, sizes[place]
        letter = _BOLD if actors[place].is_asked else _LETTER
        text = _free(_beside(words, points[place], size, letter), taken) if len(words) <= _LONGEST else None
        placed[place] = text, 0
    unnamed = [place for place in range(len(actors)) if placed[place][0] is None]
    for number, place in enumerate(unnamed, 1):
        beside = _beside(str(number), points[place], sizes[place], _LETTER)
        placed[place] = _free(beside, taken) or beside[0][0], number
    made = []
    for place, actor in enumerate(actors):
        text, number = placed[place]
        assert text is not None
        made.append(Spot(actor, *points[place], sizes[place], text, number or None))
    return made


def _line(link: Link, points: Sequence[Point], taken: list[Box]) -> Line:
    one, other = points[link.one], points[link.other]
    step = 1 + sum(link.weight >= least for least in _STEPS)
    return Line(link, (one, other), step, _sign(link.words, one, other, taken) if link.words else None)


def _sign(words: str, one: Point, other: Point, taken: list[Box]) -> Text | None:
    """The sign near the middle of a line; without its numbers, or not at all, where there is no room."""
    for shown in (words, ""):
        for part in (0.58, 0.5, 0.66, 0.42, 0.74, 0.34, 0.82):
            x, y = (round(a + (b - a) * part, 1) for a, b in zip(one, other, strict=True))
            box = (x - 9, y - 9, x + 9 + (len(shown) * _SMALL + 4 if shown else 0), y + 9)
            if _free([(Text(shown, x, y, "start"), box)], taken):
                return Text(shown, x, y, "start")
    return None


def _groups(actors: Sequence[Actor], points: Sequence[Point], taken: list[Box]) -> Iterable[Text]:
    for group in sorted({actor.group for actor in actors}):
        mine = [point for actor, point in zip(actors, points, strict=True) if actor.group == group]
        words = f"Group {group + 1}"
        middle = sum(x for x, _ in mine) / len(mine)
        heights = sorted(y for _, y in mine)
        near = [
            (middle + aside, height + lift)
            for height, lift in ((heights[0], -30), (heights[-1], 30))
            for aside in (0, 60, -60)
        ]
        found = _free([option for point in near for option in _beside(words, point, 0, 8.4)], taken)
        if found:
            yield found


def _beside(words: str, point: Point, size: int, letter: float) -> list[tuple[Text, Box]]:
    """To the right, to the left, above and below, each with the room it takes."""
    x, y = point
    wide, gap = len(words) * letter, size / 2 + 5
    options = (
        (Text(words, x + gap, y + 4.5, "start"), (x + gap, y - 9, x + gap + wide, y + 9)),
        (Text(words, x - gap, y + 4.5, "end"), (x - gap - wide, y - 9, x - gap, y + 9)),
        (Text(words, x, y - gap - 2, "middle"), (x - wide / 2, y - gap - 16, x + wide / 2, y - gap + 2)),
        (Text(words, x, y + gap + 10, "middle"), (x - wide / 2, y + gap - 3, x + wide / 2, y + gap + 15)),
    )
    return [(Text(text.words, round(text.x, 1), round(text.y, 1), text.anchor), box) for text, box in options]


def _free(options: Iterable[tuple[Text, Box]], taken: list[Box]) -> Text | None:
    """The first text whose room is in the picture and not taken; its room is taken then."""
    for text, box in options:
        inside = box[0] >= 2 and box[1] >= 2 and box[2] <= WIDTH - 2 and box[3] <= HEIGHT - 2
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return text
    return None


def _around(point: Point, size: int) -> Box:
    half = size / 2 + 1
    return point[0] - half, point[1] - half, point[0] + half, point[1] + half


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
