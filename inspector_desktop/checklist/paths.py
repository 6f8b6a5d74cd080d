"""Paths: from a reference or a path in an expression to the nodes of the sheet, or the rows of a list, it means.

A reference `${name}` means the node in the same instances of the repeats that it shares with the expression's owner,
and all instances of the others; a path from the root likewise, up to its first condition. Paths from a node itself go
up and down as they are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inspector_desktop.checklist.model import TOP, Context, Rows
from inspector_desktop.checklist.running import Environment, Node, Run, Walk
from inspector_desktop.checklist.syntax import Binary, Call, Listed, Named, Path, Step, Text, Tree, parse
from inspector_desktop.checklist.values import Value, number_of, text_of, truth_of
from inspector_desktop.errors import Refused

if TYPE_CHECKING:
    from inspector_desktop.checklist.xpath import Compiler

Select = Callable[[Environment], list[int]]


@dataclass(slots=True)
class Walked:
    """A walk with what is known of it beforehand: where it may end, and how many repeats are bound by the owner."""

    run: Walk
    ends: tuple[int, ...]
    shared: int


def named(compiler: Compiler, tree: Named) -> Run:
    """The value of `${name}`: a text where one node is meant, else the texts of all."""
    target = _target(compiler, tree)
    depth = compiler.model.depth(target)
    if compiler.model.common(compiler.scope.owner, target) == depth:
        return _single(compiler, target, depth)
    return texts(compiler, walk_named(compiler, tree))


def walk_named(compiler: Compiler, tree: Named) -> Walked:
    """The nodes of `${name}`."""
    target = _target(compiler, tree)
    return _spread(compiler, target, compiler.model.common(compiler.scope.owner, target))


def texts(compiler: Compiler, walked: Walked) -> Run:
    """The texts of the nodes of a walk that are present."""
    _note(compiler, walked)
    walk = walked.run
    return lambda env: env.texts(walk(env))


def path(compiler: Compiler, tree: Path) -> Run:
    """The value of a path: a text where it can only mean one node, else the texts of all."""
    if _is_cell(compiler, tree):
        return _cell(compiler, tree)
    if isinstance(tree.start, Listed):
        return _column(compiler, tree, tree.start)
    target = _plain_target(compiler, tree)
    if target is not None and compiler.model.common(compiler.scope.owner, target) == compiler.model.depth(target):
        return _single(compiler, target, compiler.model.depth(target))
    walked = _walk(compiler, tree)
    found = texts(compiler, walked)
    upwards = all(not step.conditions and step.name != "*" for step in tree.steps)
    if tree.start in ("here", "current") and upwards and _one_only(compiler, walked):
        walk = walked.run

        def first(env: Environment) -> Value:
            nodes = walk(env)
            return env.visible[nodes[0][0]].get(nodes[0][1], "") if nodes else ""

        return first
    return found


def node_texts(compiler: Compiler, tree: Path) -> Run:
    """The texts of all nodes (or rows) that a path means."""
    if _is_cell(compiler, tree):
        return _cell(compiler, tree)
    if isinstance(tree.start, Listed):
        return _column(compiler, tree, tree.start)
    return texts(compiler, _walk(compiler, tree))


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
                if _holds(test(env), number):
                    passed.append(place)
            kept = passed
        env.row, env.place, env.last = saved
        return list(kept)

    return run


def special(compiler: Compiler, tree: Call) -> Run:
    """The functions that take places rather than values."""
    match tree.name:
        case "position":
            return _position(compiler, tree)
        case "indexed-repeat":
            return _indexed(compiler, tree)
        case "pulldata":
            return _pulled(compiler, tree)
        case _:
            return _choice_name(compiler, tree)


def _target(compiler: Compiler, tree: Named) -> int:
    found = compiler.model.by_name.get(tree.name)
    if found is None:
        raise Refused("expression-unknown-name", at=tree.at, name=tree.name)
    return compiler.model.instance_of.get(found, found)


def _single(compiler: Compiler, target: int, depth: int) -> Run:
    compiler.reads.note(target, depth)
    if not depth:
        return lambda env: env.visible[target].get(TOP, "")
    return lambda env: env.visible[target].get(env.base[:depth], "")


def _spread(compiler: Compiler, target: int, bound: int) -> Walked:
    chain = compiler.model.templates[target].chain

    def run(env: Environment) -> list[Node]:
        return [(target, context) for context in env.spread(chain, env.base[:bound])]

    return Walked(run, (target,), bound)


def _note(compiler: Compiler, walked: Walked) -> None:
    """Note what a walk depends on: the nodes at its ends, and which instances there are."""
    model = compiler.model
    for end in walked.ends:
        compiler.reads.note(end, walked.shared)
        for level, container in enumerate(model.templates[end].chain):
            if level >= walked.shared:
                compiler.reads.note(container, min(walked.shared, level))


def _plain_target(compiler: Compiler, tree: Path) -> int | None:
    """The one template that a path of plain names from the root means."""
    if tree.start != "root" or any(step.conditions or step.name in ("*", ".", "..") for step in tree.steps):
        return None
    return _down(compiler, tree, len(tree.steps))


def _down(compiler: Compiler, tree: Path, count: int) -> int:
    """Follow the first plain names of a path from the root. Raises `Refused` when one is not there."""
    model = compiler.model
    here = model.root
    for level, step in enumerate(tree.steps[:count]):
        below = here if not level and step.name == "data" else model.kids[here].get(step.name) if level else None
        if below is None:
            raise _unknown(tree)
        here = model.instance_of.get(below, below)
    return here


def _unknown(tree: Path) -> Refused:
    written = "/".join(step.name for step in tree.steps)
    return Refused("expression-unknown-path", at=tree.at, path=f"/{written}" if tree.start == "root" else written)


def _walk(compiler: Compiler, tree: Path) -> Walked:
    """Compile a path over the sheet, whatever it is."""
    target = _plain_target(compiler, tree)
    if target is not None:
        return _spread(compiler, target, compiler.model.common(compiler.scope.owner, target))
    walked, steps = _start(compiler, tree)
    for step in steps:
        walked = _step(compiler, walked, step, tree)
    return walked


def _start(compiler: Compiler, tree: Path) -> tuple[Walked, tuple[Step, ...]]:
    model, scope = compiler.model, compiler.scope
    if isinstance(tree.start, Named):
        target = _target(compiler, tree.start)
        shared = model.common(scope.owner, target)
        if tree.own and shared and shared == model.depth(target):
            shared -= 1  # a condition chooses among the instances
        return _conditions(compiler, _spread(compiler, target, shared), tree.own), tree.steps
    if tree.start == "root":
        plain = 0
        while (
            plain < len(tree.steps)
            and not tree.steps[plain].conditions
            and tree.steps[plain].name not in ("*", ".", "..")
        ):
            plain += 1
        target = _down(compiler, tree, plain)
        if not plain:
            return Walked(lambda _: [], (model.root,), 0), _refuse_root(tree)
        return _spread(compiler, target, model.common(scope.owner, target)), tree.steps[plain:]
    if tree.start == "current" or not scope.inside:
        owner = scope.owner
        if tree.start == "here" and tree.steps[0].name not in (".", ".."):
            raise Refused("expression-bare-name", at=tree.at, piece=tree.steps[0].name)
        depth = model.depth(owner)
        return Walked(lambda env: [(owner, env.base)], (owner,), depth), tree.steps
    if scope.here is None:
        raise Refused("expression-unsupported", at=tree.at, piece=tree.steps[0].name)
    return Walked(lambda env: [env.node], (scope.here,), scope.shared), tree.steps


def _refuse_root(tree: Path) -> tuple[Step, ...]:
    """`/*` and the like: the only thing below the root is the form itself."""
    raise _unknown(tree)


def _step(compiler: Compiler, walked: Walked, step: Step, tree: Path) -> Walked:
    model, before = compiler.model, walked.run
    if step.name == ".":
        return _conditions(compiler, walked, step.conditions)
    if step.name == "..":
        ends = tuple(dict.fromkeys(model.above(end) for end in walked.ends))
        if -1 in ends:
            raise _unknown(tree)
        leaves = frozenset(end for end in walked.ends if model.templates[end].kind == "instance")
        up = {end: model.above(end) for end in walked.ends}

        def rise(env: Environment) -> list[Node]:
            return list(dict.fromkeys((up[t], c[:-1] if t in leaves else c) for t, c in before(env)))

        shared = min(walked.shared, *(model.depth(end) for end in ends))
        return _conditions(compiler, Walked(rise, ends, shared), step.conditions)
    below = {end: _below(compiler, end, step.name) for end in walked.ends}
    ends = tuple(dict.fromkeys(one for found in below.values() for one, _ in found))
    if not ends:
        raise _unknown(tree)
    fall = _conditions_of(compiler, ends, walked.shared, step.conditions)

    def descend(env: Environment) -> list[Node]:
        found: list[Node] = []
        for template, context in before(env):
            under: list[Node] = []
            for one, container in below[template]:
                if container is None:
                    under.append((one, context))
                else:
                    serials = env.instances[container].get(context, ())
                    under.extend((one, (*context, serial)) for serial in serials)
            found.extend(fall(env, under))
        return found

    return Walked(descend, ends, walked.shared)


def _below(compiler: Compiler, template: int, name: str) -> list[tuple[int, int | None]]:
    """What a step down finds: templates, each with its container when it is a repeat's instance."""
    model = compiler.model
    found = model.children[template] if name == "*" else [model.kids[template].get(name, -1)]
    return [(model.instance_of.get(one, one), one if one in model.instance_of else None) for one in found if one >= 0]


