"""Further filters of the subjects, and changing several of them at once: the forms beside the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget
from sqlmodel import Session

from inspector_desktop.clock import Clock
from inspector_desktop.gui.pages.registering.sided import FieldForm, FieldOf
from inspector_desktop.gui.pages.registering.subjects import SURVIVAL
from inspector_desktop.journal.desks import Desk
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.acts import change_subjects
from inspector_desktop.registry.importing import add_subject
from inspector_desktop.registry.kept_acts import enter_uncoded, tag_subjects
from inspector_desktop.registry.kept_rules import SUBJECT_KINDS, UNCODED
from inspector_desktop.registry.kept_store import jurisdictions_of, libraries_of, tags_of
from inspector_desktop.registry.searching import UNTAGGED, Wanted
from inspector_desktop.wording import say

FURTHER = ("kind", "tag", "jurisdiction", "library", "unvisited")
_UNVISITED = ("year", "365", "730")


@dataclass(frozen=True)
class Offered:
    """What stands in the register to be chosen from."""

    tags: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    libraries: tuple[str, ...]


def read_offered(session: Session, bureau: str) -> Offered:
    """Read what may be chosen."""
    return Offered(tags_of(session, bureau), jurisdictions_of(session, bureau), libraries_of(session, bureau))


def further_set(wanted: Wanted) -> int:
    """How many of the further filters are set."""
    return sum(bool(getattr(wanted, one)) for one in FURTHER)


def further_form(
    offered: Offered, wanted: Wanted, apply: Callable[[Wanted], object], leave: Callable[[], object]
) -> QWidget:
    """Return the form of the further filters."""
    every = ("", say("registers-all"))
    choices: Mapping[str, list[tuple[str, str]]] = {
        "kind": [(one, say(f"subject-kind-{one}")) for one in SUBJECT_KINDS],
        "tag": [(UNTAGGED, say("untagged")), *((one, one) for one in offered.tags)],
        "jurisdiction": [(one, one) for one in offered.jurisdictions],
        "library": [(one, one) for one in offered.libraries],
        "unvisited": [(one, say(f"unvisited-{one}")) for one in _UNVISITED],
    }
    asked = [FieldOf(name, "choice", (every, *of)) for name, of in choices.items()]
    values = {name: str(getattr(wanted, name) or "") for name in choices}

    def go(given: dict[str, str], _reason: str) -> None:
        none = {"kind": None, "jurisdiction": None}
        apply(replace(wanted, **{name: value or none.get(name, "") for name, value in given.items()}))  # type: ignore[arg-type]

    note = say("subjects-more-note")
    return FieldForm(say("subjects-more"), note, asked, values, go, leave, go="subjects-more-go")


def bulk_form(count: int, change: Callable[[dict[str, str], str], object], leave: Callable[[], object]) -> QWidget:
    """Return the form that changes several subjects: tags, 管辖单位, state."""
    states = tuple((one, say(f"survival-{one}")) for one in SURVIVAL)
    kinds = tuple((one, say(f"subject-kind-{one}")) for one in SUBJECT_KINDS)
    asked = [
        FieldOf("tags_add", hint=say("tags-hint")), FieldOf("tags_remove", hint=say("tags-hint")),
        FieldOf("jurisdiction"), FieldOf("survival", "choice", states), FieldOf("kind", "choice", kinds),
    ]  # fmt: skip
    head, note = say("subjects-bulk-title", count=count), say("officers-bulk-note")
    return FieldForm(head, note, asked, {}, change, leave, reason=True, go="subjects-bulk-go")


def change_many(
    session: Session, *, desk: Desk, clock: Clock, ids: tuple[str, ...], given: Mapping[str, str], reason: str
) -> int:
    """Set what the form says, in one transaction; return how many. Raises `Refused` without subjects or reason."""
    values = {name: given[name] for name in ("jurisdiction", "survival", "kind") if given.get(name)}
    add, remove = given.get("tags_add", "").split("、"), given.get("tags_remove", "").split("、")
    if any(add) or any(remove):
        tag_subjects(session, desk=desk, clock=clock, ids=ids, add=add, remove=remove, reason=reason)
    if values or not (any(add) or any(remove)):
        change_subjects(session, desk=desk, clock=clock, ids=ids, changes=values, reason=reason)
    return len(ids)


def add_whole(session: Session, *, desk: Desk, clock: Clock, profile: Profile, values: Mapping[str, str]) -> str:
    """Enter one subject by hand with all that was typed; what has no code by law gets one of the bureau.

    Raises `Refused` as `add_subject` does.
    """
    kind = values.get("kind", "")
    if kind in UNCODED and not values.get("code"):
        return enter_uncoded(session, desk=desk, clock=clock, profile=profile, kind=kind, values=values)
    made = add_subject(session, desk=desk, clock=clock, values=values)
    further = {name: values[name] for name in ("kind", "tags", "jurisdiction", "survival") if values.get(name)}
    if further.get("survival") == "active":
        del further["survival"]
    if further:
        change_subjects(session, desk=desk, clock=clock, ids=(made,), changes=further, reason=say("row-entered"))
    return made
