"""A form in front, in place of the list: its findings, the trial, expressions, what changed, and bringing it in.

A file is read on the pool with progress and can be given up; nothing is stored before 生效 is committed.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from sqlmodel import Session

from inspector_desktop.checklist.definition import Definition, Table
from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Cancelled, Known
from inspector_desktop.gui import look
from inspector_desktop.gui.files import ask_files
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import day_words
from inspector_desktop.gui.kit.progress import ProgressLine
from inspector_desktop.gui.page import REGISTERS, Page
from inspector_desktop.gui.pages.registering.forms_bringing import BringingForm, Given
from inspector_desktop.gui.pages.registering.forms_parts import ComparePart, EvaluatePart, FindingsPart
from inspector_desktop.gui.pages.registering.forms_shown import Looked, looked_at_edition, looked_at_file, size_words
from inspector_desktop.gui.pages.registering.forms_trial import Trial
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.registry.form_acts import FormFile, bring_form, read_form_file
from inspector_desktop.registry.form_store import (
    EditionView,
    definition_of,
    editions,
    is_shipped,
    shipped_definition,
    standing,
    tables_of,
)
from inspector_desktop.registry.store import ItemView, items
from inspector_desktop.wording import say

FINDINGS, TRIAL, EVALUATE, COMPARE, BRING = "findings", "trial", "evaluate", "compare", "bring"


class FormFace(QWidget):
    """The form. ``opening`` when it comes to the front, ``left`` when the list is to come back.

    ``brought`` (id of the edition) when it was entered.
    """

    opening = Signal()
    left = Signal()
    brought = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._ticket: Ticket | None = None
        self.looked: Looked | None = None
        self.title = texts.ElidedLabel(font=look.section())
        self.measure = texts.ElidedLabel(ink=look.SOFT)
        self.progress = ProgressLine()
        self.tabs = buttons.Tabs("page-tab", gap=16)
        self.tabs.chosen.connect(self._show_part)
        self.findings = FindingsPart(lambda text: page.show_notice(text, "green"))
        self.trial = Trial(page.context)
        self.evaluating = EvaluatePart(lambda: self.trial.sheet)
        self.compare = ComparePart()
        self.bringing = BringingForm(self.bring)
        self._parts: dict[str, QWidget] = {
            FINDINGS: self.findings, TRIAL: self.trial, EVALUATE: self.evaluating, COMPARE: self.compare,
            BRING: self.bringing,
        }  # fmt: skip
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        words = texts.column(self.title, self.measure, gap=0)
        self.back = buttons.secondary(say("forms-back"), self.leave)
        head = texts.row(words, self.progress, self.back, gap=16)
        head.setStretch(0, 1)
        head.setContentsMargins(look.MARGIN, 12, look.MARGIN, 0)
        bar = texts.row(self.tabs, None)
        bar.setContentsMargins(look.MARGIN, 6, look.MARGIN, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addLayout(bar)
        outer.addWidget(texts.Hairline())
        outer.addWidget(self._stack, 1)

    # -- what people do

    def ask(self) -> None:
        """Ask for the spreadsheet."""
        ask_files(self._page, say("forms-choose"), say("forms-files"), lambda paths: self.read(paths[0]))

    def read(self, path: Path) -> None:
        """Read a spreadsheet and the lists beside it, away from the window's thread; then show what it is."""
        self._empty(say("forms-reading", file=path.name))
        self.opening.emit()
        pool = self._page.context.pool
        self._ticket = pool.run(
            lambda ticket: _read(path, ticket), done=self._look_up, failed=self._failed,
            progressed=self.progress.step, owner=self,
        )  # fmt: skip
        self.progress.start(None, say("forms-reading-short"))

    def open(self, edition: EditionView, part: str = TRIAL) -> None:
        """Show an edition of the register."""
        self._empty(edition.title)
        self.opening.emit()
        self.progress.start(None, say("forms-opening"))
        bureau = self._page.context.bureau

        def query(session: Session) -> tuple[Definition, dict[str, Table], Definition | None]:
            definition = definition_of(session, edition)
            return definition, tables_of(session, definition), _before(session, bureau, edition)

        def compiled(found: tuple[Definition, dict[str, Table], Definition | None]) -> None:
            definition, tables, before = found
            self._ticket = self._page.context.pool.run(
                lambda _: looked_at_edition(edition, definition, tables, before),
                done=lambda looked: self._show(looked, (), part), failed=self._failed, owner=self,
            )  # fmt: skip

        self._page.context.ledger.run(query, done=compiled, failed=self._failed, owner=self)

    def bring(self, given: Given) -> None:
        """Enter the form that was read."""
        looked = self.looked
        if looked is None or looked.file is None:
            return

        def done(edition: str) -> None:
            words = say("forms-brought", title=looked.name, version=given.version, first=day_words(given.valid_from))
            self._page.show_notice(words, "green")
            self.brought.emit(edition)

        self._page.act(
            bring_form, file=looked.file, version=given.version, valid_from=given.valid_from,
            valid_until=given.valid_until, items_used=given.items, reason=given.reason, changes=(REGISTERS,), done=done,
        )  # fmt: skip

    def leave(self) -> None:
        """Give it up; nothing was entered."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        self.progress.finish()
        self.looked = None
        self.left.emit()

    # -- what is shown

    def _empty(self, title: str) -> None:
        self.looked = None
        self._page.banner.clear()
        self.title.setText(title)
        self.measure.clear()
        self.tabs.set_tabs(())
        self._stack.hide()

    def _look_up(self, file: FormFile) -> None:
        """Find what the register knows of the form that was read, then compile it."""
        bureau, day = self._page.context.bureau, self._today()
        definition = file.reading.definition
        form = definition.form if definition is not None else ""

        def query(session: Session) -> tuple[Definition | None, tuple[EditionView, ...], tuple[ItemView, ...]]:
            known = standing(session, bureau, form) if form else ()
            return _latest(session, form, known, day), known, items(session, bureau)

        def compiled(found: tuple[Definition | None, tuple[EditionView, ...], tuple[ItemView, ...]]) -> None:
            before, known, listed = found
            self._ticket = self._page.context.pool.run(
                lambda _: looked_at_file(file, before, known),
                done=lambda looked: self._show(looked, listed, FINDINGS if looked.findings else TRIAL),
                failed=self._failed, owner=self,
            )  # fmt: skip

        self._page.context.ledger.run(query, done=compiled, failed=self._failed, owner=self)

    def _show(self, looked: Looked, listed: tuple[ItemView, ...], part: str) -> None:
        self.progress.finish()
        self.looked = looked
        self.title.setText(looked.name)
        self.measure.setText(size_words(looked))
        self.findings.show_looked(looked)
        self.compare.show_looked(looked)
        self.evaluating.clear()
        self.trial.show_program(looked.program)
        tabs = [(FINDINGS, say("forms-tab-findings", count=len(looked.findings)))]
        if looked.program is not None:
            tabs += [(key, say(f"forms-tab-{key}")) for key in (TRIAL, EVALUATE, COMPARE)]
        if looked.file is not None:
            self.bringing.show_looked(looked, listed, self._today())
            tabs.append((BRING, say("forms-tab-bring")))
        wanted = part if part in dict(tabs) else FINDINGS
        self.tabs.set_tabs(tabs, wanted)
        self._show_part(wanted)
        self._stack.show()

    def _show_part(self, key: str) -> None:
        self.tabs.set_value(key)
        self._stack.setCurrentWidget(self._parts[key])

    def _failed(self, error: Known) -> None:
        self.progress.finish()
        if not isinstance(error, Cancelled):
            self._page.show_refusal(error)
        self.left.emit()

    def _today(self) -> str:
        return civil_date(self._page.context.clock.now()).isoformat()


def _read(path: Path, ticket: Ticket) -> FormFile:
    def progress(done: int, total: int) -> None:
        ticket.check()
        ticket.report(done, total)

    return read_form_file(path, progress=progress)


def _latest(session: Session, form: str, known: tuple[EditionView, ...], day: str) -> Definition | None:
    """What a form was before: the edition in force or the latest one, else the shipped one."""
    found = next((one for one in known if one.valid_from <= day), known[0] if known else None)
    if found is not None:
        return definition_of(session, found)
    return shipped_definition(form) if is_shipped(form) else None


def _before(session: Session, bureau: str, edition: EditionView) -> Definition | None:
    """The version before an edition of the register."""
    if edition.shipped:
        return None
    older = [one for one in editions(session, bureau, edition.form) if one.valid_from < edition.valid_from]
    return _latest(session, edition.form, tuple(older), edition.valid_from)