Fall = Callable[[Environment, list[Node]], list[Node]]


def _conditions(compiler: Compiler, walked: Walked, conditions: tuple[Tree, ...]) -> Walked:
    if not conditions:
        return walked
    before, fall = walked.run, _conditions_of(compiler, walked.ends, walked.shared, conditions)
    return replace(walked, run=lambda env: fall(env, before(env)))


def _conditions_of(compiler: Compiler, ends: tuple[int, ...], shared: int, conditions: tuple[Tree, ...]) -> Fall:
    if not conditions:
        return lambda _, nodes: nodes
    here = ends[0] if len(ends) == 1 else None
    scope = replace(compiler.scope, here=here, shared=shared, inside=True, columns=None)
    with compiler.standing(scope):
        tests = [compiler.value(condition) for condition in conditions]

    def fall(env: Environment, nodes: list[Node]) -> list[Node]:
        saved = env.node, env.own, env.place, env.last
        kept = [node for node in nodes if env.present[node[0]].get(node[1], False)]
        for test in tests:
            passed, env.last = [], len(kept)
            for number, node in enumerate(kept, 1):
                env.node, env.own, env.place = node, env.visible[node[0]].get(node[1], ""), number
                if _holds(test(env), number):
                    passed.append(node)
            kept = passed
        env.node, env.own, env.place, env.last = saved
        return kept

    return fall


