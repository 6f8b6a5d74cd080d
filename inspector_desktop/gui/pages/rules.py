"""本局规则, from 设置: every rule in people's words, with its source; the supervising section changes them.

On the left the groups, in the middle the rules, points or changes, on the right the one that is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Known
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.fields import Form, TextField
from inspector_desktop.gui.kit.page import pane, scrolled
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.page import RULES, SYNC, Context, Page
from inspector_desktop.gui.pages.ruling import detail, reading
from inspector_desktop.gui.pages.ruling.adding import Added, Adder
from inspector_desktop.gui.pages.ruling.editor import Editor
from inspector_desktop.gui.pages.taking_over import TakeOverForm
from inspector_desktop.gui.syncing import sync_soon
from inspector_desktop.profile.acts import add_row, change_rules, drop_row, release_rules, restore_rules, take_rules
from inspector_desktop.profile.adding import RowTable, row_tables
from inspector_desktop.profile.parts import GROUPS
from inspector_desktop.profile.store import DOSSIER
from inspector_desktop.wording import say

_GROUPS, _DETAIL = 204, 410


@dataclass(frozen=True)
class GroupLine:
    """A group of rules in the list on the left."""

    key: str
    title: str
    count: int


class RulesPage(Page):
    """The page; `open(rule=…)` or `open(group=…)` goes to one."""

    topics = frozenset({RULES, SYNC})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("rules-title"), line=True)
        self.seen: reading.Seen | None = None
        self.group, self.needle, self.wanted = "bureau", "", ""
        self.editor: Editor | Adder | None = None
        self.search = SearchField(say("rules-search"), width=240)
        self.search.searched.connect(self._search)
        self.adding = buttons.MenuButton(say("rules-add"))
        self.adding.chosen.connect(self.add)
        self.adding.hide()
        self._tables: dict[str, RowTable] = {}
        self.head.set_right((self.search, self.adding))
        columns = (
            Column("title", say("rules-groups"), lambda line: Cell(line.title)),
            Column("count", "", lambda line: Cell(str(line.count or ""), tone="soft"), width=48, right=True),
        )  # fmt: skip
        self.groups = Table(columns)
        self.groups.chosen.connect(lambda line: self._choose_group(line.key))
        self.rules = Table(reading.rule_columns())
        self.rules.set_empty(say("rules-none"), say("rules-none-note"))
        self.points = Table(reading.point_columns())
        self.changes = Table(reading.change_columns())
        self.changes.set_empty(say("rules-no-changes"), say("rules-no-changes-note"))
        for table in (self.rules, self.points, self.changes):
            table.chosen.connect(self._show_chosen)
        self.lists = QStackedWidget()
        for table in (self.rules, self.points, self.changes):
            self.lists.addWidget(table)
        self.take_over = TakeOverForm(self)
        self.side = texts.column(gap=0)
        holder = pane(self.side, gap=0)
        self.add_pane(pane(self.groups, margins=(look.MARGIN, 8, 4, 0)), width=_GROUPS)
        self.add_pane(pane(self.lists, margins=(18, 8, 12, 0)))
        self.add_pane(scrolled(holder), width=_DETAIL)

    @override
    def open(self, **where: str) -> None:
        self.wanted = where.get("rule", "")
        self.group = where.get("group", self.group)
        if self.seen is not None and where:
            self._show_lists()

    @override
    def reload(self) -> None:
        context = self.context
        self.load(lambda session: reading.look(session, context), self.show_seen)

    def show_seen(self, seen: reading.Seen) -> None:
        """Show what was read."""
        first, self.seen = self.seen is None, seen
        source = seen.ruled.file.source
        self.head.set_parts(
            (
                Link(say("settings-title"), lambda: self.context.navigate("settings")),
                seen.ruled.profile.bureau.name,
                say("rules-source-of", title=source.title, edition=source.edition),
            )
        )
        lines = [GroupLine(one, say(f"rule-group-{one}"), seen.counts[one]) for one in GROUPS]
        lines.append(GroupLine(reading.POINTS, say("rules-points"), len(seen.points)))
        lines.append(GroupLine(reading.CHANGES, say("rules-changes"), len(seen.changes)))
        self.groups.set_rows(lines)
        if first or self.groups.current_row() is None:
            self.groups.choose(self.group)
        if self.editor is None:
            self._show_lists()

    def change(self) -> None:
        """Show the form for the chosen rule."""
        line, seen = self.rules.current_row(), self.seen
        if line is None or seen is None:
            return
        today = civil_date(self.context.clock.now())
        self.editor = Editor(line, seen, today, save=self._save, cancel=self._cancel)
        self._put(self.editor)

    def add(self, path: str) -> None:
        """Show the form for a new row of a table."""
        seen, table = self.seen, self._tables.get(path)
        if seen is None or table is None:
            return
        today = civil_date(self.context.clock.now())
        self.editor = Adder(table, seen.ruled.profile, today, save=self._add, cancel=self._cancel)
        self._put(self.editor)

    def drop(self) -> None:
        """Ask why the chosen row, which this bureau added, is no longer used, and take it out."""
        line, seen = self.rules.current_row(), self.seen
        if line is None or seen is None:
            return

        def run(reason: str) -> None:
            self.act(
                drop_row, file=seen.ruled.file, path=line.rule.path, reason=reason, changes=(RULES,),
                done=lambda _: self._done("rules-dropped"),
            )  # fmt: skip

        self._ask(say("rules-drop"), run)

    def take_out(self) -> None:
        """Ask why the chosen row is no longer used, and take it out."""
        line = self.rules.current_row()
        if line is not None:
            self._ask(say("rules-off"), lambda reason: self._save([(line.rule.path, None)], reason, ""))

    def restore(self) -> None:
        """Ask why the chosen rule goes back to its source, and let it."""
        line, seen = self.rules.current_row(), self.seen
        if line is None or seen is None:
            return
        paths = tuple(dict.fromkeys(one.path for one in (*line.changed, *line.coming)))
        since = max((one.since for one in line.coming), default="")  # what is yet to come ends as it would begin

        def run(reason: str) -> None:
            self.act(
                restore_rules, file=seen.ruled.file, paths=paths, reason=reason, since=since, changes=(RULES,),
                done=lambda _: self._done("rules-restored"),
            )  # fmt: skip

        self._ask(say("rules-restore"), run)

    def take(self) -> None:
        """Take the rules up from the tray of the supervising section."""
        self.act(take_rules, changes=(RULES, SYNC), done=lambda _: self._taken())

    def release(self) -> None:
        """Put the rules into the tray, for another device of the supervising section."""
        self.act(release_rules, changes=(RULES,), done=lambda _: self._done("rules-released"))

    def _add(self, given: Added) -> None:
        if self.seen is None:
            return
        self.wanted = f"{given.table.path}/{given.row}"
        self.act(
            add_row, file=self.seen.ruled.file, table=given.table, row=given.row, values=given.values,
            source=given.source, reason=given.reason, since=given.since, changes=(RULES,),
            done=lambda _: self._done("rules-added"), failed=self._refused,
        )  # fmt: skip

    def _save(self, values: list[tuple[str, Any]], reason: str, since: str) -> None:
        if self.seen is None:
            return
        self.act(
            change_rules, file=self.seen.ruled.file, values=values, reason=reason, since=since, changes=(RULES,),
            done=lambda _: self._done("rules-saved"), failed=self._refused,
        )  # fmt: skip

    def _refused(self, error: Known) -> None:
        if self.editor is not None:
            self.editor.refuse(error)
        else:
            self.show_refusal(error)

    def _done(self, key: str) -> None:
        self.editor = None
        self.show_notice(say(key), "green")
        self.stale()

    def _taken(self) -> None:
        self._done("rules-taken")
        sync_soon(self.context)

    def _cancel(self) -> None:
        self.editor = None
        self._show_chosen()

    def _search(self, text: str) -> None:
        self.needle = text
        self.editor = None
        self._show_lists()

    def _choose_group(self, key: str) -> None:
        if key != self.group:
            self.group, self.editor, self.wanted = key, None, ""
            self._show_lists()

    def _go(self, key: str) -> None:
        seen = self.seen
        line = next((one for one in seen.lines if one.key == key), None) if seen is not None else None
        if line is not None:
            self.group, self.wanted = line.rule.group, key
            self.groups.choose(self.group)
            self._show_lists()

    def _show_lists(self) -> None:
        seen = self.seen
        if seen is None:
            return
        table: Table
        rows: tuple[Any, ...]
        if self.group == reading.POINTS and not self.needle:
            table, rows = self.points, seen.points
        elif self.group == reading.CHANGES and not self.needle:
            table, rows = self.changes, seen.changes
        else:
            table = self.rules
            rows = tuple(one for one in seen.lines if reading.fits(one, self.group, self.needle))
        self._show_adding(seen)
        self.lists.setCurrentWidget(table)
        self.rules.set_needle(self.needle)
        table.set_rows(rows)
        if self.wanted:
            table.choose(self.wanted)
            self.wanted = ""
        if table.current_row() is None and rows:
            table.choose(rows[0].key)
        self._show_chosen()

    def _show_adding(self, seen: reading.Seen) -> None:
        """Offer the tables of the group in front that take another row."""
        may = self.context.has_role("supervising") and seen.standing.here
        tables = [one for one in row_tables(seen.ruled.profile) if one.group == self.group] if may else []
        self._tables = {one.path: one for one in tables}
        self.adding.set_choices([(one.path, say(f"rule-{one.key}")) for one in tables])
        self.adding.setVisible(bool(tables))

    def _show_chosen(self) -> None:
        table, seen = self.lists.currentWidget(), self.seen
        line = table.current_row() if isinstance(table, Table) else None
        self.editor = None
        if seen is None or line is None:
            self._put(QWidget())  # the list says by itself that it is empty
        elif isinstance(line, reading.PointLine):
            self._put(detail.of_point(line, seen, self._go))
        elif isinstance(line, reading.ChangeLine):
            self._put(detail.of_change(line))
        else:
            self._put(detail.of_rule(line, seen, self._actions(line, seen)), self._standing(seen))

    def _actions(self, line: reading.Line, seen: reading.Seen) -> list[QPushButton]:
        if not self.context.has_role("supervising") or not seen.standing.here:
            return []
        made = []
        if not line.off and any(not one.fixed for one in line.rule.values):
            made.append(buttons.primary(say("rules-change"), self.change))
        if line.added:
            made.append(buttons.secondary(say("rules-drop"), self.drop))
            return made
        if line.changed or line.coming:
            made.append(buttons.secondary(say("rules-restore"), self.restore))
        if line.rule.row and not line.off:
            made.append(buttons.secondary(say("rules-off"), self.take_out))
        return made

    def _standing(self, seen: reading.Seen) -> QWidget:
        """Who may change the rules, and how another device of the section comes to it."""
        standing = seen.standing
        if not self.context.has_role("supervising"):
            return texts.small(say("rules-only-supervising"), wrap=True)
        if not standing.exists:
            return texts.small("")
        if standing.here:
            note = texts.small(say("rules-here"), wrap=True)
            return texts.boxed(texts.column(note, texts.row(buttons.link(say("rules-release"), self.release), None)))
        if standing.in_tray:
            return texts.boxed(texts.column(
                texts.small(say("rules-in-tray"), wrap=True),
                texts.row(buttons.primary(say("rules-take"), self.take), None),
            ))  # fmt: skip
        self.take_over = TakeOverForm(self)
        self.take_over.show_dossiers(((DOSSIER, say("rules-title")),))
        self.take_over.dossier.set_value(DOSSIER)
        note = texts.small(say("rules-elsewhere", holder=standing.holder), wrap=True)
        return texts.boxed(texts.column(note, 12, self.take_over))

    def _ask(self, title: str, run: Any) -> None:
        reason = TextField(say("rules-reason-hint"))
        form = Form(label_width=72)
        form.add("reason", say("rules-reason"), reason)
        section = Section(title, line=True)
        section.add(form, gap=12)
        go = buttons.primary(title, lambda: run(reason.value()))
        section.add(texts.row(go, buttons.secondary(say("rules-cancel"), self._cancel), None), gap=16)
        self.asking = (reason, go)
        self._put(section)
        reason.setFocus()

    def _put(self, *parts: QWidget) -> None:
        texts.empty_layout(self.side)
        for at, part in enumerate(parts):
            if at:
                self.side.addSpacing(18)
            self.side.addWidget(part)
        self.side.addStretch(1)
