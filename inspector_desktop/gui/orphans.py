"""Finds the widgets that a page made and never placed, so that they go with it.

A widget without a parent belongs to Python alone. Where one of its signals is connected to a lambda that knows the
page, page and widget keep each other alive through Qt, where no collector of Python sees it: each change of person
would leave a whole page behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import shiboken6
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget


def orphans_of(page: QWidget) -> list[QWidget]:
    """The widgets without a parent that the page, a part of it, or another of them holds; never a window."""
    found: list[QWidget] = []
    seen = {id(page), id(page.window())}
    todo = [page]
    while todo:
        holder = todo.pop()
        for part in (holder, *holder.findChildren(QWidget)):
            for one in _held(getattr(part, "__dict__", {}).values()):
                if id(one) not in seen and _is_orphan(one):
                    seen.add(id(one))
                    found.append(one)
                    todo.append(one)
    return found


def _held(values: Iterable[object]) -> Iterator[QWidget]:
    for value in values:
        several = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else (value,)
        yield from (one for one in several if isinstance(one, QWidget))


def _is_orphan(widget: QWidget) -> bool:
    return (
        shiboken6.isValid(widget)
        and not isinstance(widget, QMainWindow | QDialog)
        and widget.parent() is None
        and not widget.isVisible()
    )