def _holds(answer: Value, number: int) -> bool:
    """A number in brackets is a place, anything else a condition (XPath 1.0, 2.4)."""
    if isinstance(answer, float) and not isinstance(answer, bool):
        return answer == number
    return truth_of(answer)


def _one_only(compiler: Compiler, walked: Walked) -> bool:
    """Whether a walk of plain steps can end at one node only: it never went down into a repeat."""
    return len(walked.ends) == 1 and compiler.model.depth(walked.ends[0]) <= walked.shared


def _is_cell(compiler: Compiler, tree: Path) -> bool:
    return compiler.scope.columns is not None and tree.start == "here"


def _cell(compiler: Compiler, tree: Path) -> Run:
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


def _column(compiler: Compiler, tree: Path, start: Listed) -> Run:
    """A path into a list: `instance`, then its items, conditions, a column."""
    rows = _rows(compiler, start.name, start.at)
    names = [step.name for step in tree.steps]
    if len(names) not in (2, 3) or names[:2] != ["root", "item"] or any(s.conditions for s in tree.steps[2:]):
        raise _unknown(tree)
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
    if isinstance(value, str):
        return rows.where(column, value)
    if isinstance(value, tuple):
        return sorted({place for text in value for place in rows.where(column, text)})
    return range(len(rows.rows))  # numbers are compared as numbers


def _position(compiler: Compiler, tree: Call) -> Run:
    if not tree.arguments:
        return lambda env: float(env.place)
    argument = tree.arguments[0]
    if not isinstance(argument, Path | Named):
        raise Refused("expression-arguments", at=tree.at, function="position", count=1)
    walked = walk_named(compiler, argument) if isinstance(argument, Named) else _walk(compiler, argument)
    model, walk = compiler.model, walked.run
    for end in walked.ends:
        if end in model.container_of:
            container = model.container_of[end]
            compiler.reads.note(container, min(walked.shared, model.depth(container)))

    def run(env: Environment) -> Value:
        nodes = walk(env)
        if not nodes or nodes[0][0] not in model.container_of:
            return 1.0
        template, context = nodes[0]
        serials = env.instances[model.container_of[template]].get(context[:-1], [])
        return float(serials.index(context[-1]) + 1) if context[-1] in serials else 1.0

    return run


def _indexed(compiler: Compiler, tree: Call) -> Run:
    """`indexed-repeat(${x}, ${repeat}, place, …)`: `x` in the instances of these places."""
    model, arguments = compiler.model, tree.arguments
    if len(arguments) % 2 == 0 or not all(isinstance(one, Named) for one in (arguments[0], *arguments[1::2])):
        raise Refused("expression-arguments", at=tree.at, function=tree.name, count=len(arguments))
    target = _target(compiler, arguments[0])  # type: ignore[arg-type]
    places: dict[int, Run] = {}
    for repeat, place in zip(arguments[1::2], arguments[2::2], strict=True):
        found = _target(compiler, repeat)  # type: ignore[arg-type]
        container = model.container_of.get(found)
        if container is None or container not in model.templates[target].chain:
            name = repeat.name if isinstance(repeat, Named) else ""
            raise Refused("expression-no-repeat", at=tree.at, name=name)
        places[container] = compiler.value(place)
    chain = model.templates[target].chain
    bound = model.common(compiler.scope.owner, target)
    shared = next((level for level, one in enumerate(chain[:bound]) if one in places), bound)
    _note(compiler, Walked(lambda _: [], (target,), shared))

    def run(env: Environment) -> Value:
        context: Context = TOP
        for level, container in enumerate(chain):
            serials = env.instances[container].get(context, [])
            if container in places:
                wanted = number_of(places[container](env))
                if not (1 <= wanted <= len(serials) and wanted == int(wanted)):
                    return ""
                context = (*context, serials[int(wanted) - 1])
            elif level < bound:
                context = env.base[: level + 1]
            elif serials:
                context = (*context, serials[0])
            else:
                return ""
        return env.visible[target].get(context, "")

    return run


def _pulled(compiler: Compiler, tree: Call) -> Run:
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


def _choice_name(compiler: Compiler, tree: Call) -> Run:
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
