"""The dossier of one inspection: title, steps, the form of one step with one primary action, and the paper beside it.

What a step asks and does is its panel in `inspecting`; the page reads the case, shows where it stands and on whose desk
it lies, draws the papers off the UI thread, and keeps evidence and 办理记录 behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from inspector_desktop.errors import Known, Missing
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.banner import CAREFUL, Banner
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.paperview import PaperView
from inspector_desktop.gui.kit.section import EmptyState
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.page import INSPECTIONS, SYNC, Context, Page
from inspector_desktop.gui.pages.drawing.asking import open_asking, tell_waiting
from inspector_desktop.gui.pages.inspecting import case as cases
from inspector_desktop.gui.pages.inspecting import papers
from inspector_desktop.gui.pages.inspecting.besides import BesidesPanel
from inspector_desktop.gui.pages.inspecting.correcting import CorrectingPanel
from inspector_desktop.gui.pages.inspecting.evidence import EvidencePanel
from inspector_desktop.gui.pages.inspecting.handing import HandOver, take_up
from inspector_desktop.gui.pages.inspecting.history import HistoryPanel
from inspector_desktop.gui.pages.inspecting.media.viewing import open_picture
from inspector_desktop.gui.pages.inspecting.panel import Panel, Preview
from inspector_desktop.gui.pages.inspecting.panels import BRANCHES, panel_class
from inspector_desktop.gui.pages.inspecting.period import day_part
from inspector_desktop.gui.pages.inspecting.pictures import PhotoWindow, Thumbnails
from inspector_desktop.gui.pages.inspecting.returning import open_returning
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.kit.buttons import Choices
    from inspector_desktop.gui.pages.inspecting.media.scene import Scene
    from inspector_desktop.gui.tasks import Ticket
    from inspector_desktop.inspection.store import PaperView as PaperRow
    from inspector_desktop.paper.model import Paper

T = TypeVar("T")
_RIGHT = 480
PLACES = {"prepare": "notice"}
"""Where in the page something is that others ask for by name."""


class InspectionPage(Page):
    """One inspection; `open(dossier=…, step=…)` shows it, at the step it stands at unless one is named.

    ``derived`` says of a picture that a marked copy of it was kept: the hashes of both.
    """

    derived = Signal(str, str)

    topics: ClassVar[frozenset[str]] = frozenset({INSPECTIONS, SYNC})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("rail-inspections"))
        self.case: cases.Case | None = None
        self.dossier = ""
        self._viewed = self._paper_of = ""
        self._unsaved = 0
        self._panels: dict[str, Panel] = {}
        self._previews: dict[str, Preview] = {}
        self._others: dict[str, QWidget] = {}
        self.thumbs = Thumbnails(context.tasks, self)
        self.chip = Chip()
        self.strip = Banner(closable=False)
        self._stack = QStackedWidget()
        self._nothing = EmptyState(say("inspection-none-title"), say("inspection-none-text"))
        self._stack.addWidget(self._nothing)
        self.left = texts.boxed(texts.column(self.strip, self._stack, gap=0))
        self.paper = PaperView(context.pool)
        self.paper.tab_chosen.connect(self._on_tab)
        self.evidence = EvidencePanel(self)
        self.history = HistoryPanel()
        self.correcting = CorrectingPanel(self)
        self.besides = BesidesPanel(self)
        self.hand_over = HandOver(self)
        self.add_pane(self.left)
        self.add_pane(self.paper, width=_RIGHT, warm=True)
        self.steps.chosen.connect(self.view_step)

    @override
    def open(self, **where: str) -> None:
        dossier = where.get("dossier", self.dossier)
        if dossier != self.dossier:
            self.leaving()
            self.banner.clear()
            self.dossier, self.case, self._viewed, self._paper_of = dossier, None, "", ""
            for panel in self._panels.values():
                texts.take_out(self._stack, panel)
            self._panels = {}
            self.thumbs.forget()
            self._stack.setCurrentWidget(self._nothing)
        if where.get("step"):
            self._viewed = PLACES.get(where["step"], where["step"])
        self.stale()

    @override
    def also_hears(self) -> frozenset[str]:
        return frozenset({self.dossier})

    @override
    def reload(self) -> None:
        if not self.dossier:
            return
        desk, clock, places = self.context.desk, self.context.clock, self.context.opening.places
        wanted = self.dossier
        self.load(lambda session: cases.load_case(session, desk, wanted, clock=clock, places=places), self._show)

    @override
    def leaving(self) -> None:
        for panel in self._panels.values():
            panel.leaving()

    @property
    def panel(self) -> Panel | None:
        """The panel in front, if the step has one."""
        front = self._stack.currentWidget()
        return front if isinstance(front, Panel) else None

    def view_step(self, step: str) -> None:
        """Show the panel of a step; the paper follows."""
        if self.panel is not None:
            self.panel.leaving()
        self._viewed = step
        self.banner.clear()
        self._show_step(start=True)

    def go_on(self) -> None:
        """Show the step the inspection stands at, when the next case is read: after a step is done."""
        self._viewed = ""

    def do(
        self,
        function: Callable[..., T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[Known], object] | None = None,
        changes: Iterable[str] = (),
        dossier: str = "",
        **inputs: Any,
    ) -> Ticket:
        """Run an act on this dossier, or the one named, and commit it; everybody who shows it hears of it."""
        of = dossier or self.dossier
        topics = {INSPECTIONS, of, *changes}
        return self.act(function, done=done, failed=failed, changes=topics, dossier=of, **inputs)

    def saving(self, by: int) -> None:
        """Count what is on its way to the disk; the chip says 已存本机 only when nothing is."""
        self._unsaved += by
        self._say_state()

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show under the step how many lines are judged, as they are judged."""
        if self.case is not None and self.case.counts != counts:
            self.case = replace(self.case, counts=counts)
            self._show_steps(self.case, self._viewed or cases.current_of(self.case, self.context.profile))

    def refresh_paper(self) -> None:
        """Draw the paper in front again, after something on it was saved."""
        if self.isVisible():
            self._load_preview(self.paper.tabs().value())

    def print_paper(self, name: str, paper: Paper | bytes, *, folder: Path | None = None) -> None:
        """Put a PDF into the folder of papers, or a chosen one, and open it for printing."""
        target = folder or self.context.opening.places.papers

        def done(path: Path) -> None:
            self.show_notice(say("inspection-printed", path=str(path)), "green")
            papers.open_file(path)

        work = papers.write_pdf(target, name, paper)
        self.context.pool.run(work, done=done, failed=self.show_refusal, owner=self)

    def print_kept(self, paper: PaperRow) -> None:
        """Open an issued paper for reading or printing."""
        name = f"{paper.title} {paper.number}".strip()
        self.load(papers.read_paper(paper.blob), lambda pdf: self.print_paper(name, pdf))

    def open_photo(self, digest: str) -> None:
        """Show a photograph large, with what is known of it now."""

        def show(scene: Scene, content: bytes) -> None:
            if open_picture(self, scene, digest, content) is None:
                PhotoWindow(content, say("inspection-evidence"), self).open()

        self.evidence.read(lambda scene: self.load(papers.read_paper(digest), lambda found: show(scene, found)))

    def set_wide(self, wide: bool) -> None:
        """Give the whole page to the right side, for reading back, or take it back."""
        self.left.setHidden(wide)
        if wide:
            self.paper.setMinimumWidth(0)
            self.paper.setMaximumWidth(16777215)
        else:
            self.paper.setFixedWidth(_RIGHT)

    def _show(self, case: cases.Case) -> None:
        if case.dossier != self.dossier:
            return
        fresh = self.case is None
        self.case = case
        self.head.set_title(case.view.subject_name)
        self.evidence.show_case(case)
        self.history.show_case(case)
        self.correcting.show_case(case)
        self.besides.show_case(case)
        self._say_state()
        self._show_desk(case)
        if case.here and case.view.draw and not case.view.done.get("check"):
            tell_waiting(self, case.view.dossier)
        self._show_step(start=fresh)

    def _show_step(self, *, start: bool = False) -> None:
        case, profile = self.case, self.context.profile
        if case is None:
            return
        step = self._viewed or cases.current_of(case, profile)
        self._show_steps(case, step)
        panel = self._panel_for(step)
        self._stack.setCurrentWidget(panel or self._nothing)
        if panel is None:
            self._nothing.say(say(f"step-{step}"), say_done(step))
        else:
            panel.show_case(case)
        self._show_head(case, panel)
        self._show_tabs(case, panel, moved=step != self._paper_of)
        self._paper_of = step
        if start and panel is not None:
            panel.start()

    def _show_steps(self, case: cases.Case, step: str) -> None:
        titles = {one: say(f"step-{one}") for one in BRANCHES}
        self.set_steps(cases.steps_of(case, self.context.profile, titles), step)

    def _panel_for(self, step: str) -> Panel | None:
        found = self._panels.get(step)
        wanted = panel_class(step)
        if found is None and wanted is not None:
            found = self._panels[step] = wanted(self)
            self._stack.addWidget(found)
        return found

    def _show_head(self, case: cases.Case, panel: Panel | None) -> None:
        view, last = case.view, case.last
        parts: list[str | Link] = [view.title or view.task_title, view.subject_code, view.category_title]
        if last is not None:
            parts.append(
                Link(cases.last_words(last), lambda: self.context.navigate("inspection", dossier=last.dossier))
            )
        parts.append(day_part(self, case))
        if panel is not None and (own := panel.parts(case)):
            parts = [*own]
        self.head.set_parts(parts)
        self.chip = Chip()
        tools = list(panel.tools(case)) if panel is not None else []
        if case.here and view.draw and not view.done.get("check"):
            tools.append(buttons.secondary(say("draws-ask-menu"), lambda: open_asking(self, view.dossier)))
        if case.here and not view.done.get("approval"):
            tools.append(buttons.secondary(say("do-late-entry"), lambda: open_returning(self, case)))
        if case.here:
            tools.append(self.hand_over.button(case))
        self.head.set_right([*tools, self.chip])
        self._say_state()

    def _say_state(self) -> None:
        if self.case is None:
            return
        state = say("inspection-saving") if self._unsaved else cases.record_words(self.case.record)
        self.chip.say(say("inspection-state", desk=cases.desk_words(self.case, self.context.profile), state=state))

    def _show_desk(self, case: cases.Case) -> None:
        """Say why this dossier can only be read here, and offer to take it up where that is possible."""
        if case.view.needs_upgrade:
            self.strip.tell(say("inspection-needs-upgrade"), CAREFUL)
        elif case.place == cases.TRAY:
            self.strip.tell(say("inspection-tray"), CAREFUL, say("inspection-take"), lambda: take_up(self))
        elif case.place == cases.TAKING:
            self.strip.tell(say("inspection-taking"), CAREFUL)
        elif not case.here:
            holder = cases.desk_words(case, self.context.profile)
            self.strip.tell(say("inspection-elsewhere", where=holder), CAREFUL)
        else:
            self.strip.clear()

    def _show_tabs(self, case: cases.Case, panel: Panel | None, *, moved: bool) -> None:
        """Lay out the tabs beside the step; at another step its own paper is in front, as its foot says."""
        previews = tuple(panel.previews(case)) if panel is not None else ()
        others = tuple(panel.panels(case)) if panel is not None else ()
        before = self.paper.tabs().value()
        same = tuple(self._previews) == tuple(one.key for one in previews)
        self._previews = {one.key: one for one in previews}
        tabs: list[tuple[str, str]] = [(one.key, one.title) for one in previews]
        tabs += [(key, title) for key, title, _ in others]
        tabs.append(("evidence", say("inspection-evidence-count", count=self.evidence.count(case))))
        tabs.append(("history", say("inspection-history")))
        tabs.append(("besides", say("besides-tab")))
        tabs.append(("correcting", say("correcting-tab")))
        always = (
            ("evidence", "", self.evidence),
            ("history", "", self.history),
            ("besides", "", self.besides),
            ("correcting", "", self.correcting),
        )
        for key, _, widget in (*others, *always):
            if self._others.get(key) is not widget:
                self._others[key] = widget
                self.paper.set_panel(key, widget)
        keep = before if same and before in {key for key, _ in tabs} else ""
        if moved and previews:
            keep = previews[0].key
        self._set_tabs(tabs, keep)
        self._load_preview(self.paper.tabs().value())

    def _set_tabs(self, tabs: Choices, value: str) -> None:
        shown = self.paper.tabs()
        if tuple(key for key, _ in tabs) == shown.keys() and value in ("", shown.value()):
            for key, text in tabs:
                shown.set_text(key, text)
        else:
            self.paper.set_tabs(tabs, value)

    def _on_tab(self, key: str) -> None:
        self.set_wide(False)
        self._load_preview(key)

    def _load_preview(self, key: str) -> None:
        preview = self._previews.get(key)
        if preview is None:
            if not self._previews:
                self.paper.clear()
            return

        def show(paper: Paper | bytes) -> None:
            if self.paper.tabs().value() == key:
                self.paper.load(papers.pages_of(paper))

        def failed(error: Known) -> None:
            self.paper.clear(say("kit-paper-fetching") if isinstance(error, Missing) else "")

        self.context.ledger.run(preview.build, done=show, failed=failed, owner=self)

    @override
    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self.panel is not None:
            self.panel.start()
        else:
            super().setFocus(reason)


def say_done(step: str) -> str:
    """How a step without a form is dealt with, else what has to have happened for it to be done."""
    from inspector_desktop.wording import has  # noqa: PLC0415

    return next((say(key) for key in (f"inspection-{step}-how", f"step-{step}-done") if has(key)), "")
