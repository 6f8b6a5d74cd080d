"""A page of the program on a real store, without the window around it: worker lanes, a context, and where one went."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

import inspector_desktop.kinds  # noqa: F401  (every table, whatever panel is looked at)
from factories.bureau import Bureau
from factories.visits import SITE
from inspector_desktop.gui.page import Context
from inspector_desktop.gui.tasks import Tasks
from inspector_desktop.inspection.issuing import House
from inspector_desktop.keychain import MemoryKeychain
from inspector_desktop.opening import Opening
from inspector_desktop.places import Places
from inspector_desktop.settings import Settings
from inspector_desktop.storage.upgrades import Prepared


@dataclass
class Stage:
    """A signed-in person at the bureau's device; `went` are the places the page asked to go to."""

    bureau: Bureau
    tasks: Tasks
    context: Context
    crashes: list[BaseException]
    went: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pages: list[QWidget] = field(default_factory=list)


@contextmanager
def stage(bureau: Bureau, folder: Path, person: str = "16005") -> Iterator[Stage]:
    """Set the stage for one person; closing finishes all work and fails if anything in it was a bug."""
    crashes: list[BaseException] = []
    tasks = Tasks(bureau.writing, crashed=crashes.append)
    went: list[tuple[str, dict[str, str]]] = []
    opening = Opening(
        places=Places(folder / "data"), settings=Settings(bureau.profile.id), profile=bureau.profile,
        desk=bureau.desk(person), clock=bureau.clock, keychain=MemoryKeychain(), engine=bureau.engine, key=bytes(32),
        prepared=Prepared(),
    )  # fmt: skip
    context = Context(
        opening=opening,
        house=House(bureau.profile, SITE),
        tasks=tasks,
        navigate=lambda name, **where: went.append((name, where)),
    )
    made = Stage(bureau, tasks, context, crashes, went)
    yield made
    for page in made.pages:
        if isValid(page):
            page.hide()
    tasks.close()
    for one in crashes:
        raise one
    assert crashes == []
