"""The skeleton of a form: which question stands in which group and repeat, and what a path may reach.

Every question, group and repeat is a template. A repeat has two: the container, which knows the instances, and the
instance, in which its questions stand. A place in the sheet is a template with a context: the serial numbers of the
instances it lies in, one for each repeat of its chain, outermost first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from inspector_desktop.checklist.definition import Choice, Definition, Group, Question
from inspector_desktop.checklist.syntax import Tree, parse

Context: TypeAlias = tuple[int, ...]
TOP: Context = ()


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of place. `parent` is -1 for the root; `chain` the containers of the repeats it lies in."""

    number: int
    name: str
    kind: Literal["question", "group", "repeat", "instance", "root"]
    parent: int
    chain: tuple[int, ...]


class Rows:
    """A list as rows of texts, with an index for each column that is asked by value."""

    def __init__(self, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
        self.columns = {name: place for place, name in enumerate(columns)}
        self.rows = list(rows)
        self._index: dict[int, dict[str, list[int]]] = {}

    def where(self, column: int, value: str) -> list[int]:
        """Places of the rows that hold a value in a column, in order."""
        index = self._index.get(column)
        if index is None:
            index = {}
            for place, row in enumerate(self.rows):
                index.setdefault(row[column], []).append(place)
            self._index[column] = index
        return index.get(value, [])


def rows_of(choices: tuple[Choice, ...]) -> Rows:
    """A list of choices with all its columns."""
    extra = list(dict.fromkeys(name for choice in choices for name, _ in choice.columns))
    columns = ["name", "label", *(name for name in extra if name not in ("name", "label"))]
    return Rows(columns, (tuple(choice.cell(column) for column in columns) for choice in choices))


class Model:
    """The templates of a definition: questions first, by their position; then groups and containers, then instances."""

    def __init__(self, definition: Definition, tables: Mapping[str, Rows] | None = None) -> None:
        self.definition = definition
        self.tables = dict(tables or {})
        self._trees: dict[str, Tree] = {}
        count = len(definition.questions)
        self.by_name = {question.name: place for place, question in enumerate(definition.questions)}
        self.by_name |= {group.name: count + place for place, group in enumerate(definition.groups)}
        repeats = [self.by_name[group.name] for group in definition.groups if group.repeated]
        first = count + len(definition.groups)
        self.instance_of = {container: first + place for place, container in enumerate(repeats)}
        self.container_of = {instance: container for container, instance in self.instance_of.items()}
        self.root = first + len(repeats)
        self.size = self.root + 1
        self.templates: list[Template] = [Template(self.root, "data", "root", -1, ())] * self.size
        for place, group in enumerate(definition.groups):
            self._group(count + place, group)
        for place, question in enumerate(definition.questions):
            parent = self._inside(question.group)
            self.templates[place] = Template(place, question.name, "question", parent, self.templates[parent].chain)
        self.children = self._children()
        self.kids = [{self.templates[one].name: one for one in below} for below in self.children]

    def tree(self, text: str) -> Tree:
        """The tree of an expression of this form; the same words are read once. Raises `Refused` as `parse` does."""
        found = self._trees.get(text)
        if found is None:
            found = self._trees[text] = parse(text)
        return found

    def _inside(self, name: str) -> int:
        """The template that what stands in a group is placed in."""
        if not name:
            return self.root
        group = self.by_name[name]
        return self.instance_of.get(group, group)

    def _group(self, place: int, group: Group) -> None:
        parent = self._inside(group.parent)
        chain = self.templates[parent].chain
        kind: Literal["repeat", "group"] = "repeat" if group.repeated else "group"
        self.templates[place] = Template(place, group.name, kind, parent, chain)
        if group.repeated:
            inside = self.instance_of[place]
            self.templates[inside] = Template(inside, group.name, "instance", place, (*chain, place))

    def _children(self) -> list[list[int]]:
        """For each template what stands directly in it, as the sheet shows it; a repeat by its container."""
        children: list[list[int]] = [[] for _ in range(self.size)]
        placed = {self.root}

        def put(one: int) -> None:
            if one in placed:
                return
            placed.add(one)
            parent = self.templates[one].parent
            put(parent)
            children[parent].append(one)

        for place in range(len(self.definition.questions)):
            put(place)
        for group in self.definition.groups:
            put(self.by_name[group.name])
            if group.repeated:
                put(self.instance_of[self.by_name[group.name]])
        return children

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions; their positions are their templates' numbers."""
        return self.definition.questions

    def depth(self, template: int) -> int:
        """How many repeats a template lies in."""
        return len(self.templates[template].chain)

    def above(self, template: int) -> int:
        """The parent as a path sees it, for which container and instance are one; -1 above the root."""
        parent = self.templates[template].parent
        return self.templates[parent].parent if self.templates[template].kind == "instance" else parent

    def common(self, owner: int, target: int, *, below: bool = False) -> int:
        """How many of the target's repeats are bound by where the owner stands. A repeat named as such is not.

        With `below` it is not the target that is named, but what stands in it.
        """
        mine, other = self.templates[owner].chain, self.templates[target].chain
        bound = 0
        while bound < min(len(mine), len(other)) and mine[bound] == other[bound]:
            bound += 1
        whole = not below and self.templates[target].kind == "instance" and bound == len(other)
        return bound - 1 if whole else bound

    def below(self, template: int) -> list[int]:
        """A template and everything under it, instances of repeats within included."""
        found, stack = [], [template]
        while stack:
            one = stack.pop()
            found.append(one)
            stack += self.children[one]
            if one in self.instance_of:
                stack.append(self.instance_of[one])
        return found

    @cached_property
    def lists(self) -> dict[str, Rows]:
        """All lists that expressions and choices read: those of the form and those from files, by name."""
        return {name: rows_of(choices) for name, choices in self.definition.choices.items()} | self.tables
