"""What is kept of a subject beside its columns: risk flags with evidence, special libraries, further sites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget
from sqlmodel import Session

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.gui import files
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.section import Entry
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.page import REGISTERS, Page
from inspector_desktop.gui.pages.registering.attached import SPECIALS, Attaching
from inspector_desktop.gui.pages.registering.sided import FieldForm, FieldOf, kept_entry
from inspector_desktop.gui.pages.registering.subjects import Whole
from inspector_desktop.gui.pages.registering.taking import Taking, specials_reader
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.journal.desks import Desk
from inspector_desktop.registry.intake.reading import read_sheets
from inspector_desktop.registry.kept_acts import end_row, enter_site, enter_special, flag_risk
from inspector_desktop.registry.kept_store import KeptView
from inspector_desktop.registry.special_sheet import SpecialRows, read_special
from inspector_desktop.registry.store import SubjectView
from inspector_desktop.wording import say

LARGEST = 30 * 1024 * 1024
"""Bytes of a file of evidence."""


class Marks:
    """Builds the parts under 标记许可; `show` puts a form beside the list, `leave` takes it away."""

    def __init__(
        self,
        page: Page,
        show: Callable[[QWidget], object],
        leave: Callable[[], object],
        saved: Callable[[str], object],
    ) -> None:
        self._page, self._show, self._leave, self._saved = page, show, leave, saved

    def parts(self, whole: Whole) -> list[QWidget]:
        """Return the parts of one subject."""
        view, may_edit = whole.line.view, whole.editable
        attaching = Attaching(
            self._page, view.id, view.name, may_edit, self._show, self._leave, self._saved
        )  # fmt: skip
        named = {"name": view.name, "code": view.code}
        take = buttons.link(say("special-export"), self._ask_export)
        bring = texts.boxed(texts.row(buttons.link(say("special-import"), self._ask_special), take, None))
        return [
            *self._risks(whole),
            *attaching.part(SPECIALS, whole.specials, fixed=named),
            *([bring] if may_edit else []),
            *self._sites(view, whole.sites, may_edit=may_edit),
        ]

    def _ask_export(self) -> None:
        taking: Taking = self._page.taking  # type: ignore[attr-defined]
        taking.ask_list(say("kept-specials"), specials_reader(self._page.context.bureau))

    def flag(self, subject: SubjectView, path: Path | None) -> None:
        """Ask for a risk flag; `path` is the file that shows it."""
        asked = [FieldOf("name", needed=True), FieldOf("day", "date", needed=True), FieldOf("source")]
        under = say("risk-with-file", file=path.name) if path else subject.name

        def save(given: dict[str, str], _reason: str) -> None:
            def act(session: Session, *, desk: Desk, clock: Clock) -> str:
                content = b""
                if path is not None:
                    if path.stat().st_size > LARGEST:
                        raise Refused("refused-evidence-large", file=path.name)
                    content = path.read_bytes()
                return flag_risk(
                    session, desk=desk, clock=clock, subject=subject.id, name=given["name"], day=given["day"],
                    source=given["source"], file=path.name if path else "", content=content,
                )  # fmt: skip

            done = say("kept-saved", title=given["name"])
            self._page.act(act, changes=(REGISTERS,), done=lambda _: self._saved(done))

        values = {"day": civil_date(self._page.context.clock.now()).isoformat()}
        self._show(FieldForm(say("risk-add"), under, asked, values, save, self._leave))

    def take_special(self, path: Path) -> None:
        """Bring the platform's sheet of a special library in, for all subjects it names."""

        def read(_ticket: Ticket) -> tuple[SpecialRows, bytes]:
            return read_special(read_sheets(path), file=path.name), path.read_bytes()

        def enter(answer: tuple[SpecialRows, bytes]) -> None:
            found, content = answer
            told = say("special-done", count=len(found.rows), left=len(found.left_out))
            self._page.act(
                enter_special, rows=found.rows, file=path.name, content=content, changes=(REGISTERS,),
                done=lambda _: self._saved(told),
            )  # fmt: skip

        self._page.context.pool.run(read, done=enter, failed=self._page.show_refusal, owner=self._page)

    def _ask_special(self) -> None:
        files.ask_files(
            self._page, say("special-import"), say("bringing-files"), lambda paths: self.take_special(paths[0])
        )

    def _risks(self, whole: Whole) -> list[QWidget]:
        today = civil_date(self._page.context.clock.now()).isoformat()
        view = whole.line.view
        parts: list[QWidget] = [texts.label(say("kept-risks"), ink="#59636E")]
        for one in whole.risks:
            facts = (one.get("day"), one.get("source"), one.get("evidence_name"), one.get("ended_reason"))
            go = [Link(say("risk-lift"), lambda one=one: self._ask_lift(one))]  # type: ignore[misc]
            line = "　".join(fact for fact in facts if fact)
            parts.append(kept_entry(one, one.get("name"), line, today=today, go=go if whole.editable else ()))
        if not whole.risks:
            parts.append(texts.soft(say("kept-none-risks"), wrap=True))
        if whole.editable:
            plain = buttons.secondary(say("risk-add"), lambda: self.flag(view, None))
            filed = buttons.secondary(say("risk-add-file"), lambda: self._ask_file(view))
            parts.append(texts.boxed(texts.row(plain, filed, None)))
        return parts

    def _sites(self, view: SubjectView, sites: tuple[SubjectView, ...], *, may_edit: bool) -> list[QWidget]:
        parts: list[QWidget] = [texts.label(say("kept-sites"), ink="#59636E")]
        parts += [Entry(one.address or one.name, one.id, bold=False) for one in sites]
        if not sites:
            parts.append(texts.soft(say("kept-none-sites"), wrap=True))
        if may_edit:
            add = buttons.secondary(say("site-add"), lambda: self._ask_site(view))
            parts.append(texts.boxed(texts.row(add, None)))
        return parts

    def _ask_file(self, view: SubjectView) -> None:
        files.ask_files(self._page, say("risk-add-file"), say("risk-files"), lambda paths: self.flag(view, paths[0]))

    def _ask_lift(self, row: KeptView) -> None:
        def lift(given: dict[str, str], reason: str) -> None:
            self._page.act(
                end_row, kind="risks", row=row.id, on=given["ended_on"], reason=reason, changes=(REGISTERS,),
                done=lambda _: self._saved(say("kept-ended", title=row.get("name"))),
            )  # fmt: skip

        values = {"ended_on": civil_date(self._page.context.clock.now()).isoformat()}
        asked = [FieldOf("ended_on", "date", needed=True)]
        self._show(
            FieldForm(say("risk-lift"), row.get("name"), asked, values, lift, self._leave, reason=True, go="risk-lift")
        )

    def _ask_site(self, view: SubjectView) -> None:
        asked = [FieldOf("address", needed=True), FieldOf("name"), FieldOf("principal"), FieldOf("phone")]

        def save(given: dict[str, str], _reason: str) -> None:
            self._page.act(
                enter_site, company=view.id, values=given, changes=(REGISTERS,),
                done=lambda _: self._saved(say("edit-entered", name=given["address"])),
            )  # fmt: skip

        under = say("site-note", name=view.name)
        self._show(FieldForm(say("site-add"), under, asked, {"name": view.name}, save, self._leave))
