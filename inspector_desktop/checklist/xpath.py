"""What an expression means: a tree becomes closures that answer in microseconds and never raise.

Names, paths, functions and their arguments are checked here, once, at import; unknown ones are refused by name. What is
left runs on an `Environment` alone. Paths are compiled in `paths.py`; the order in which many expressions are run is
decided in `sheet.py`.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from inspector_desktop.checklist import paths
from inspector_desktop.checklist.functions import FUNCTIONS, NODE_FUNCTIONS, pattern, strange_part
from inspector_desktop.checklist.model import Model
from inspector_desktop.checklist.running import Compiled, Environment, Run
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
)
from inspector_desktop.checklist.values import NAN, Value, compare, number_of, stamp_of, text_of, truth_of
from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Refused

_LAZY = {
    "if": (3, 3), "once": (1, 1), "position": (0, 1), "last": (0, 0), "today": (0, 0), "now": (0, 0),
    "random": (0, 0), "uuid": (0, 1), "indexed-repeat": (3, 7), "pulldata": (4, 4), "jr:choice-name": (2, 2),
    "choice-name": (2, 2),
    "property": (1, 1),
}  # fmt: skip
_UUID_LETTERS = 32
_LONGEST_UUID = 100


@dataclass(slots=True)
class Scope:
    """Where a tree stands: its owner; the template (or row) that `.` and steps start from; how much is shared.

    Inside a condition on nodes, `among` are the templates of these nodes.
    """

    owner: int
    here: int | None
    shared: int
    columns: dict[str, int] | None = None
    listed: str = ""
    inside: bool = False
    among: tuple[int, ...] = ()


@dataclass(slots=True)
class Reads:
    """What the expression was found to read while it was compiled."""

    needs: dict[int, int] = field(default_factory=dict)
    own: bool = False
    clock: bool = False
    keeps: bool = False
    rows: int = 0

    def note(self, template: int, shared: int) -> None:
        """Note that a template is read in so many shared repeats."""
        self.needs[template] = min(shared, self.needs.get(template, shared))


def compile_expression(text: str, model: Model, owner: int | None = None) -> Compiled:
    """Compile the expression of a template (the root's when none is named).

    Raises `Refused("expression-…")` naming the place, the name or the function.
    """
    compiler = Compiler(model, model.root if owner is None else owner)
    return compiler.compiled(text, compiler.value(model.tree(text)))


class Compiler:
    """Turns trees into closures and notes what they read."""

    def __init__(self, model: Model, owner: int) -> None:
        self.model = model
        self.reads = Reads()
        self.scope = Scope(owner, owner, model.depth(owner))

    def compiled(self, text: str, run: Run) -> Compiled:
        """The finished expression."""
        reads = self.reads
        return Compiled(text, run, dict(reads.needs), reads.own, reads.clock, reads.keeps)

    @contextmanager
    def standing(self, scope: Scope) -> Iterator[None]:
        """Compile what follows as standing elsewhere."""
        before, self.scope = self.scope, scope
        try:
            yield
        finally:
            self.scope = before

    def value(self, tree: Tree) -> Run:  # noqa: PLR0911  (one answer for each kind of tree)
        """Compile for its value: a place bound to one node is its text, a set of nodes their texts."""
        if isinstance(tree, Text | Number):
            constant = tree.value
            return lambda _: constant
        if isinstance(tree, Named):
            return paths.named(self, tree)
        if isinstance(tree, Self):
            return self.own()
        if isinstance(tree, Path):
            return paths.path(self, tree)
        if isinstance(tree, Negative):
            operand = self.value(tree.operand)
            return lambda env: -number_of(operand(env))
        if isinstance(tree, Call):
            return self.call(tree)
        return self.chain(tree)

    def nodes(self, tree: Tree) -> Run:
        """Compile for a function that takes a set of nodes: what is not present is not in the set."""
        if isinstance(tree, Named):
            return paths.texts(self, paths.walk_named(self, tree))
        if isinstance(tree, Path):
            return paths.node_texts(self, tree)
        return self.value(tree)

    def own(self) -> Run:
        """`.`, the text of the node itself."""
        if not self.scope.inside:
            self.reads.own = True
        elif self.scope.columns is not None:
            self.reads.rows += 1
            return lambda env: env.row[0] if env.row else ""
        return lambda env: env.own

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
        """A function and its arguments."""
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
        if tree.name in ("format-date", "format-date-time"):
            _check_layout(tree)
        function = FUNCTIONS[tree.name].run
        compile_argument = self.nodes if tree.name in NODE_FUNCTIONS else self.value
        arguments = [compile_argument(argument) for argument in tree.arguments]
        if count == 1:
            only = arguments[0]
            return lambda env: function(only(env))
        if count == 2:  # noqa: PLR2004
            one, two = arguments
            return lambda env: function(one(env), two(env))
        return lambda env: function(*[argument(env) for argument in arguments])

    def lazy(self, tree: Call) -> Run:  # noqa: PLR0911  (one answer for each function)
        """Functions that need more than their arguments' values."""
        match tree.name:
            case "if":
                condition, yes, no = (self.value(argument) for argument in tree.arguments)
                return lambda env: yes(env) if truth_of(condition(env)) else no(env)
            case "once":
                # Reads its own node to keep it; that is no circle, so it is not noted as a reading.
                first = self.value(tree.arguments[0])
                self.reads.keeps = True
                return lambda env: env.own or first(env)
            case "today":
                self.reads.clock = True
                return lambda env: civil_date(env.at).isoformat()
            case "now":
                self.reads.clock = True
                return lambda env: stamp_of(env.at)
            case "last":
                return lambda env: float(env.last)
            case "random":
                self.reads.keeps = True
                return lambda _: secrets.randbits(53) / (1 << 53)
            case "uuid":
                return self.uuid(tree)
            case "property":
                name = self.value(tree.arguments[0])
                return lambda env: env.about.get(text_of(name(env)), "")
            case _:
                return paths.special(self, tree)

    def uuid(self, tree: Call) -> Run:
        """An identity made once, or so many random letters."""
        self.reads.keeps = True
        if not tree.arguments:
            return lambda _: _uuid(secrets.token_hex(16))
        length = self.value(tree.arguments[0])

        def run(env: Environment) -> Value:
            wanted = number_of(length(env))
            count = int(min(wanted, _LONGEST_UUID)) if wanted > 0 else _UUID_LETTERS
            return secrets.token_hex(count)[:count]

        return run


def _uuid(digits: str) -> str:
    """RFC 9562, version 4."""
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def _check_pattern(tree: Call) -> None:
    written = tree.arguments[1]
    if not isinstance(written, Text) or pattern(written.value) is None:
        piece = written.value if isinstance(written, Text) else ""
        raise Refused("expression-pattern", at=tree.at, piece=piece)


def _check_layout(tree: Call) -> None:
    written = tree.arguments[1]
    part = strange_part(written.value) if isinstance(written, Text) else ""
    if part:
        raise Refused("expression-date-part", at=tree.at, piece=part)


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
