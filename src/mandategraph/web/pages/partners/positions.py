"""Where the actors of a network stand in a picture: those who work together near each other, nobody on another."""

import math
import random
from functools import lru_cache

Point = tuple[float, float]
Ties = tuple[tuple[int, int, int], ...]
"""Two places in a list, and the weight between them."""

_ROUNDS, _SEED, _NEAR = 250, 1, 34.0
_ROUNDS_APART = 40


@lru_cache(maxsize=256)
def positions(homes: tuple[int, ...], ties: Ties, box: tuple[float, float, float, float]) -> tuple[Point, ...]:
    """A place in the box (left, top, right, bottom) for each actor; `homes` are the groups to which they belong.

    The same network gets the same places each time. The forces are those of Fruchterman and Reingold.
    """
    if len(homes) < 2:
        return (((box[0] + box[2]) / 2, (box[1] + box[3]) / 2),) * len(homes)
    points = _begin(homes)
    reach = math.sqrt(1 / len(homes))
    for turn in range(_ROUNDS):
        moves = _moves(points, homes, ties, reach)
        step = 0.1 * (1 - turn / _ROUNDS) + 0.002
        points = [_moved(point, move, step) for point, move in zip(points, moves, strict=True)]
    return tuple(_apart(_scaled(points, box), box))


def _begin(homes: tuple[int, ...]) -> list[Point]:
    """Each group in its own direction."""
    chance, groups = random.Random(_SEED), sorted(set(homes))
    angles = {home: 2 * math.pi * place / len(groups) for place, home in enumerate(groups)}
    return [
        (
            math.cos(angles[home]) * 0.5 + chance.uniform(-0.3, 0.3),
            math.sin(angles[home]) * 0.5 + chance.uniform(-0.3, 0.3),
        )
        for home in homes
    ]


def _moves(points: list[Point], homes: tuple[int, ...], ties: Ties, reach: float) -> list[list[float]]:
    moves = [[-x * 0.6, -y * 0.6] for x, y in points]
    for one, (x, y) in enumerate(points):
        for other in range(one):
            across, down = x - points[other][0], y - points[other][1]
            square = across * across + down * down + 1e-6
            force = reach * reach / square * (1.0 if homes[one] == homes[other] else 1.6)
            _pull(moves, one, other, across * force, down * force)
    for one, other, weight in ties:
        across, down = points[one][0] - points[other][0], points[one][1] - points[other][1]
        force = -math.hypot(across, down) / reach * (0.4 + 0.2 * math.log(weight))
        _pull(moves, one, other, across * force, down * force)
    return moves


def _pull(moves: list[list[float]], one: int, other: int, across: float, down: float) -> None:
    moves[one][0] += across
    moves[one][1] += down
    moves[other][0] -= across
    moves[other][1] -= down


def _moved(point: Point, move: list[float], step: float) -> Point:
    length = math.hypot(*move) or 1.0
    part = min(length, step) / length
    return point[0] + move[0] * part, point[1] + move[1] * part


def _scaled(points: list[Point], box: tuple[float, float, float, float]) -> list[Point]:
    lows = min(x for x, _ in points), min(y for _, y in points)
    highs = max(x for x, _ in points), max(y for _, y in points)
    wide, tall = (box[2] - box[0]) / (highs[0] - lows[0] or 1), (box[3] - box[1]) / (highs[1] - lows[1] or 1)
    return [(box[0] + (x - lows[0]) * wide, box[1] + (y - lows[1]) * tall) for x, y in points]


def _apart(points: list[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """Those that stand too near each other are moved apart, in the box."""
    left, top, right, bottom = box
    for _ in range(_ROUNDS_APART):
        moves = [[0.0, 0.0] for _ in points]
        for one, (x, y) in enumerate(points):
            for other in range(one):
                across, down = x - points[other][0] or 0.1, y - points[other][1] or 0.1
                far = math.hypot(across, down)
                if far < _NEAR:
                    push = (_NEAR - far) / far / 2
                    _pull(moves, one, other, across * push, down * push)
        points = [
            (min(right, max(left, x + move[0])), min(bottom, max(top, y + move[1])))
            for (x, y), move in zip(points, moves, strict=True)
        ]
    return [(round(x, 1), round(y, 1)) for x, y in points]
