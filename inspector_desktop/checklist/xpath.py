"""What an expression means: a tree becomes closures that answer in microseconds and never raise.

Names, paths, functions and their arguments are checked here, once, at import; unknown ones are refused by name. What is
left runs on an `Environment` alone: the answers by position, the node itself, the moment. The order in which many
expressions are run is decided in `sheet.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from inspector_desktop.checklist.functions import FUNCTIONS, pattern
from inspector_desktop.checklist.syntax import (
    Binary,
    Call,
    Named,
    Negative,
    Number,
    Path,
    Self,
    Text,
    Tree,
    parse,
)
from inspector_desktop.checklist.values import NAN, Value, compare, number_of, stamp_of, text_of, truth_of
from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Refused

ROOT = "data"
_NODE_FUNCTIONS = {"count", "count-non-empty", "sum", "min", "max", "join", "concat"}
_LAZY = {"if": (3, 3), "once": (1, 1), "position": (0, 0), "today": (0, 0), "now": (0, 0)}


@dataclass(slots=True)
class Environment:
    """What an expression sees: answers by position, which of them are present, its own node, the moment."""

    answers: list[str]
    present: list[bool]
    at: datetime
    own: str = ""
    place: int = 1


Run: TypeAlias = Callable[[Environment], Value]


@dataclass(frozen=True, slots=True)
class Names:
    """The questions an expression may name: position by name, and the path of each."""

    positions: Mapping[str, int]
    paths: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression ready to run.

    `needs` are the positions it reads; `own` says that it reads its own node (`once` does not count), `clock` that it
    asks the time.
    """

    text: str
    run: Run
    needs: frozenset[int]
    own: bool
    clock: bool


@dataclass(slots=True)
class _Reads:
    needs: set[int] = field(default_factory=set)
    own: bool = False
    clock: bool = False


def compile_expression(text: str, names: Names) -> Compiled:
    """Compile an expression. Raises `Refused("expression-…")` naming the place, the name or the function."""
    compiler = _Compiler(names)
    run = compiler.value(parse(text))
    reads = compiler.reads
    return Compiled(text, run, frozenset(reads.needs), reads.own, reads.clock)


class _Compiler:
    """Turns trees into closures and notes what they read."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.reads = _Reads()
        self.inside = 0  # depth of conditions in brackets, where `.` is another node

    def value(self, tree: Tree) -> Run:  # noqa: PLR0911  (one answer for each kind of tree)
        if isinstance(tree, Text | Number):
            constant = tree.value
            return lambda _: constant
        if isinstance(tree, Named):
            return self.answer(self.named(tree))
        if isinstance(tree, Self):
            if not self.inside:
                self.reads.own = True
            return lambda env: env.own
        if isinstance(tree, Path):
            return self.path(tree)
        if isinstance(tree, Negative):
            operand = self.value(tree.operand)
            return lambda env: -number_of(operand(env))
        if isinstance(tree, Call):
            return self.call(tree)
        return self.chain(tree)

    def nodes(self, tree: Tree) -> Run:
        """Compile for a function that takes a set of nodes: what is not present is not in the set."""
        if isinstance(tree, Named):
            return self.present((self.named(tree),))
        if isinstance(tree, Path):
            found = self.found(tree)
            return self.path(tree) if tree.steps[-1].conditions else self.present(found)
        return self.value(tree)

    def named(self, tree: Named) -> int:
        position = self.names.positions.get(tree.name)
        if position is None:
            raise Refused("expression-unknown-name", at=tree.at, name=tree.name)
        return position

    def answer(self, position: int) -> Run:
        self.reads.needs.add(position)
        return lambda env: env.answers[position]

    def present(self, positions: tuple[int, ...]) -> Run:
        self.reads.needs.update(positions)
        return lambda env: tuple(env.answers[i] for i in positions if env.present[i])

    def found(self, tree: Path) -> tuple[int, ...]:
        """Positions of the questions that a path names."""
        if any(step.conditions for step in tree.steps[:-1]):
            raise Refused("expression-unsupported", at=tree.at, piece="[")
        wanted = [step.name for step in tree.steps]
        found = tuple(
            position
            for position, path in enumerate(self.names.paths)
            if len(path) == len(wanted) and all(w in ("*", p) for w, p in zip(wanted, path, strict=True))
        )
        if not found:
            raise Refused("expression-unknown-path", at=tree.at, path="/" + "/".join(wanted))
        return found

    def path(self, tree: Path) -> Run:
        found = self.found(tree)
        conditions = tree.steps[-1].conditions
        if not conditions:
            plain = "*" not in {step.name for step in tree.steps}
            return self.answer(found[0]) if plain else self.present(found)
        self.inside += 1
        tests = [self.value(condition) for condition in conditions]
        self.inside -= 1
        nodes = self.present(found)
        return lambda env: _filtered(env, nodes, tests)

    def chain(self, tree: Binary) -> Run:
        """Compile a chain of operators, however long, to one loop."""
        parts: list[tuple[str, Run]] = []
        left: Tree = tree
        while isinstance(left, Binary):
            parts.append((left.operator, self.value(left.right)))
            left = left.left
        first = self.value(left)
        parts.reverse()
        if len(parts) == 1:
            operator, right = parts[0]
            step = _OPERATORS[operator]
            return lambda env: step(first(env), right, env)

        def run(env: Environment) -> Value:
            value = first(env)
            for operator, right in parts:
                value = _OPERATORS[operator](value, right, env)
            return value

        return run

    def call(self, tree: Call) -> Run:
        count = len(tree.arguments)
        if tree.name in _LAZY:
            least, most = _LAZY[tree.name]
        elif tree.name in FUNCTIONS:
            least, most = FUNCTIONS[tree.name].least, FUNCTIONS[tree.name].most
        else:
            raise Refused("expression-unknown-function", at=tree.at, function=tree.name)
        if count < least or (most >= 0 and count > most):
            raise Refused("expression-arguments", at=tree.at, function=tree.name, count=count)
        if tree.name in _LAZY:
            return self.lazy(tree)
        if tree.name == "regex":
            _check_pattern(tree)
        function = FUNCTIONS[tree.name].run
        compile_argument = self.nodes if tree.name in _NODE_FUNCTIONS else self.value
        arguments = [compile_argument(argument) for argument in tree.arguments]
        if count == 1:
            only = arguments[0]
            return lambda env: function(only(env))
        if count == 2:  # noqa: PLR2004
            one, two = arguments
            return lambda env: function(one(env), two(env))
        return lambda env: function(*[argument(env) for argument in arguments])

    def lazy(self, tree: Call) -> Run:
        """Functions that need more than their arguments' values."""
        if tree.name == "if":
            condition, yes, no = (self.value(argument) for argument in tree.arguments)
            return lambda env: yes(env) if truth_of(condition(env)) else no(env)
        if tree.name == "once":
            # Reads its own node to keep it; that is no circle, so it is not noted as a reading.
            first = self.value(tree.arguments[0])
            return lambda env: env.own or first(env)
        if tree.name == "position":
            return lambda env: float(env.place)
        self.reads.clock = True
        if tree.name == "today":
            return lambda env: civil_date(env.at).isoformat()
        return lambda env: stamp_of(env.at)


