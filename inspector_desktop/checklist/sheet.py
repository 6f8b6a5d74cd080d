"""A sheet being filled in: answers go in, and only what depends on them is worked out again.

A fresh sheet has no verdict on any line. An answer to a question that is not relevant is kept and counts as empty until
it is relevant again. Where answers are kept between sessions, and what is entered in the journal, is left to the step.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from heapq import heappop, heappush

from inspector_desktop.checklist.definition import Definition, Question
from inspector_desktop.checklist.program import Program
from inspector_desktop.checklist.rules import VERDICTS, Answer, Shortfall, shortfall
from inspector_desktop.checklist.values import days_of, truth_of
from inspector_desktop.checklist.xpath import Environment, shown
from inspector_desktop.errors import Refused

_INTEGER = re.compile(r"-?[0-9]{1,15}\Z")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?\Z")
_EMPTY = Answer()


class Sheet:
    """The state of one check table. `at` is the moment that `today()` and `now()` tell; `tick` moves it."""

    def __init__(
        self, program: Program | Definition, answers: Mapping[str, Answer] | None = None, *, at: datetime
    ) -> None:
        self.program = program if isinstance(program, Program) else Program(program)
        count = len(self.program.questions)
        self._given: dict[str, Answer] = {}
        self._raw = [""] * count
        self._valid = [True] * count
        self._required = [False] * count
        self._relevant = [True] * self.program.size
        self._env = Environment([""] * count, [True] * count, at)
        for name, answer in (answers or {}).items():
            self._raw[self._answerable(name, answer.value)] = answer.value
            self._given[name] = answer
        self._work(range(self.program.size))

    @property
    def definition(self) -> Definition:
        """The table this sheet fills in."""
        return self.program.definition

    def answer(self, name: str, value: str, *, fact: str = "", reason: str = "", words: str = "") -> tuple[str, ...]:
        """Answer a question (an empty value takes the answer back); return the names of what changed, in order.

        A value that breaks a constraint is kept and shown as invalid. Raises `Refused` for a question that is not
        there or takes no answer, and for a verdict that is none.
        """
        position = self._answerable(name, value)
        answer = Answer(value, fact, reason, words)
        itself = () if self._given.get(name, _EMPTY) == answer else (position,)
        if answer == _EMPTY:
            self._given.pop(name, None)
        else:
            self._given[name] = answer
        self._raw[position] = value
        return self._names({*itself, *self._work((position,))})

    def tick(self, at: datetime) -> tuple[str, ...]:
        """Move the clock; return the names of what changed."""
        self._env.at = at
        return self._names(self._work(self.program.clocked))

    def value(self, name: str) -> str:
        """The value of a question or calculation; empty when it is not relevant."""
        return self._env.answers[self.program.positions[name]]

    def given(self, name: str) -> Answer:
        """What was answered, relevant or not."""
        return self._given.get(name, _EMPTY)

    def answers(self) -> dict[str, Answer]:
        """All answers given, to store and open again."""
        return dict(self._given)

    def relevant(self, name: str) -> bool:
        """Tell whether a question or group is to be shown."""
        return self._relevant[self.program.node(name)]

    def valid(self, name: str) -> bool:
        """Tell whether the answer is of its kind and keeps the constraint; an empty one always does."""
        return self._valid[self.program.positions[name]]

    def lines(self) -> tuple[Question, ...]:
        """The check lines that apply, in order."""
        return tuple(line for line in self.definition.lines if self.relevant(line.name))

    def open_lines(self) -> tuple[Question, ...]:
        """The check lines still without a verdict (待判定)."""
        return tuple(line for line in self.lines() if self.given(line.name).value not in VERDICTS)

    def shortfalls(self) -> tuple[Shortfall, ...]:
        """What the check lines still need, open ones included."""
        found = ((line, shortfall(self.given(line.name))) for line in self.lines())
        return tuple(Shortfall(line.number, line.name, code) for line, code in found if code)

    def invalid(self) -> tuple[Question, ...]:
        """Questions whose answer breaks its constraint."""
        return tuple(q for place, q in enumerate(self.program.questions) if not self._valid[place])

    def missing(self) -> tuple[Question, ...]:
        """Required questions (other than check lines) that have no answer yet."""
        return tuple(
            question
            for place, question in enumerate(self.program.questions)
            if self._required[place] and self._relevant[place] and not self._env.answers[place]
        )

    def counts(self) -> dict[str, int]:
        """How many lines have each verdict; `open` for those that have none."""
        found = Counter(self.given(line.name).value or "open" for line in self.lines())
        return {verdict: found[verdict] for verdict in (*VERDICTS, "open")}

    def _answerable(self, name: str, value: str) -> int:
        position = self.program.positions.get(name)
        if position is None:
            raise Refused("refused-unknown-line", name=name)
        question = self.program.questions[position]
        if question.kind in ("calculate", "note"):
            raise Refused("refused-not-answerable", label=question.label or name)
        if question.kind == "verdict" and value and value not in VERDICTS:
            raise Refused("refused-unknown-verdict", line=question.number, value=value)
        return position

    def _names(self, nodes: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.program.name(node) for node in sorted(nodes))

    def _work(self, start: Iterable[int]) -> set[int]:
        """Work out these nodes and what follows from their change, in order; return the nodes that changed."""
        program = self.program
        waiting: list[tuple[int, int]] = []
        queued: set[int] = set()
        for node in start:
            if node not in queued:
                queued.add(node)
                heappush(waiting, (program.rank[node], node))
        changed: set[int] = set()
        checks: set[int] = set(queued)
        while waiting:
            _, node = heappop(waiting)
            queued.discard(node)
            if not self._recompute(node):
                continue
            changed.add(node)
            checks.add(node)
            checks.update(program.checked[node])
            for follower in program.followers[node]:
                if follower not in queued:
                    queued.add(follower)
                    heappush(waiting, (program.rank[follower], follower))
        changed.update(node for node in checks if node < len(self._raw) and self._check(node))
        return changed

    def _recompute(self, node: int) -> bool:
        """Work out a node's relevance and value; tell whether either changed."""
        program, env = self.program, self._env
        above = program.parent[node]
        relevant = above < 0 or self._relevant[above]
        question = node < len(self._raw)
        env.own = self._raw[node] if question else ""
        condition = program.relevant[node]
        if relevant and condition is not None:
            relevant = truth_of(condition.run(env))
        changed = relevant != self._relevant[node]
        self._relevant[node] = relevant
        if not question:
            return changed
        calculation = program.calculation[node]
        if relevant and calculation is not None:
            self._raw[node] = shown(calculation.run(env))
        visible = self._raw[node] if relevant else ""
        changed = changed or visible != env.answers[node]
        env.answers[node], env.present[node] = visible, relevant
        return changed

    def _check(self, node: int) -> bool:
        """Work out a question's validity and requirement; tell whether either changed."""
        program, env = self.program, self._env
        value = env.own = env.answers[node]
        valid = not value or _of_kind(program.questions[node], value, self.definition)
        constraint, required = program.constraint[node], program.required[node]
        if valid and value and constraint is not None:
            valid = truth_of(constraint.run(env))
        needed = required is not None and truth_of(required.run(env))
        before = self._valid[node], self._required[node]
        self._valid[node], self._required[node] = valid, needed
        return before != (valid, needed)


def _of_kind(question: Question, value: str, definition: Definition) -> bool:
    """Tell whether a value is of the question's kind: a whole number, a date, one of the choices."""
    match question.kind:
        case "integer":
            return _INTEGER.match(value) is not None
        case "decimal":
            return _DECIMAL.match(value) is not None
        case "date":
            return len(value) == len("2026-11-20") and not math.isnan(days_of(value))
        case "choice":
            return value in {choice.name for choice in definition.choices[question.choices]}
        case "choices":
            return set(value.split()) <= {choice.name for choice in definition.choices[question.choices]}
        case _:
            return True
