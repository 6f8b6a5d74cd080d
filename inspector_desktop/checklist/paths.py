"""Paths: from a reference or a path in an expression to the nodes of the sheet it means.

A reference `${name}` means the node in the same instances of the repeats that it shares with the expression's owner,
and all instances of the others; a path from the root likewise, up to its first condition. Inside a condition on
instances it is the instance in question that binds, where it shares a repeat (as JavaRosa does). A repeat named as such
means all its instances. Paths from a node itself go up and down as they are written. Paths into lists are in
`listpaths.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inspector_desktop.checklist import listpaths
from inspector_desktop.checklist.listpaths import unknown_path
from inspector_desktop.checklist.model import TOP, Context
from inspector_desktop.checklist.running import Environment, Node, Run, Walk
from inspector_desktop.checklist.syntax import Call, Listed, Named, Path, Step, Tree
from inspector_desktop.checklist.values import Value, holds, number_of
from inspector_desktop.errors import Refused

if TYPE_CHECKING:
    from inspector_desktop.checklist.xpath import Compiler


@dataclass(slots=True)
class Walked:
    """A walk with what is known of it beforehand: where it may end, and how many repeats are bound by the owner."""

    run: Walk
    ends: tuple[int, ...]
    shared: int


def named(compiler: Compiler, tree: Named) -> Run:
    """The value of `${name}`: a text where one node is meant, else the texts of all."""
    target = _target(compiler, tree)
    bound = _bound(compiler, target)
    if bound.depth == compiler.model.depth(target):
        return _single(compiler, target, bound)
    return texts(compiler, walk_named(compiler, tree))


def walk_named(compiler: Compiler, tree: Named) -> Walked:
    """The nodes of `${name}`."""
    target = _target(compiler, tree)
    return _spread(compiler, target, _bound(compiler, target))


def texts(compiler: Compiler, walked: Walked) -> Run:
    """The texts of the nodes of a walk that are present."""
    _note(compiler, walked)
    walk = walked.run
    return lambda env: env.texts(walk(env))


def path(compiler: Compiler, tree: Path) -> Run:
    """The value of a path: a text where it can only mean one node, else the texts of all."""
    if listpaths.is_cell(compiler, tree):
        return listpaths.cell(compiler, tree)
    if isinstance(tree.start, Listed):
        return listpaths.column(compiler, tree, tree.start)
    target = _plain_target(compiler, tree)
    if target is not None:
        bound = _bound(compiler, target)
        if bound.depth == compiler.model.depth(target):
            return _single(compiler, target, bound)
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
    if listpaths.is_cell(compiler, tree):
        return listpaths.cell(compiler, tree)
    if isinstance(tree.start, Listed):
        return listpaths.column(compiler, tree, tree.start)
    return texts(compiler, _walk(compiler, tree))


def special(compiler: Compiler, tree: Call) -> Run:
    """The functions that take places rather than values."""
    match tree.name:
        case "position":
            return _position(compiler, tree)
        case "indexed-repeat":
            return _indexed(compiler, tree)
        case "pulldata":
            return listpaths.pulled(compiler, tree)
        case _:
            return listpaths.choice_name(compiler, tree)


def _target(compiler: Compiler, tree: Named) -> int:
    found = compiler.model.by_name.get(tree.name)
    if found is None:
        raise Refused("expression-unknown-name", at=tree.at, name=tree.name)
    return compiler.model.instance_of.get(found, found)


@dataclass(frozen=True, slots=True)
class Bound:
    """How many of a target's repeats are bound, and how many of them the owner shares.

    What binds is the owner, or inside a condition the node in question (`near`).
    """

    depth: int
    near: bool
    shared: int


def _bound(compiler: Compiler, target: int, *, below: bool = False) -> Bound:
    """How a target is bound, or what is meant by it is `below` it."""
    model, scope = compiler.model, compiler.scope
    near = min((model.common(one, target, below=below) for one in scope.among), default=0)
    if near:
        return Bound(near, near=True, shared=min(near, scope.shared))
    depth = model.common(scope.owner, target, below=below)
    return Bound(depth, near=False, shared=depth)


def _single(compiler: Compiler, target: int, bound: Bound) -> Run:
    compiler.reads.note(target, bound.shared)
    depth = bound.depth
    if not depth:
        return lambda env: env.visible[target].get(TOP, "")
    if bound.near:
        return lambda env: env.visible[target].get(env.node[1][:depth], "")
    return lambda env: env.visible[target].get(env.base[:depth], "")


def _spread(compiler: Compiler, target: int, bound: Bound) -> Walked:
    chain, depth, near = compiler.model.templates[target].chain, bound.depth, bound.near

    def run(env: Environment) -> list[Node]:
        within = env.node[1] if near else env.base
        return [(target, context) for context in env.spread(chain, within[:depth])]

    return Walked(run, (target,), bound.shared)


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
            raise unknown_path(tree)
        here = model.instance_of.get(below, below)
    return here


def _walk(compiler: Compiler, tree: Path) -> Walked:
    """Compile a path over the sheet, whatever it is."""
    target = _plain_target(compiler, tree)
    if target is not None:
        return _spread(compiler, target, _bound(compiler, target))
    walked, steps = _start(compiler, tree)
    for step in steps:
        walked = _step(compiler, walked, step, tree)
    return walked


def _start(compiler: Compiler, tree: Path) -> tuple[Walked, tuple[Step, ...]]:
    model, scope = compiler.model, compiler.scope
    if isinstance(tree.start, Named):
        target = _target(compiler, tree.start)
        bound = _bound(compiler, target)
        if tree.own and bound.depth and bound.depth == model.depth(target):
            level = bound.depth - 1  # a condition chooses among the instances
            bound = replace(bound, depth=level, shared=min(level, bound.shared))
        return _conditions(compiler, _spread(compiler, target, bound), tree.own), tree.steps
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
        return _spread(compiler, target, _bound(compiler, target, below=True)), tree.steps[plain:]
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
    raise unknown_path(tree)


def _step(compiler: Compiler, walked: Walked, step: Step, tree: Path) -> Walked:
    model, before = compiler.model, walked.run
    if step.name == ".":
        return _conditions(compiler, walked, step.conditions)
    if step.name == "..":
        ends = tuple(dict.fromkeys(model.above(end) for end in walked.ends))
        if -1 in ends:
            raise unknown_path(tree)
        leaves = frozenset(end for end in walked.ends if model.templates[end].kind == "instance")
        up = {end: model.above(end) for end in walked.ends}

        def rise(env: Environment) -> list[Node]:
            return list(dict.fromkeys((up[t], c[:-1] if t in leaves else c) for t, c in before(env)))

        shared = min(walked.shared, *(model.depth(end) for end in ends))
        return _conditions(compiler, Walked(rise, ends, shared), step.conditions)
    below = {end: _below(compiler, end, step.name) for end in walked.ends}
    ends = tuple(dict.fromkeys(one for found in below.values() for one, _ in found))
    if not ends:
        raise unknown_path(tree)
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
    scope = replace(compiler.scope, here=here, shared=shared, inside=True, columns=None, among=ends)
    with compiler.standing(scope):
        tests = [compiler.value(condition) for condition in conditions]

    def fall(env: Environment, nodes: list[Node]) -> list[Node]:
        saved = env.node, env.own, env.place, env.last
        kept = [node for node in nodes if env.present[node[0]].get(node[1], False)]
        for test in tests:
            passed, env.last = [], len(kept)
            for number, node in enumerate(kept, 1):
                env.node, env.own, env.place = node, env.visible[node[0]].get(node[1], ""), number
                if holds(test(env), number):
                    passed.append(node)
            kept = passed
        env.node, env.own, env.place, env.last = saved
        return kept

    return fall


def _one_only(compiler: Compiler, walked: Walked) -> bool:
    """Whether a walk of plain steps can end at one node only: it never went down into a repeat."""
    return len(walked.ends) == 1 and compiler.model.depth(walked.ends[0]) <= walked.shared


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
            compiler.reads.note(end, walked.shared)
            compiler.reads.note(container, min(walked.shared, model.depth(container)))

    def run(env: Environment) -> Value:
        nodes = walk(env)
        if not nodes or nodes[0][0] not in model.container_of:
            return 1.0
        template, context = nodes[0]
        serials = env.instances[model.container_of[template]].get(context[:-1], [])
        return float(serials.index(context[-1]) + 1) if context[-1] in serials else 1.0

    return run


def _meant(compiler: Compiler, tree: Call, argument: Tree) -> int:
    """The template that an argument of `indexed-repeat` means: a name, or a path without conditions."""
    if isinstance(argument, Named):
        return _target(compiler, argument)
    if isinstance(argument, Path) and not argument.own and not any(step.conditions for step in argument.steps):
        ends = _walk(compiler, argument).ends
        if len(ends) == 1:
            return ends[0]
    raise Refused("expression-arguments", at=tree.at, function=tree.name, count=len(tree.arguments))


def _indexed(compiler: Compiler, tree: Call) -> Run:
    """`indexed-repeat(${x}, ${repeat}, place, …)`: `x` in the instances of these places."""
    model, arguments = compiler.model, tree.arguments
    if len(arguments) % 2 == 0:
        raise Refused("expression-arguments", at=tree.at, function=tree.name, count=len(arguments))
    target = _meant(compiler, tree, arguments[0])
    places: dict[int, Run] = {}
    for repeat, place in zip(arguments[1::2], arguments[2::2], strict=True):
        found = _meant(compiler, tree, repeat)
        container = model.container_of.get(found)
        if container is None or container not in model.templates[target].chain:
            raise Refused("expression-no-repeat", at=tree.at, name=model.templates[found].name)
        places[container] = compiler.value(place)
    chain = model.templates[target].chain
    near = _bound(compiler, target)
    bound = near.depth
    shared = next((level for level, one in enumerate(chain[: near.shared]) if one in places), near.shared)
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
                context = (env.node[1] if near.near else env.base)[: level + 1]
            elif serials:
                context = (*context, serials[0])
            else:
                return ""
        return env.visible[target].get(context, "")

    return run
