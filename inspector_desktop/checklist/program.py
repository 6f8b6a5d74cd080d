"""A definition made ready to run: every expression compiled, and the order in which they are worked out.

A place waits for the group or repeat it stands in and for every place its relevance or calculation reads; a circle of
such waits is refused with the names in it. Constraints, requirements, filters and texts are read by nobody, so they
wait but never bind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inspector_desktop.checklist.definition import Definition, Question, Table
from inspector_desktop.checklist.listpaths import Select, selector
from inspector_desktop.checklist.model import Model, Rows
from inspector_desktop.checklist.running import Compiled
from inspector_desktop.checklist.syntax import parse
from inspector_desktop.checklist.xpath import Compiler, compile_expression
from inspector_desktop.errors import Refused

COLUMNS = ("relevant", "required", "constraint", "calculation", "read_only")
TEXTS = ("label", "hint", "guidance", "constraint_message", "required_message")
_REFERENCE = re.compile(r"(\$\{[^}]*\})")


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as it stands in a definition: whose it is, in which column."""

    owner: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which choices of a list are offered."""

    needs: Mapping[int, int]
    select: Select


def expressions(definition: Definition) -> Iterator[Expression]:
    """Every expression of a definition, in its order; choice filters are not among them."""
    for group in definition.groups:
        if group.relevant:
            yield Expression(group.name, "relevant", group.relevant)
        if group.count:
            yield Expression(group.name, "count", group.count)
    for question in definition.questions:
        for column in COLUMNS:
            text = getattr(question, column)
            if text:
                yield Expression(question.name, column, text)
        if question.dynamic and question.default:
            yield Expression(question.name, "default", question.default)


def compile_filter(question: Question, model: Model) -> Filter:
    """The filter of a question's choices. Raises `Refused("expression-…")`."""
    compiler = Compiler(model, model.by_name[question.name])
    conditions = (parse(question.choice_filter),) if question.choice_filter else ()
    select = selector(compiler, model.lists[question.choices], conditions, question.choices)
    return Filter(dict(compiler.reads.needs), select)


def parts_of(text: str) -> list[str]:
    """A text cut at its references: what stands at odd places is `${name}`."""
    return _REFERENCE.split(text)


class Program:
    """The compiled form of a definition, shared by all its sheets.

    Everything is by template number (`model.py`). `rank` is the order of work; `followers` are the templates that read
    a template's value or relevance, `checked` those whose constraint, requirement, filter or texts read it; each with
    the number of repeats the two share. `triggered` are the questions whose calculation a question sets off.
    Raises `Refused` for an expression that cannot be compiled and `Refused("expression-cycle")` for a circle.
    """

    def __init__(self, definition: Definition, tables: Mapping[str, Table] | None = None) -> None:
        self.definition = definition
        rows = {name: Rows(table.columns, table.rows) for name, table in (tables or {}).items()}
        self.model = model = Model(definition, rows)
        self.questions = definition.questions
        size = model.size
        self.relevant: list[Compiled | None] = [None] * size
        self.calculation: list[Compiled | None] = [None] * size
        self.constraint: list[Compiled | None] = [None] * size
        self.required: list[Compiled | None] = [None] * size
        self.read_only: list[Compiled | None] = [None] * size
        self.count: list[Compiled | None] = [None] * size
        self.default: list[Compiled | None] = [None] * size
        for expression in expressions(definition):
            owner = model.by_name[expression.owner]
            getattr(self, expression.column)[owner] = compile_expression(expression.text, model, owner)
        self.filter: list[Filter | None] = [None] * size
        self.texts: dict[tuple[int, str], list[str | Compiled]] = {}
        self.triggered: dict[int, list[int]] = {}
        for place, question in enumerate(definition.questions):
            if question.choice_filter:
                self.filter[place] = compile_filter(question, model)
            for name in question.trigger:
                self.triggered.setdefault(model.by_name[name], []).append(place)
        for place, item in enumerate((*definition.questions, *definition.groups)):
            for column in TEXTS:
                text = getattr(item, column, "")
                if "${" in text:
                    self.texts[place, column] = [
                        compile_expression(part, model, place) if odd % 2 else part
                        for odd, part in enumerate(parts_of(text))
                    ]
        self.followers, self.rank = self._order()
        self.checked = self._checked()
        self.order = sorted(range(size), key=self.rank.__getitem__)
        self.clocked = tuple(place for place in range(size) if any(one.clock for one in self._all(place)))

    def _all(self, place: int) -> Iterator[Compiled]:
        for kind in (self.relevant, self.calculation, self.constraint, self.required, self.read_only, self.count):
            compiled = kind[place]
            if compiled is not None:
                yield compiled

    def works(self, place: int) -> Compiled | None:
        """The calculation that follows what it reads; one with a trigger does not."""
        question = self.questions[place] if place < len(self.questions) else None
        return None if question is None or question.trigger else self.calculation[place]

    def _waits(self) -> list[dict[int, int]]:
        """For each template the templates it has to wait for, with the repeats shared."""
        waits: list[dict[int, int]] = []
        for place, template in enumerate(self.model.templates):
            needs = {} if template.parent < 0 or place == self.model.root else {template.parent: len(template.chain)}
            if template.kind == "instance":
                needs = {template.parent: len(template.chain) - 1}
            for compiled in (self.relevant[place], self.works(place), self.count[place]):
                if compiled is not None:
                    for needed, shared in compiled.needs.items():
                        needs[needed] = min(shared, needs.get(needed, shared))
                    if compiled.own:
                        needs[place] = len(template.chain)
            waits.append(needs)
        return waits

    def _order(self) -> tuple[list[list[tuple[int, int]]], list[int]]:
        waits = self._waits()
        size = self.model.size
        followers: list[list[tuple[int, int]]] = [[] for _ in range(size)]
        for place, needs in enumerate(waits):
            for needed, shared in needs.items():
                followers[needed].append((place, shared))
        left = [len(needs) for needs in waits]
        ready = [place for place in range(size) if not left[place]]
        order: list[int] = []
        for place in ready:  # grows while it is read
            order.append(place)
            for follower, _ in followers[place]:
                left[follower] -= 1
                if not left[follower]:
                    ready.append(follower)
        if len(order) < size:
            circle = dict.fromkeys(self.model.templates[one].name for one in self._circle(waits, set(order)))
            raise Refused("expression-cycle", names="、".join(circle))
        rank = [0] * size
        for number, place in enumerate(order):
            rank[place] = number
        return followers, rank

    def _checked(self) -> list[list[tuple[int, int]]]:
        checked: list[dict[int, int]] = [{} for _ in range(self.model.size)]
        for place in range(self.model.size):
            rules = (self.constraint[place], self.required[place], self.read_only[place])
            needed: list[Mapping[int, int]] = [compiled.needs for compiled in rules if compiled is not None]
            choices = self.filter[place]
            if choices is not None:
                needed.append(choices.needs)
            for column in TEXTS:
                needed += [part.needs for part in self.texts.get((place, column), ()) if not isinstance(part, str)]
            for needs in needed:
                for one, shared in needs.items():
                    checked[one][place] = min(shared, checked[one].get(place, shared))
        return [list(one.items()) for one in checked]

    @staticmethod
    def _circle(waits: list[dict[int, int]], done: set[int]) -> list[int]:
        """One circle among the places that could not be ordered: follow the waits until a place comes again."""
        place = min(set(range(len(waits))) - done)
        seen: list[int] = []
        while place not in seen:
            seen.append(place)
            place = min(set(waits[place]) - done)
        return seen[seen.index(place) :]
