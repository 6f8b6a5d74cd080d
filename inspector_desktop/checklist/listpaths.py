"""Paths into lists: the rows of a list that meet conditions, their cells, and the functions that look something up.

A list is one of the form's `choices` or a file beside it. Inside a condition on a list, a bare name is a column of the
row in question; an equality on a column is looked up in an index. Paths over the sheet are in `paths.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inspector_desktop.checklist.model import Rows
from inspector_desktop.checklist.running import Environment, Run
from inspector_desktop.checklist.syntax import Binary, Call, Listed, Named, Path, Text, Tree, parse
from inspector_desktop.checklist.values import Value, holds, is_moment, text_of
from inspector_desktop.errors import Refused

if TYPE_CHECKING:
    from inspector_desktop.checklist.xpath import Compiler

Select = Callable[[Environment], list[int]]


def selector(compiler: Compiler, rows: Rows, conditions: Sequence[Tree], listed: str) -> Select:
    """Which rows of a list meet conditions: their places, in order. An equality on a column is looked up."""
    outer = compiler.scope
    scope = replace(outer, here=None, columns=rows.columns, listed=listed, inside=True)
    with compiler.standing(scope):
        key = _key(compiler, rows, conditions)
        tests = [compiler.value(condition) for condition in conditions]

    def run(env: Environment) -> list[int]:
        saved = env.row, env.place, env.last
        kept: Sequence[int] = range(len(rows.rows)) if key is None else _candidates(env, rows, key)
        for test in tests:
            passed, env.last = [], len(kept)
            for number, place in enumerate(kept, 1):
                env.row, env.place = rows.rows[place], number
                if holds(test(env), number):
                    passed.append(place)
            kept = passed
        env.row, env.place, env.last = saved
        return list(kept)

    return run


def unknown_path(tree: Path) -> Refused:
    """The refusal of a path that leads nowhere."""
    written = "/".join(step.name for step in tree.steps)
    return Refused("expression-unknown-path", at=tree.at, path=f"/{written}" if tree.start == "root" else written)


def is_cell(compiler: Compiler, tree: Path) -> bool:
    """Tell whether a path means a cell of the row in question."""
    return compiler.scope.columns is not None and tree.start == "here"


def cell(compiler: Compiler, tree: Path) -> Run:
    """The cell of the row in question."""
    columns = compiler.scope.columns or {}
    name = tree.steps[0].name
    if len(tree.steps) > 1 or tree.steps[0].conditions or name in ("*", ".", ".."):
        raise Refused("expression-unsupported", at=tree.at, piece=name)
    if name not in columns:
        raise Refused("expression-unknown-column", at=tree.at, column=name, list=compiler.scope.listed)
    compiler.reads.rows += 1
    place = columns[name]
    return lambda env: env.row[place]


def _rows(compiler: Compiler, name: str, at: int) -> Rows:
    known = compiler.model.lists
    for written in (name, name.removesuffix(".csv"), f"{name}.csv"):
        if written in known:
            return known[written]
    raise Refused("expression-unknown-list", at=at, list=name)


def column(compiler: Compiler, tree: Path, start: Listed) -> Run:
    """A path into a list: `instance`, then its items, conditions, a column."""
    rows = _rows(compiler, start.name, start.at)
    names = [step.name for step in tree.steps]
    if len(names) not in (2, 3) or names[:2] != ["root", "item"] or any(s.conditions for s in tree.steps[2:]):
        raise unknown_path(tree)
    if len(names) == 3 and names[2] not in rows.columns:  # noqa: PLR2004
        raise Refused("expression-unknown-column", at=tree.at, column=names[2], list=start.name)
    place = rows.columns[names[2]] if len(names) == 3 else 0  # noqa: PLR2004
    select = selector(compiler, rows, tree.steps[1].conditions, start.name)
    return lambda env: tuple(rows.rows[one][place] for one in select(env))


def _conjuncts(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, Binary) and tree.operator == "and":
        yield from _conjuncts(tree.left)
        yield from _conjuncts(tree.right)
    else:
        yield tree


def _key(compiler: Compiler, rows: Rows, conditions: Sequence[Tree]) -> tuple[int, Run] | None:
    """An equality of a column with something that does not depend on the row."""
    for part in _conjuncts(conditions[0]) if conditions else ():
        if not isinstance(part, Binary) or part.operator != "=":
            continue
        for one, other in ((part.left, part.right), (part.right, part.left)):
            if isinstance(one, Path) and one.start == "here" and one.steps[0].name in rows.columns:
                before = compiler.reads.rows
                run = compiler.value(other)
                if compiler.reads.rows == before:
                    return rows.columns[one.steps[0].name], run
    return None


def _candidates(env: Environment, rows: Rows, key: tuple[int, Run]) -> Sequence[int]:
    column, run = key
    value = run(env)
    if isinstance(value, str) and not is_moment(value):
        return rows.where(column, value)
    if isinstance(value, tuple) and not any(map(is_moment, value)):
        return sorted({place for text in value for place in rows.where(column, text)})
    return range(len(rows.rows))  # numbers and moments are not compared as texts


def pulled(compiler: Compiler, tree: Call) -> Run:
    """`pulldata('list', 'column', 'key column', key)`: the first row's cell."""
    named_ones = [one.value for one in tree.arguments[:3] if isinstance(one, Text)]
    if len(named_ones) < 3:  # noqa: PLR2004
        raise Refused("expression-arguments", at=tree.at, function=tree.name, count=len(tree.arguments))
    rows = _rows(compiler, named_ones[0], tree.at)
    for column in named_ones[1:]:
        if column not in rows.columns:
            raise Refused("expression-unknown-column", at=tree.at, column=column, list=named_ones[0])
    wanted, key = rows.columns[named_ones[1]], rows.columns[named_ones[2]]
    value = compiler.value(tree.arguments[3])

    def run(env: Environment) -> Value:
        found = rows.where(key, text_of(value(env)))
        return rows.rows[found[0]][wanted] if found else ""

    return run


def choice_name(compiler: Compiler, tree: Call) -> Run:
    """`jr:choice-name(value, '${question}')`: the label of a choice."""
    second = tree.arguments[1]
    written = parse(second.value) if isinstance(second, Text) and second.value.strip() else None
    name = written.name if isinstance(written, Named) else written.steps[-1].name if isinstance(written, Path) else ""
    question = compiler.model.definition.by_name.get(name)
    if question is None or not question.choices:
        raise Refused("expression-no-choices", at=tree.at, name=name or getattr(second, "value", ""))
    rows = _rows(compiler, question.choices, tree.at)
    value = compiler.value(tree.arguments[0])

    def run(env: Environment) -> Value:
        chosen = text_of(value(env))
        found = rows.where(rows.columns["name"], chosen)
        return rows.rows[found[0]][rows.columns["label"]] if found else ""

    return run
