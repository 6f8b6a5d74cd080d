"""A check table being filled in: answers, what is shown, what is valid, and what an answer changes.

Only what an answer touches is worked out again, in the order of the program. A sheet never stops working: whatever is
answered, expressions have a value. It knows no database: `answers()` is what has to be kept, `unkept()` what was
settled besides the answer given (defaults, identities, calculations set off by a trigger).

A key names a place: `depth`, or `depth@3` in the third-born instance of its repeat, `depth@3.1` in a repeat within. The
answer of a repeat is the list of its instances' numbers, in order; numbers are never used again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from inspector_desktop.checklist.definition import METADATA, UNASKED, Choice, Definition, Group, Question, Table
from inspector_desktop.checklist.model import TOP, Context
from inspector_desktop.checklist.program import Program
from inspector_desktop.checklist.rules import VERDICTS, Answer, Shortfall, shortfall
from inspector_desktop.checklist.running import Compiled, Node
from inspector_desktop.checklist.state import EMPTY, MOST_INSTANCES, State
from inspector_desktop.checklist.values import stamp_of, text_of
from inspector_desktop.checklist.xpath import shown
from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Refused

_KEY = re.compile(r"([^@]+)(?:@([0-9]+(?:\.[0-9]+)*))?\Z")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the sheet as it is now: its key, what stands there, how many groups and repeats it lies in."""

    key: str
    item: Question | Group
    depth: int
    instance: int = 0


