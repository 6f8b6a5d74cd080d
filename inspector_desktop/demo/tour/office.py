"""The tour in the office: registers brought in and settled, a plan, and the draw up to the released tasks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from inspector_desktop.clock import civil
from inspector_desktop.demo.tour.clock import TourClock
from inspector_desktop.gui.driving import Stage

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.draws import DrawsPage
    from inspector_desktop.gui.pages.registers import RegistersPage
    from inspector_desktop.gui.window import MainWindow

DIGITS = "58301967440277159036"
SHOWN = 4
PRESENT = (
    ("赵志强", "滑县气象局"),
    ("王秀英", "滑县气象局"),
    ("孙志远", "滑县气象局"),
    ("孙丽", "县司法局"),
    ("刘洋", "县纪委监委"),
)
"""主持人, 操作人, 监督人 and two witnesses from outside; how many objects the picture of the projector shows."""

KINDS = (("testing", "检测", 6), ("balloon", "庆典", 4), ("key-unit", "", 0))
"""Category, what is searched for in the names, and how many to take where no name has it."""


class Office:
    """The supervising section's window."""

    def __init__(self, stage: Stage, window: MainWindow, clock: TourClock) -> None:
        self.stage, self.window, self.clock = stage, window, clock

    def bring_in(self, file: Path) -> None:
        """Bring the spreadsheet in, see what was accepted, warned of and refused, and settle the categories."""
        stage, window = self.stage, self.window
        page = cast("RegistersPage", stage.page(window, "registers", kind="subjects"))
        stage.picture(window, "registers-empty")
        page.take_file(file)
        stage.until(lambda: page.bringing.go.isVisible() and page.bringing.go.isEnabled(), "spreadsheet", seconds=120)
        stage.picture(window, "import-preview")
        stage.press(page.bringing.go)
        stage.until(lambda: page.subjects.table.rows_model.rowCount() > 0, "imported", seconds=120)
        stage.picture(window, "registers-imported")
        self._settle(page)
        stage.picture(window, "registers-settled")

    def plan(self) -> None:
        """Draw up the supplementary plan and register its approval."""
        stage, window = self.stage, self.window
        page = cast("DrawsPage", stage.page(window, "plans-draws", new="1"))
        stage.until(page.form.isVisible, "plan form")
        for key, text in (("title", "2026年防雷安全补充抽查"), ("task", "防雷补充抽查"), ("basis", "实施方案一(六)4")):
            stage.type_into(page.form.form.field(key).editor, text)
        stage.picture(window, "plan")
        stage.press(page.form.go)
        stage.until(lambda: page.whole is not None, "plan saved")
        stage.settle(window)
        stage.type_into(page.listing.approver, "赵志强")
        stage.press(page.listing.approve)
        stage.until(lambda: page.whole is not None and page.whole.plan.state == "approved", "plan approved")
        stage.picture(window, "draw-list")

    def draw(self) -> str:
        """Seal, have it witnessed, type the digits by two people, draw, release; return the draw's dossier."""
        stage, window = self.stage, self.window
        page = cast("DrawsPage", window.pages["plans-draws"])
        page.listing.go_on.emit()
        event = civil(self.clock.now() + timedelta(minutes=1)).replace(second=0, microsecond=0) + timedelta(minutes=1)
        page.sealing.day.set_value(event.date().isoformat())
        stage.type_into(page.sealing.time, f"{event:%H:%M}")
        stage.press(page.sealing.seal)
        stage.until(lambda: page.whole is not None and page.whole.draw is not None, "sealed")
        stage.settle(window)
        stage.type_into(page.sealing.anchor, "县司法局 孙丽 抄录封存码前16位")
        stage.press(page.sealing.save_anchor)
        stage.until(lambda: page.whole is not None and page.whole.draw and page.whole.draw.anchor, "witnessed")
        stage.picture(window, "draw-sealed")
        self._open_meeting(page)
        self.clock.pass_time(seconds=(event - self.clock.now()).total_seconds() + 5)
        page.stale()
        stage.settle(window)
        page.steps.chosen.emit("numbers")
        for typing, name in ((page.numbers.first, "王秀英"), (page.numbers.second, "赵志强")):
            stage.type_into(typing.name, name)
            stage.type_into(typing.digits, DIGITS)
            stage.key(typing.digits, "Return")
        stage.picture(window, "draw-numbers")
        stage.press(page.numbers.go)
        stage.until(lambda: page.whole is not None and page.whole.is_drawn, "drawn")
        self._close_meeting(page)
        stage.picture(window, "draw-subjects")
        page.steps.chosen.emit("groups")
        stage.picture(window, "draw-groups")
        page.steps.chosen.emit("release")
        stage.settle(window)
        stage.type_into(page.release.approver, "孙志远")
        stage.press(page.release.go)
        stage.until(lambda: page.whole is not None and page.whole.draw and page.whole.draw.released_at, "released")
        stage.picture(window, "draw-released")
        whole = page.whole
        return whole.draw.dossier if whole is not None and whole.draw is not None else ""

    def write_transcript(self, file: Path) -> None:
        """Export the record of the draw as the file anybody can verify."""
        page = cast("DrawsPage", self.window.pages["plans-draws"])
        page.write_transcript(file)
        self.stage.until(file.exists, "draw.json")
        self.stage.settle(self.window)

    def _open_meeting(self, page: DrawsPage) -> None:
        """Print the sealed list, enter who is present, and bring the projector up."""
        page.ceremony.papers.write_list(self.stage.folder.parent / "sealed-list.pdf")
        self.stage.settle(self.window)
        seats = page.ceremony.seats
        for row, name, unit in zip((*seats.rows.values(), *seats.witnesses), *zip(*PRESENT, strict=True), strict=False):
            self.stage.type_into(row.name, name)
            self.stage.type_into(row.unit, unit)
        self.stage.press(seats.go)
        self.stage.until(lambda: page.whole is not None and page.whole.ceremony.seats, "seated")
        page.ceremony.open_screen()

    def _close_meeting(self, page: DrawsPage) -> None:
        """Picture the projector while objects are revealed, print the record for signatures, and take both down."""
        screen = page.ceremony.screen_window
        if screen is not None:
            for _ in range(SHOWN):
                self.stage.key(screen, "Right")
            self.stage.picture(self.window, "draw-ceremony", of=screen)
            self.stage.key(screen, "Escape")
        page.write_record(self.stage.folder.parent / "draw-record.pdf")
        self.stage.until(lambda: page.whole is not None and page.whole.ceremony.latest("draw-record"), "record")
        self.stage.settle(self.window)
        bar = page._side.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.stage.picture(self.window, "draw-record")
        bar.setValue(0)

    def _settle(self, page: RegistersPage) -> None:
        """Give the subjects their categories: a few of two kinds, and all the rest of the third."""
        from inspector_desktop.gui.pages.registering.whole import UNSETTLED  # the page is loaded by now

        page.subjects.category.chosen.emit(UNSETTLED)
        self.stage.settle(self.window)
        if not page.subjects.table.rows_model.rowCount():
            page.subjects.category.chosen.emit("*")
            self.stage.settle(self.window)
            return
        for category, term, count in KINDS:
            self.stage.type_into(page.search, term)
            self.stage.settle(self.window)
            if term and not page.subjects.table.rows_model.rowCount():  # another bureau's firms: some of them will do
                self.stage.type_into(page.search, "")
                self.stage.settle(self.window)
                self._pick(page, count)
            else:
                page.subjects.pick_all.click()
            self.stage.until(lambda: page.subjects.table.picked, "picked")
            self.stage.settle(self.window)
            self.stage.press(page.subjects.settle)
            self.stage.settle(self.window)
            form = page.subjects.side.settle
            form.category.set_value(category)
            self.stage.type_into(form.reason, "按2026年10月核对结果归类")
            if category == "testing":
                self.stage.picture(self.window, "registers-settling")
            self.stage.press(form.go)
            self.stage.settle(self.window)
        page.subjects.category.chosen.emit("*")
        self.stage.settle(self.window)

    def _pick(self, page: RegistersPage, count: int) -> None:
        """Mark the first rows by the keyboard."""
        page.subjects.table.setFocus()
        page.subjects.table.selectRow(0)
        for _ in range(count):
            self.stage.key(page.subjects.table, "Space")
            self.stage.key(page.subjects.table, "Down")
