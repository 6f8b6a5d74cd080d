"""内设机构 as a tree: the sections of the rules with their people, shelves and items, as the registers have them.

Nothing is kept twice: what sections there are is the bureau's rules; who is in one, which shelf it keeps and which
items it answers for is read from the registers by its name, or a name it had before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from inspector_desktop.profile.house import Section
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.store import ItemView, OfficerView, ShelfView, items, officers, shelves

CHIEF, LEFT = "section-chief", "left"


@dataclass(frozen=True)
class Unit:
    """A section in its place of the tree. `depth` is 0 for one right under the bureau.

    `members` are those in post, the head first; `former` are names it had, `renamed` the members still entered under
    one of them. `items` are those in the list that name it as answerable.
    """

    id: str
    title: str
    parent: str
    depth: int
    supervising: bool
    closed: str
    head: str
    former: tuple[str, ...]
    members: tuple[OfficerView, ...]
    renamed: tuple[str, ...]
    shelves: tuple[ShelfView, ...]
    items: tuple[ItemView, ...]

    @property
    def key(self) -> str:
        """Its id, by which tables know a row."""
        return self.id

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of who leads it: as it was entered, else its members who review for their section."""
        own = tuple(one.name for one in self.members if CHIEF in one.roles.split("、"))
        return (self.head,) if self.head else own


@dataclass(frozen=True)
class Tree:
    """All sections in the order of the tree, and officers in post whose unit is none of them."""

    units: tuple[Unit, ...]
    strays: tuple[OfficerView, ...]

    def unit(self, unit: str) -> Unit | None:
        """One section by its id."""
        return next((one for one in self.units if one.id == unit), None)


def unit_tree(session: Session, bureau: str, profile: Profile) -> Tree:
    """The sections of the bureau with what the registers know of each."""
    people = [one for one in officers(session, bureau) if one.duty != LEFT]
    return tree_of(profile, people, shelves(session, bureau), items(session, bureau))


def tree_of(
    profile: Profile, people: Sequence[OfficerView], kept: Iterable[ShelfView], listed: Iterable[ItemView]
) -> Tree:
    """The tree. Pure."""
    by_name = names_of_sections(profile)
    of = {one.id: by_name.get(one.unit.strip(), "") for one in people}
    lying, answering = tuple(kept), tuple(listed)
    main = next((one.id for one in profile.sections if one.supervising), "")
    found = []
    for section, depth in _walked(profile.sections):
        members = sorted(
            (one for one in people if of[one.id] == section.id),
            key=lambda one: (CHIEF not in one.roles.split("、"), one.id),
        )
        found.append(
            Unit(
                section.id, section.title, section.parent or "", depth, section.supervising, section.closed or "",
                section.head or "", section.former, tuple(members),
                tuple(one.id for one in members if one.unit.strip() != section.title),
                tuple(one for one in lying if (one.section if one.unit else main) == section.id),
                tuple(one for one in answering if by_name.get(one.section.strip(), "") == section.id),
            )
        )  # fmt: skip
    return Tree(tuple(found), tuple(one for one in people if not of[one.id]))


def names_of_sections(profile: Profile) -> Mapping[str, str]:
    """The id of a section by every name it has or had; a present name goes before somebody's former one."""
    former = {name: one.id for one in profile.sections for name in one.former}
    return former | {one.title: one.id for one in profile.sections}


def below(profile: Profile, unit: str) -> frozenset[str]:
    """A section and all under it."""
    found = {unit}
    while more := {one.id for one in profile.sections if one.parent in found} - found:
        found |= more
    return frozenset(found)


def _walked(sections: Sequence[Section], parent: str = "", depth: int = 0) -> list[tuple[Section, int]]:
    """Depth first, in the order of the rules; the supervising one first among its like, closed ones last."""
    here = [one for one in sections if (one.parent or "") == parent]
    here.sort(key=lambda one: (bool(one.closed), not one.supervising))
    found = []
    for one in here:
        found += [(one, depth), *_walked(sections, one.id, depth + 1)]
    return found
