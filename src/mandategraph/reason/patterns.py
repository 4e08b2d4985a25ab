"""Rules applied backwards: the premises that a rule needs for a goal, and the query that finds them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple, Variable

from mandategraph.reason.rules import Rule
from mandategraph.reason.rules import Triple as Atom
from mandategraph.store.engine import Answer, Term

_WAYS = 12
"""How many ways to meet a rule's premises are fetched for a goal, from each end of a chain."""


@dataclass(frozen=True)
class Use:
    """A rule whose head fits a goal."""

    rule: Rule
    goal: Triple

    @property
    def bound(self) -> dict[str, Term]:
        """The rule's variables that the goal binds."""
        terms = (self.goal.subject, self.goal.predicate, self.goal.object)
        return {name: term for name, term in zip(self.rule.head, terms, strict=True) if _is_variable(name)}

    def free(self, atoms: Sequence[Atom]) -> list[str]:
        """The variables in some atoms of the body that the goal does not bind, in their order."""
        names = dict.fromkeys(name for atom in atoms for name in atom if _is_variable(name))
        return [name for name in names if name not in self.rule.head]


@dataclass(frozen=True)
class Step:
    """A use of a rule with the premises from which its goal follows."""

    use: Use
    premises: tuple[Triple, ...]


def is_determined(rule: Rule) -> bool:
    """Whether a goal leaves nothing of the body open: there is one premise that can hold, or not."""
    return len(rule.body) == 1 and all(name in rule.head for name in rule.body[0] if _is_variable(name))


def step(use: Use, found: Mapping[str, Term]) -> Step | None:
    """The step that binds the free variables as found; None where a literal would be a subject."""
    bound = {**found, **use.bound}
    premises = []
    for atom in use.rule.body:
        subject, predicate, value = (bound.get(name) or NamedNode(name) for name in atom)
        if isinstance(subject, Literal):
            return None
        premises.append(Triple(subject, predicate, value))  # type: ignore[arg-type,unused-ignore]
    return Step(use, tuple(premises))


def ways(uses: Sequence[Use], probe: int) -> str:
    """One query for the bindings of the free variables of all uses, as `read_ways` reads them.

    It is composed, as no file can hold it: its shape follows the rules of the ontology. It has no words but those
    below, and terms as pyoxigraph writes them. A chain is tried from each end, where either end may be a hub: of the
    outer pattern only the first `probe` matches are joined with the rest.
    """
    branches = []
    for number, use in enumerate(uses):
        ends = [use.rule.body] if len(use.rule.body) == 1 else [use.rule.body, use.rule.body[::-1]]
        branches += [_branch(number, use, atoms, probe) for atoms in ends]
    return "SELECT * WHERE { " + " UNION ".join(branches) + " }"


def _branch(number: int, use: Use, atoms: Sequence[Atom], probe: int) -> str:
    """The rest of a chain is a filter first: as a join, the engine might begin with it, and with all links of a hub."""
    first, *others = (" ".join(_written(use, name) for name in atom) for atom in atoms)
    rest = " . ".join(others)
    tried = f"SELECT * WHERE {{ {first} }} LIMIT {probe}"
    near = f"SELECT * WHERE {{ {{ {tried} }} FILTER EXISTS {{ {rest} }} }} LIMIT {_WAYS}"
    whole = f"{{ {near} }} {rest if len(others) > 1 else ''}"
    return f"{{ SELECT ({number} AS ?use) {' '.join(use.free(atoms))} WHERE {{ {whole} }} LIMIT {_WAYS} }}"


def _written(use: Use, name: str) -> str:
    return str(use.bound.get(name) or (Variable(name[1:]) if _is_variable(name) else NamedNode(name)))


def read_ways(uses: Sequence[Use], answer: Answer) -> Iterator[Step]:
    """The steps that the answer to `ways` tells of."""
    names = [f"?{name}" for name in answer.variables]
    for row in answer.rows():
        found = {name: term for name, term in zip(names, row, strict=True) if term is not None}
        made = step(uses[int(getattr(found.pop("?use"), "value", ""))], found)
        if made:
            yield made


def _is_variable(name: str) -> bool:
    return name.startswith("?")
