"""The state of a sheet, and working out what a change touches, in the order of the program.

Everything is by node (a template and a context). Nothing here raises for what was answered: expressions have a value
whatever stands in the sheet. What people do with a sheet is in `sheet.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from datetime import datetime
from heapq import heappop, heappush
from typing import Any

from inspector_desktop.checklist.kinds import is_of_kind
from inspector_desktop.checklist.model import TOP, Context
from inspector_desktop.checklist.program import Program
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.checklist.running import Compiled, Environment, Node
from inspector_desktop.checklist.values import number_of, truth_of
from inspector_desktop.checklist.xpath import shown

MOST_INSTANCES = 500
EMPTY = Answer()


class State:
    """Answers given, and what follows from them: values, relevance, validity, requirement, locks, instances."""

    def __init__(self, program: Program, at: datetime, about: Mapping[str, str]) -> None:
        self.program = program
        self.model = program.model
        size = self.model.size
        self.given: dict[str, Answer] = {}
        self.unkept: set[str] = set()
        self.raw: list[dict[Context, str]] = [{} for _ in range(size)]
        self.valid: list[dict[Context, bool]] = [{} for _ in range(size)]
        self.required: list[dict[Context, bool]] = [{} for _ in range(size)]
        self.locked: list[dict[Context, bool]] = [{} for _ in range(size)]
        self.instances: dict[int, dict[Context, list[int]]] = {one: {} for one in self.model.instance_of}
        visible: list[dict[Context, str]] = [{} for _ in range(size)]
        present: list[dict[Context, bool]] = [{} for _ in range(size)]
        self.env = Environment(visible, present, self.instances, at, about=dict(about))
        self.env.present[self.model.root][TOP] = True

    def key(self, node: Node) -> str:
        """What a node is called: its name, and behind `@` the numbers of its instances."""
        name = self.model.templates[node[0]].name
        return f"{name}@{'.'.join(map(str, node[1]))}" if node[1] else name

    def nodes(self, template: int, bound: Context = TOP) -> list[Node]:
        """All nodes of a template within these instances."""
        chain = self.model.templates[template].chain
        return [(template, context) for context in self.env.spread(chain, bound)] if chain else [(template, TOP)]

    def at(self, node: Node) -> Environment:
        """The environment, standing at a node."""
        env = self.env
        env.base, env.node, env.own = node[1], node, self.raw[node[0]].get(node[1], "")
        return env

    def give(self, key: str, answer: Answer) -> None:
        """Keep an answer, or take it back."""
        if answer == EMPTY:
            self.given.pop(key, None)
        else:
            self.given[key] = answer

    def settle(self, node: Node, value: str) -> set[Node]:
        """Give an answer that no person gave; return what changed."""
        key = self.key(node)
        self.give(key, Answer(value))
        self.unkept.add(key)
        self.raw[node[0]][node[1]] = value
        return {node, *self.work((node,), given=node)}

    def set_off(self, node: Node) -> set[Node]:
        """Work out the calculations that a change of this node sets off."""
        changed: set[Node] = set()
        for place in self.program.triggered.get(node[0], ()):
            calculation = self.program.calculation[place]
            shared = self.model.common(place, node[0])
            for target in self.nodes(place, node[1][:shared]):
                if calculation is not None and self.env.present[place].get(target[1], False):
                    changed |= self.settle(target, shown(calculation.run(self.at(target))))
        return changed

    def set_instances(self, container: int, context: Context, serials: list[int]) -> bool:
        """Set which instances there are; tell whether that is a change. What was answered in one taken out is gone.

        Where a count rules, the answers are kept and come back with the instance.
        """
        before = set(self.instances[container].get(context, []))
        self.instances[container][context] = serials
        counted = self.program.count[container] is not None
        for gone in before - set(serials):
            self._forget(self.model.instance_of[container], (*context, gone), counted=counted)
        return before != set(serials)

    def _forget(self, inside: int, bound: Context, *, counted: bool) -> None:
        depth = len(bound)
        for one in self.model.below(inside):
            for state in (self.valid, self.required, self.locked, self.env.present, self.env.visible):
                _drop(state[one], bound, depth)
            if not counted:
                known: MutableMapping[Context, Any] = self.instances.get(one, self.raw[one])
                for context in _drop(known, bound, depth):
                    self.given.pop(self.key((one, context)), None)

    def work_all(self) -> None:
        """Work out the whole sheet."""
        for place in self.program.order:
            for node in self.nodes(place):
                self._recompute(node, first=True)
        for place in range(len(self.program.questions)):
            for node in self.nodes(place):
                self._check(node)

    def work(self, start: Iterable[Node], *, given: Node | None = None, renewed: bool = False) -> set[Node]:
        """Work out these nodes and what follows from their change, in order; return the nodes that changed.

        `given` is the node just answered, `renewed` that the first node's instances have changed.
        """
        program = self.program
        waiting: list[tuple[int, Node]] = []
        queued: set[Node] = set()
        for node in start:
            if node not in queued:
                queued.add(node)
                heappush(waiting, (program.rank[node[0]], node))
        changed: set[Node] = set()
        checks: set[Node] = set(queued)
        while waiting:
            _, node = heappop(waiting)
            queued.discard(node)
            if not (self._recompute(node, answered=node == given) or renewed):
                continue
            renewed = False
            changed.add(node)
            checks.add(node)
            place, context = node
            for reader, shared in program.checked[place]:
                checks.update(((reader, TOP),) if not shared and not self.model.depth(reader) else self.nodes(
                    reader, context[:shared]
                ))  # fmt: skip
            for follower, shared in program.followers[place]:
                if self.model.templates[follower].chain:
                    nodes = self.nodes(follower, context[:shared])
                else:
                    nodes = [(follower, TOP)]
                for one in nodes:
                    if one not in queued:
                        queued.add(one)
                        heappush(waiting, (program.rank[follower], one))
        changed.update(node for node in checks if node[0] < len(program.questions) and self._check(node))
        return changed

    def _recompute(self, node: Node, *, first: bool = False, answered: bool = False) -> bool:
        """Work out a node's relevance and value; tell whether either changed."""
        place, context = node
        program, env = self.program, self.env
        template = self.model.templates[place]
        if place == self.model.root:
            return first
        above = context[: self.model.depth(template.parent)]
        relevant = env.present[template.parent].get(above, False)
        condition = program.relevant[place]
        if relevant and condition is not None:
            relevant = truth_of(condition.run(self.at(node)))
        changed = env.present[place].get(context) is not relevant
        env.present[place][context] = relevant
        if place >= len(program.questions):
            return (self._count(node, relevant) or changed) if program.count[place] is not None else changed
        calculation = program.works(place)
        if relevant and calculation is not None and not answered:
            self._calculate(node, calculation, first)
        visible = self.raw[place].get(context, "") if relevant else ""
        changed = changed or visible != env.visible[place].get(context, "")
        env.visible[place][context] = visible
        return changed

    def _calculate(self, node: Node, calculation: Compiled, first: bool) -> None:  # noqa: FBT001
        place, context = node
        key = self.key(node) if calculation.keeps or first else ""
        asked = self.program.questions[place].kind not in ("calculate", "hidden")
        if first and (calculation.keeps or asked) and key in self.given:
            return
        value = shown(calculation.run(self.at(node)))
        if calculation.keeps and value != self.raw[place].get(context, ""):
            self.give(key, Answer(value))
            self.unkept.add(key)
        self.raw[place][context] = value

    def _count(self, node: Node, relevant: bool) -> bool:  # noqa: FBT001
        """Let a repeat have as many instances as its count says."""
        container, context = node
        compiled = self.program.count[container]
        wanted = number_of(compiled.run(self.at(node))) if compiled is not None and relevant else 0.0
        count = int(min(wanted, MOST_INSTANCES)) if wanted > 0 else 0
        if self.instances[container].get(context) == list(range(1, count + 1)):
            return False
        return self.set_instances(container, context, list(range(1, count + 1)))

    def _check(self, node: Node) -> bool:
        """Work out a question's validity, requirement and lock; tell whether it is to be shown anew."""
        place, context = node
        if context not in self.env.present[place] and context:
            return False
        program = self.program
        value = self.env.visible[place].get(context, "")
        valid = not value or is_of_kind(program.questions[place], value) and self._among(node, value)  # noqa: RUF021
        constraint, required, locked = program.constraint[place], program.required[place], program.read_only[place]
        env = self.at(node)
        env.own = value
        if valid and value and constraint is not None:
            valid = truth_of(constraint.run(env))
        needed = required is not None and truth_of(required.run(env))
        closed = locked is not None and truth_of(locked.run(env))
        before = self.valid[place].get(context), self.required[place].get(context), self.locked[place].get(context)
        self.valid[place][context] = valid
        self.required[place][context] = needed
        self.locked[place][context] = closed
        return before != (valid, needed, closed) or program.filter[place] is not None or self._says(place)

    def _says(self, place: int) -> bool:
        return any((place, column) in self.program.texts for column in ("label", "hint", "guidance"))

    def offered(self, node: Node) -> Iterable[int]:
        """Places, in its list, of the choices that a question offers now."""
        choices = self.program.filter[node[0]]
        if choices is None:
            return range(len(self.model.lists[self.program.questions[node[0]].choices].rows))
        return choices.select(self.at(node))

    def _among(self, node: Node, value: str) -> bool:
        """Whether every choice made is among those offered."""
        question = self.program.questions[node[0]]
        if not question.choices or question.kind == "verdict":
            return True
        rows = self.model.lists[question.choices]
        name = rows.columns.get("name", 0)
        chosen = [value] if question.kind == "choice" else value.split()
        found = [rows.where(name, one) for one in chosen]
        if not all(found):
            return False
        if question.kind == "rank" and len(set(chosen)) != len(rows.rows):
            return False
        if self.program.filter[node[0]] is None:
            return len(set(chosen)) == len(chosen)
        offered = set(self.offered(node))
        return all(offered.intersection(places) for places in found)


def _drop(state: MutableMapping[Context, Any], bound: Context, depth: int) -> list[Context]:
    """Take out what stands within an instance; return its contexts."""
    gone = [context for context in state if context[:depth] == bound]
    for context in gone:
        del state[context]
    return gone
