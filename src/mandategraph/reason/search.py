"""The search for what a statement follows from: rules applied backwards, level by level, against the store."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode, Triple

from mandategraph.reason.evidence import ASSERTED, holding, standing
from mandategraph.reason.patterns import Step, Use, is_determined, read_ways, step, ways
from mandategraph.reason.rules import Rule
from mandategraph.store.engine import Engine

_KEPT, _GOALS = 4, 60
"""How many ways to a goal by one rule are followed, and how many goals a level has."""


class Search:
    """What was found so far: steps, and the graphs of the statements that stand outright.

    A level takes at most four queries, however many goals it has.
    """

    def __init__(self, engine: Engine, rules: Iterable[Rule], goal: Triple, probe: int) -> None:
        self.steps: dict[Step, None] = {}
        self.stated: dict[Triple, tuple[str, ...]] = {}
        self.open: dict[Triple, None] = {}
        """What holds and has not been asked about."""
        self._engine, self._probe = engine, probe
        self._looked_up: set[Triple] = set()
        self._met: set[Triple] = set()
        self._rules: dict[tuple[str, str], list[Rule]] = defaultdict(list)
        for rule in rules:
            self._rules[rule.head[1], "" if rule.head[2].startswith("?") else rule.head[2]].append(rule)
        self._unfold([goal])
        self.same = frozenset(self.open if goal in self.open else ())
        """The goal and what implies it by itself, such as its inverse; empty where the goal does not hold."""

    def expand(self, goals: Sequence[Triple]) -> None:
        """Ask from what some of the open goals follow by rules that join or that have a free variable."""
        for goal in goals[:_GOALS]:
            del self.open[goal]
        uses = [use for goal in goals[:_GOALS] for use in self._uses(goal) if not is_determined(use.rule)]
        if not uses:
            return
        found = set(read_ways(uses, self._engine.query(ways(uses, self._probe))))
        self._look_up({premise for each in found for premise in each.premises})
        kept: dict[Use, list[Step]] = defaultdict(list)
        for each in sorted(found, key=self._preference):
            kept[each.use].append(each)
        followed = [each for use in uses for each in kept[use][:_KEPT]]
        self.steps |= dict.fromkeys(followed)
        self._unfold(premise for each in followed for premise in each.premises if premise not in self.stated)

    def _preference(self, found: Step) -> tuple[int, str]:
        return sum(premise not in self.stated for premise in found.premises), str(found.premises)

    def _uses(self, goal: Triple) -> Iterator[Use]:
        value = goal.object.value if isinstance(goal.object, NamedNode) else ""
        for key in dict.fromkeys(("", value)):
            yield from (Use(rule, goal) for rule in self._rules[goal.predicate.value, key])

    def _unfold(self, goals: Iterable[Triple]) -> None:
        """Open goals, and all from which they follow by rules that leave nothing to ask but whether it holds."""
        waiting = list(dict.fromkeys(goals))
        met, steps = set(waiting), []
        while waiting:
            for use in self._uses(waiting.pop()):
                made = step(use, {}) if is_determined(use.rule) else None
                if made:
                    steps.append(made)
                    waiting += [each for each in made.premises if each not in met]
                    met |= set(made.premises)
        held = holding(self._engine, met - self._met)
        self._met |= met
        self._look_up(held)
        self.steps |= dict.fromkeys(steps)
        self.open |= dict.fromkeys(sorted(held, key=str))

    def _look_up(self, statements: set[Triple]) -> None:
        """Learn which of some statements stand outright, and where."""
        fresh = statements - self._looked_up
        self._looked_up |= fresh
        for statement, places in standing(self._engine, fresh).items():
            graphs = tuple(graph for graph, basis in places if basis in ASSERTED)
            if graphs:
                self.stated[statement] = graphs