def _check_pattern(tree: Call) -> None:
    written = tree.arguments[1]
    if not isinstance(written, Text) or pattern(written.value) is None:
        piece = written.value if isinstance(written, Text) else ""
        raise Refused("expression-pattern", at=tree.at, piece=piece)


def _filtered(env: Environment, nodes: Run, tests: list[Run]) -> Value:
    own, place = env.own, env.place
    kept = nodes(env)
    for test in tests:
        passed: list[str] = []
        for env.place, env.own in enumerate(kept if isinstance(kept, tuple) else (), 1):
            answer = test(env)
            # A number in brackets is a place, anything else a condition (XPath 1.0, 2.4).
            number = isinstance(answer, float) and not isinstance(answer, bool)
            if (answer == env.place) if number else truth_of(answer):
                passed.append(env.own)
        kept = tuple(passed)
    env.own, env.place = own, place
    return kept


Operator: TypeAlias = Callable[[Value, Run, Environment], Value]


def _compared(operator: str) -> Operator:
    return lambda left, right, env: compare(left, right(env), operator)


def _divide(left: float, right: float) -> float:
    if right == 0:
        sign = math.copysign(1.0, right)
        return NAN if left == 0 or math.isnan(left) else math.copysign(math.inf, left * sign)
    return left / right


def _modulo(left: float, right: float) -> float:
    if right == 0 or not math.isfinite(left) or math.isnan(right):
        return NAN
    return math.fmod(left, right)


_OPERATORS: dict[str, Operator] = {
    "or": lambda left, right, env: truth_of(left) or truth_of(right(env)),
    "and": lambda left, right, env: truth_of(left) and truth_of(right(env)),
    **{sign: _compared(sign) for sign in ("=", "!=", "<", "<=", ">", ">=")},
    "+": lambda left, right, env: number_of(left) + number_of(right(env)),
    "-": lambda left, right, env: number_of(left) - number_of(right(env)),
    "*": lambda left, right, env: number_of(left) * number_of(right(env)),
    "div": lambda left, right, env: _divide(number_of(left), number_of(right(env))),
    "mod": lambda left, right, env: _modulo(number_of(left), number_of(right(env))),
}


def shown(value: Value) -> str:
    """The value as an answer holds it: a number that is none is an empty answer."""
    if isinstance(value, float) and math.isnan(value):
        return ""
    return text_of(value)
