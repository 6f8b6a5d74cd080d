"""检查小组 as a tab: officers who go out together; a draw by teams (按检查小组抽取) is offered them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.gui.pages.registering.beside import KeptTab
from inspector_desktop.gui.pages.registering.sided import FieldOf
from inspector_desktop.ordering import natural
from inspector_desktop.registry.kept_store import KeptView, kept
from inspector_desktop.registry.store import officers
from inspector_desktop.registry.team_acts import JOINED, keep_team, members_of
from inspector_desktop.wording import say


class TeamsTab(KeptTab):
    """The tab; people are typed and shown by name, and kept by id."""

    hint = "teams-search"
    adding = "registers-new"
    register: ClassVar[str] = "teams"
    shelf: ClassVar[str] = "officers"
    count_key: ClassVar[str] = "registers-count-units"
    empty_key: ClassVar[str] = "teams-empty"
    fields = (
        FieldOf("name", label="field-team"), FieldOf("members", "text", hint=say("teams-members-hint")),
        FieldOf("since", "date"), FieldOf("note", "text"),
    )  # fmt: skip
    several_fields = frozenset({"since", "note"})
    listed = (("name", 160), ("members", 0), ("since", 124))

    @override
    def read(self, session: Session) -> tuple[KeptView, ...]:
        bureau = self.page.context.bureau
        names = {one.id: one.name for one in officers(session, bureau)}
        found = kept(session, bureau, "teams")
        return tuple(sorted((_named(one, names) for one in found), key=lambda one: (natural(one.get("name")), one.id)))

    @override
    def keep(self, session: Session, row: Mapping[str, str], reason: str) -> tuple[str, ...]:
        context = self.page.context
        people = row["members"].replace("，", JOINED).replace(",", JOINED).replace("\n", JOINED).split(JOINED)
        made = keep_team(
            session, desk=context.desk, clock=context.clock, team=row.get("id", ""), name=row["name"], people=people,
            since=row.get("since", ""), note=row.get("note", ""), reason=reason,
        )  # fmt: skip
        return (made,)

    @override
    def words(self, _names: Mapping[str, str], _column: str, value: str) -> str:
        if _column != "members":
            return value
        return JOINED.join(_names.get(one, one) for one in value.split(JOINED))


def _named(team: KeptView, names: Mapping[str, str]) -> KeptView:
    told = JOINED.join(names.get(one, one) for one in members_of(team))
    return replace(team, values=tuple((name, told if name == "members" else value) for name, value in team.values))