class Sheet:
    """The state of one check table. `at` is the moment that `today()` and `now()` tell; `tick` moves it.

    A `fresh` sheet takes its defaults and metadata; `about` tells who fills it in (`username`, `device`).
    """

    def __init__(
        self,
        program: Program | Definition,
        answers: Mapping[str, Answer] | None = None,
        *,
        at: datetime,
        fresh: bool = False,
        about: Mapping[str, str] | None = None,
        tables: Mapping[str, Table] | None = None,
    ) -> None:
        self.program = program if isinstance(program, Program) else Program(program, tables)
        self.model = self.program.model
        self.state = State(self.program, at, about or {})
        for key, answer in (answers or {}).items():
            self._load(key, answer)
        self.state.work_all()
        if fresh:
            self._begin()

    @property
    def definition(self) -> Definition:
        """The table this sheet fills in."""
        return self.program.definition

    # -- answering ------------------------------------------------------------------------------------------------

    def answer(self, key: str, value: str, *, fact: str = "", reason: str = "", words: str = "") -> tuple[str, ...]:
        """Answer a question (an empty value takes the answer back); return the keys of what changed, in order.

        A value that breaks a constraint is kept and shown as invalid. Raises `Refused` for a question that is not
        there or takes no answer, and for a verdict that is none.
        """
        node = self._answerable(key, value)
        answer = Answer(value, fact, reason, words)
        itself: tuple[Node, ...] = () if self.state.given.get(key, EMPTY) == answer else (node,)
        moved = self.state.raw[node[0]].get(node[1], "") != value
        self.state.give(key, answer)
        self.state.raw[node[0]][node[1]] = value
        changed = {*itself, *self.state.work((node,), given=node)}
        if moved:
            changed |= self.state.set_off(node)
        return self._keys(changed)

    def add(self, key: str) -> str:
        """Begin another instance of a repeat; return the instance's key. Raises `Refused` where none can be added."""
        container, context = self._container(key)
        serials = self.state.instances[container].setdefault(context, [])
        born = 1 + max((int(one) for one in self._born(key, serials)), default=0)
        if len(serials) >= MOST_INSTANCES:
            raise Refused("refused-repeat-full", most=MOST_INSTANCES)
        self.state.set_instances(container, context, [*serials, born])
        self.state.give(key, Answer(" ".join(map(str, self.state.instances[container][context])), words=str(born)))
        self.state.work(((container, context),), renewed=True)
        inside = self.model.instance_of[container]
        self._defaults(inside, (*context, born))
        return self.state.key((inside, (*context, born)))

    def remove(self, key: str) -> tuple[str, ...]:
        """Take an instance out, with all its answers; return the keys of what changed."""
        template, context = self._place(key)
        container = self.model.container_of.get(self.model.instance_of.get(template, template))
        if container is None or not context or self.program.count[container] is not None:
            raise Refused("refused-unknown-line", name=key)
        serials = self.state.instances[container].get(context[:-1], [])
        if context[-1] not in serials:
            raise Refused("refused-unknown-line", name=key)
        home = self.state.key((container, context[:-1]))
        highest = max(int(one) for one in self._born(home, serials))
        self.state.set_instances(container, context[:-1], [one for one in serials if one != context[-1]])
        left = " ".join(map(str, self.state.instances[container][context[:-1]]))
        self.state.give(home, Answer(left, words=str(highest)))
        return self._keys(self.state.work(((container, context[:-1]),), renewed=True))

    def tick(self, at: datetime) -> tuple[str, ...]:
        """Move the clock; return the keys of what changed."""
        self.state.env.at = at
        return self._keys(self.state.work(node for place in self.program.clocked for node in self.state.nodes(place)))

    def finish(self, at: datetime) -> tuple[str, ...]:
        """Note the end of filling in, where the form asks for it."""
        changed: set[Node] = set()
        for place, question in enumerate(self.program.questions):
            if question.kind == "end":
                changed |= self.state.settle((place, TOP), stamp_of(at))
        return self._keys(changed)

    # -- reading --------------------------------------------------------------------------------------------------

    def value(self, key: str) -> str:
        """The value of a question or calculation; empty when it is not relevant."""
        template, context = self._place(key)
        return self.state.env.visible[template].get(context, "")

    def given(self, key: str) -> Answer:
        """What was answered, relevant or not."""
        return self.state.given.get(key, EMPTY)

    def answers(self) -> dict[str, Answer]:
        """All answers given, to store and open again."""
        return dict(self.state.given)

    def unkept(self) -> dict[str, Answer]:
        """What was settled by the sheet itself since this was last asked, and has to be kept as well."""
        found = {key: self.state.given.get(key, EMPTY) for key in sorted(self.state.unkept)}
        self.state.unkept.clear()
        return found

    def relevant(self, key: str) -> bool:
        """Tell whether a question, group or repeat is to be shown."""
        template, context = self._place(key)
        return self.state.env.present[template].get(context, False)

    def valid(self, key: str) -> bool:
        """Tell whether the answer is of its kind and keeps the constraint; an empty one always does."""
        template, context = self._place(key)
        return self.state.valid[template].get(context, True)

    def required(self, key: str) -> bool:
        """Tell whether an answer is wanted."""
        template, context = self._place(key)
        return self.state.required[template].get(context, False)

    def read_only(self, key: str) -> bool:
        """Tell whether the form keeps the answer from being changed."""
        template, context = self._place(key)
        return self.state.locked[template].get(context, False)

    def text(self, key: str, column: str = "label") -> str:
        """A text of the form with what its references stand for."""
        template, context = self._place(key)
        parts = self.program.texts.get((template, column))
        if parts is None:
            item = self._item(template)
            return str(getattr(item, column, ""))
        env = self.state.at((template, context))
        return "".join(part if isinstance(part, str) else text_of(part.run(env)) for part in parts)

    def choices(self, key: str, *, most: int = 200, search: str = "") -> tuple[Choice, ...]:
        """The choices offered now, at most so many; `search` is looked for in their labels and names."""
        template, context = self._place(key)
        question = self.program.questions[template]
        rows = self.model.lists[question.choices]
        found: list[Choice] = []
        label = rows.columns.get("label", 0)
        name = rows.columns.get("name", 0)
        for place in self.state.offered((template, context)):
            row = rows.rows[place]
            if not search or search in row[label] or search in row[name]:
                found.append(Choice(row[name], row[label], tuple(zip(rows.columns, row, strict=True))))
                if len(found) >= most:
                    break
        return tuple(found)

    def instances(self, key: str) -> tuple[str, ...]:
        """The keys of a repeat's instances, in order."""
        container, context = self._container(key, counted=True)
        inside = self.model.instance_of[container]
        return tuple(
            self.state.key((inside, (*context, one))) for one in self.state.instances[container].get(context, [])
        )

    def spots(self) -> Iterator[Spot]:
        """Everything that is to be shown now, in the sheet's order: groups, repeats, their instances, questions."""
        yield from self._spots(self.model.root, TOP, 0)

    def lines(self) -> tuple[Question, ...]:
        """The check lines that apply, in order."""
        present = self.state.env.present
        return tuple(
            one for place, one in enumerate(self.program.questions) if one.kind == "verdict" and present[place].get(TOP)
        )

    def open_lines(self) -> tuple[Question, ...]:
        """The check lines still without a verdict (待判定)."""
        return tuple(line for line in self.lines() if self.given(line.name).value not in VERDICTS)

    def shortfalls(self) -> tuple[Shortfall, ...]:
        """What the check lines still need, open ones included."""
        found = ((line, shortfall(self.given(line.name))) for line in self.lines())
        return tuple(Shortfall(line.number, line.name, code) for line, code in found if code)

    def invalid(self) -> tuple[Spot, ...]:
        """Questions whose answer breaks its constraint."""
        return self._found(lambda node: not self.state.valid[node[0]].get(node[1], True))

    def missing(self) -> tuple[Spot, ...]:
        """Required questions (other than check lines) that have no answer yet."""
        return self._found(
            lambda node: (
                self.state.required[node[0]].get(node[1], False)
                and self.state.env.present[node[0]].get(node[1], False)
                and not self.state.env.visible[node[0]].get(node[1])
            )
        )

    def counts(self) -> dict[str, int]:
        """How many lines have each verdict; `open` for those that have none."""
        found = Counter(self.given(line.name).value or "open" for line in self.lines())
        return {verdict: found[verdict] for verdict in (*VERDICTS, "open")}

    def run(self, compiled: Compiled, key: str = "") -> str | float | bool | tuple[str, ...]:
        """Work out an expression compiled for this sheet's model, as standing at a key (the root by default)."""
        return compiled.run(self.state.at(self._place(key) if key else (self.model.root, TOP)))

    # -- places ---------------------------------------------------------------------------------------------------

    def _keys(self, nodes: Iterable[Node]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.state.key(node) for node in sorted(nodes)))

    def _place(self, key: str) -> Node:
        """The node a key means. Raises `Refused` for a key of nothing."""
        direct = self.model.by_name.get(key)
        if direct is not None and not self.model.templates[direct].chain:
            return direct, TOP
        found = _KEY.match(key)
        template = self.model.by_name.get(found[1]) if found else None
        if found is None or template is None:
            raise Refused("refused-unknown-line", name=key)
        context = tuple(map(int, found[2].split("."))) if found[2] else TOP
        inside = self.model.instance_of.get(template)
        if inside is not None and len(context) == self.model.depth(inside):
            return inside, context
        if len(context) != self.model.depth(template):
            raise Refused("refused-unknown-line", name=key)
        return template, context

    def _container(self, key: str, *, counted: bool = False) -> Node:
        template, context = self._place(key)
        if template not in self.model.instance_of or (self.program.count[template] is not None and not counted):
            raise Refused("refused-unknown-line", name=key)
        return template, context

    def _answerable(self, key: str, value: str) -> Node:
        node = self._place(key)
        if node[0] >= len(self.program.questions) or (node[1] and node[1] not in self.state.env.present[node[0]]):
            raise Refused("refused-unknown-line", name=key)
        question = self.program.questions[node[0]]
        if question.kind in UNASKED:
            raise Refused("refused-not-answerable", label=question.label or key)
        if question.kind == "verdict" and value and value not in VERDICTS:
            raise Refused("refused-unknown-verdict", line=question.number, value=value)
        return node

    def _item(self, template: int) -> Question | Group:
        count = len(self.program.questions)
        if template < count:
            return self.program.questions[template]
        return self.definition.groups[self.model.container_of.get(template, template) - count]

    def _spots(self, template: int, context: Context, depth: int) -> Iterator[Spot]:
        present = self.state.env.present
        for child in self.model.children[template]:
            if not present[child].get(context, False):
                continue
            item = self._item(child)
            yield Spot(self.state.key((child, context)), item, depth)
            if child in self.model.instance_of:
                inside = self.model.instance_of[child]
                for number, serial in enumerate(self.state.instances[child].get(context, []), 1):
                    place = (*context, serial)
                    yield Spot(self.state.key((inside, place)), item, depth, number)
                    yield from self._spots(inside, place, depth + 1)
            elif isinstance(item, Group):
                yield from self._spots(child, context, depth + 1)

    def _found(self, wanted: Callable[[Node], bool]) -> tuple[Spot, ...]:
        return tuple(
            Spot(self.state.key(node), question, 0)
            for place, question in enumerate(self.program.questions)
            for node in self.state.nodes(place)
            if wanted(node)
        )

    # -- what is given --------------------------------------------------------------------------------------------

    def _load(self, key: str, answer: Answer) -> None:
        template, context = self._place(key)
        if template in self.model.instance_of:
            self.state.instances[template][context] = [int(one) for one in answer.value.split() if one.isdecimal()]
        elif template < len(self.program.questions):
            question = self.program.questions[template]
            if question.kind == "verdict" and answer.value and answer.value not in VERDICTS:
                raise Refused("refused-unknown-verdict", line=question.number, value=answer.value)
            if question.kind == "note":
                raise Refused("refused-not-answerable", label=question.label or key)
            self.state.raw[template][context] = answer.value
        else:
            raise Refused("refused-unknown-line", name=key)
        self.state.given[key] = answer

    def _begin(self) -> None:
        """Take defaults and metadata, where there is no answer yet."""
        env = self.state.env
        metadata = {
            "start": stamp_of(env.at), "today": civil_date(env.at).isoformat(),
            "username": env.about.get("username", ""), "device": env.about.get("deviceid", ""),
        }  # fmt: skip
        for place, question in enumerate(self.program.questions):
            if question.kind in METADATA and question.kind != "end" and question.name not in self.state.given:
                self.state.settle((place, TOP), metadata.get(question.kind, ""))
        self._defaults(self.model.root, TOP)

    def _defaults(self, above: int, context: Context) -> None:
        """Take the defaults of what stands below a template, outside repeats within."""
        for child in self.model.children[above]:
            if child in self.model.instance_of:
                for serial in self.state.instances[child].get(context, []):
                    self._defaults(self.model.instance_of[child], (*context, serial))
            elif child >= len(self.program.questions):
                self._defaults(child, context)
            elif self.program.questions[child].default and self.state.key((child, context)) not in self.state.given:
                dynamic = self.program.default[child]
                text = self.program.questions[child].default
                node = (child, context)
                self.state.settle(node, shown(dynamic.run(self.state.at(node))) if dynamic else text)

    def _born(self, key: str, serials: Iterable[int]) -> list[str]:
        """Numbers that instances of this repeat had, the highest ever among them."""
        known = self.state.given.get(key, EMPTY)
        return [*map(str, serials), *(one for one in (known.words,) if one.isdecimal())]
