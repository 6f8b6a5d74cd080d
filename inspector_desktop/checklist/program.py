"""A definition made ready to run: every expression compiled, and the order in which they are worked out.

A question waits for the group it stands in and for every question its relevance or calculation reads; a circle of such
waits is refused with the names in it. Constraints and requirements are read by nobody, so they wait but never bind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector_desktop.checklist.definition import Definition
from inspector_desktop.checklist.xpath import Compiled, Names, compile_expression
from inspector_desktop.errors import Refused

COLUMNS = ("relevant", "required", "constraint", "calculation")


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as it stands in a definition: whose it is, in which column."""

    owner: str
    column: str
    text: str


def expressions(definition: Definition) -> Iterator[Expression]:
    """Every expression of a definition, in its order."""
    for group in definition.groups:
        if group.relevant:
            yield Expression(group.name, "relevant", group.relevant)
    for question in definition.questions:
        for column in COLUMNS:
            text = getattr(question, column)
            if text:
                yield Expression(question.name, column, text)


def names_of(definition: Definition) -> Names:
    """What expressions of a definition may name."""
    positions = {question.name: position for position, question in enumerate(definition.questions)}
    return Names(positions, [definition.path(question.name) for question in definition.questions])


class Program:
    """The compiled form of a definition, shared by all its sheets.

    Nodes are questions by position, then groups. `rank` is the order of work; `followers` the nodes that read a node's
    value or relevance; `checked` the questions whose constraint or requirement reads it.
    Raises `Refused` for an expression that cannot be compiled and `Refused("expression-cycle")` for a circle.
    """

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.questions = definition.questions
        names = names_of(definition)
        self.positions = names.positions
        count = len(self.questions)
        self.group_node = {group.name: count + place for place, group in enumerate(definition.groups)}
        self.size = count + len(definition.groups)
        self.parent = [self.group_node.get(question.group, -1) for question in self.questions]
        self.parent += [self.group_node.get(group.parent, -1) for group in definition.groups]
        self.relevant: list[Compiled | None] = [None] * self.size
        self.calculation: list[Compiled | None] = [None] * self.size
        self.constraint: list[Compiled | None] = [None] * self.size
        self.required: list[Compiled | None] = [None] * self.size
        for expression in expressions(definition):
            node = self.node(expression.owner)
            getattr(self, expression.column)[node] = compile_expression(expression.text, names)
        self.followers, self.rank = self._order()
        self.checked: list[list[int]] = [[] for _ in range(self.size)]
        for node in range(count):
            for check in (self.constraint[node], self.required[node]):
                for needed in check.needs if check else ():
                    if node not in self.checked[needed]:
                        self.checked[needed].append(node)
        self.clocked = tuple(
            node
            for node in range(self.size)
            for compiled in (self.relevant, self.calculation, self.constraint, self.required)
            if (found := compiled[node]) is not None and found.clock
        )

    def node(self, name: str) -> int:
        """The node of a question or group."""
        return self.positions[name] if name in self.positions else self.group_node[name]

    def name(self, node: int) -> str:
        """The name of a node."""
        count = len(self.questions)
        return self.questions[node].name if node < count else self.definition.groups[node - count].name

    def _waits(self) -> list[set[int]]:
        """For each node, the nodes it has to wait for."""
        waits: list[set[int]] = []
        for node in range(self.size):
            needs: set[int] = {self.parent[node]} - {-1}
            for compiled in (self.relevant[node], self.calculation[node]):
                if compiled is not None:
                    needs |= compiled.needs | ({node} if compiled.own else set())
            waits.append(needs)
        return waits

    def _order(self) -> tuple[list[list[int]], list[int]]:
        waits = self._waits()
        followers: list[list[int]] = [[] for _ in range(self.size)]
        for node, needs in enumerate(waits):
            for needed in needs:
                followers[needed].append(node)
        left = [len(needs) for needs in waits]
        ready = [node for node in range(self.size) if not left[node]]
        order: list[int] = []
        for node in ready:  # grows while it is read
            order.append(node)
            for follower in followers[node]:
                left[follower] -= 1
                if not left[follower]:
                    ready.append(follower)
        if len(order) < self.size:
            raise Refused("expression-cycle", names="、".join(map(self.name, self._circle(waits, set(order)))))
        rank = [0] * self.size
        for place, node in enumerate(order):
            rank[node] = place
        return followers, rank

    @staticmethod
    def _circle(waits: list[set[int]], done: set[int]) -> list[int]:
        """One circle among the nodes that could not be ordered: follow the waits until a node comes again."""
        node = min(set(range(len(waits))) - done)
        seen: list[int] = []
        while node not in seen:
            seen.append(node)
            node = min(waits[node] - done)
        return seen[seen.index(node) :]
