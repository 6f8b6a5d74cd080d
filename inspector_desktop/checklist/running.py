"""What an expression sees while it runs: the sheet's state, where it stands, the moment.

One environment serves a whole sheet; conditions in brackets move it to another node and put it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from inspector_desktop.checklist.model import TOP, Context
from inspector_desktop.checklist.values import Value

Node: TypeAlias = tuple[int, Context]


@dataclass(slots=True)
class Environment:
    """`visible` and `present` are by template, then by context; `instances` the serial numbers by container.

    `own` is the text of the node in question (`.`), `node` that node, `base` the context of the expression's owner,
    `row` a row of a list inside conditions on lists, `place` and `last` the position among its like.
    """

    visible: list[dict[Context, str]]
    present: list[dict[Context, bool]]
    instances: Mapping[int, dict[Context, list[int]]]
    at: datetime
    base: Context = TOP
    node: Node = (0, TOP)
    own: str = ""
    place: int = 1
    last: int = 1
    row: Sequence[str] = ()
    about: dict[str, str] = field(default_factory=dict)

    def spread(self, chain: Sequence[int], bound: Context) -> list[Context]:
        """All contexts in a chain of repeats that begin with `bound`, in the sheet's order."""
        found = [bound]
        for container in chain[len(bound) :]:
            instances = self.instances[container]
            found = [(*context, serial) for context in found for serial in instances.get(context, ())]
        return found

    def texts(self, nodes: Sequence[Node]) -> tuple[str, ...]:
        """The texts of the nodes that are present."""
        present, visible = self.present, self.visible
        return tuple(visible[t].get(c, "") for t, c in nodes if present[t].get(c, False))


Run: TypeAlias = Callable[[Environment], Value]
Walk: TypeAlias = Callable[[Environment], list[Node]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression ready to run.

    `needs` are the templates it reads, each with the number of repeats it shares with the expression's owner: a change
    concerns only owners within the same instances of these. `own` says that it reads its own node (`once` does not
    count), `clock` that it asks the time, `keeps` that its answer must be kept because it would not come again.
    """

    text: str
    run: Run
    needs: Mapping[int, int]
    own: bool
    clock: bool
    keeps: bool
