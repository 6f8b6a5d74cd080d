"""One section beside the tree: its place, people, shelves and items, as rows; and the forms that change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, Form, LineField, TextField, button_row
from inspector_desktop.gui.kit.section import Entry, KeyValues, Section, Value
from inspector_desktop.registry.unit_store import Tree, Unit
from inspector_desktop.wording import has, say

if TYPE_CHECKING:
    from inspector_desktop.profile.model import Profile
    from inspector_desktop.registry.store import OfficerView

SHELVES = ("items", "subjects", "officers")


def unit_parts(unit: Unit, tree: Tree, profile: Profile) -> list[QWidget]:
    """What is known of a section."""
    above = tree.unit(unit.parent)
    values = [Value(say("units-parent"), above.title if above is not None else say("units-directly"))]
    if unit.heads:
        values.append(Value(say("units-column-head"), "、".join(unit.heads)))
    if unit.supervising:
        values.append(Value(say("units-duty"), say("units-supervising")))
    if unit.former:
        values.append(Value(say("units-former"), "、".join(unit.former)))
    if unit.closed:
        values.append(Value(say("units-since-closed"), unit.closed))
    values.append(Value(say("units-keeps"), shelves_words(unit) or say("units-no-shelves")))
    head = Section(unit.title, line=True)
    head.add(KeyValues(values, label_width=84), gap=10)
    people = Section(say("units-members"), line=True)
    for one in unit.members:
        people.add(_member(one, profile, renamed=one.id in unit.renamed))
    if not unit.members:
        people.add(texts.soft(say("units-no-members"), wrap=True), gap=8)
    items = Section(say("units-answers"), line=True)
    for item in unit.items:
        items.add(Entry(item.title, item.person, bold=False))
    if not unit.items:
        items.add(texts.soft(say("units-no-items"), wrap=True), gap=8)
    return [head, people, items]


def stray_part(tree: Tree) -> QWidget:
    """Officers who are in no section."""
    section = Section(say("units-strays"), line=True)
    section.add(texts.soft(say("units-strays-note"), wrap=True), gap=8)
    for one in tree.strays:
        section.add(Entry(one.name, say("units-stray-line", unit=one.unit or "—"), bold=False))
    return section


def shelves_short(unit: Unit) -> str:
    """The registers a section keeps, in few words."""
    return "、".join(say(f"units-shelf-{one}") for one in SHELVES if one in {kept.kind for kept in unit.shelves})


def shelves_words(unit: Unit) -> str:
    """The registers a section keeps."""
    kinds = dict.fromkeys(one.kind for one in unit.shelves if has(f"sync-kind-register-{one.kind}"))
    return "、".join(say(f"sync-kind-register-{one}") for one in kinds)


def roles_words(member: OfficerView, profile: Profile) -> str:
    """What a person is in the bureau's words."""
    known = {one.id: one.title for one in profile.roles}
    return "、".join(known[one] for one in member.roles.split("、") if one in known)


class UnitForm(QWidget):
    """A form with its title, note and reason; `run` receives what was typed."""

    def __init__(
        self,
        what: str,
        title: str,
        run: Callable[[dict[str, str]], object],
        cancel: Callable[[], object],
        *,
        name: str | None = None,
        under: Sequence[tuple[str, str]] = (),
        parent_unit: str = "",
        people: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__()
        self.form = Form(label_width=84)
        if name is not None:
            self.form.add("title", say("units-column-head" if what == "head" else "units-name"), LineField(value=name))
        if under:
            self.form.add("parent", say("units-under"), ChoiceField(under, parent_unit))
        if people:
            self.form.add("person", say("units-person"), ChoiceField(people, hint=say("units-pick")))
        self.form.add("reason", say("units-reason"), TextField(say("units-reason-hint"), lines=3))
        section = Section(say(f"units-{what}"), line=True)
        if title:
            section.add(texts.soft(title, wrap=True), gap=8)
        section.add(texts.small(say(f"units-{what}-note"), wrap=True), gap=4)
        section.add(self.form, gap=12)
        make = buttons.danger if what == "close" else buttons.primary
        self.go = make(say(f"units-{what}"), lambda: run(self.form.values()))
        section.add(button_row(self.go, buttons.quiet(say("units-cancel"), cancel)), gap=14)
        self.setLayout(texts.column(section, gap=0))


def _member(one: OfficerView, profile: Profile, *, renamed: bool) -> QWidget:
    line = say("units-member-line", roles=roles_words(one, profile), certificate=one.certificate)
    if renamed:
        line = f"{line}\n{say('units-renamed', unit=one.unit)}"
    return Entry(one.name, line, bold=False, small=True)
