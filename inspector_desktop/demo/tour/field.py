"""The tour at the enterprise: taken up, notice, the trip's papers, then without a network arrival, check, signature."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PIL import Image, ImageDraw

from inspector_desktop.demo.tour.clock import TourClock
from inspector_desktop.gui.driving import Stage
from inspector_desktop.inspection.store import inspections
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.check import CheckPanel
    from inspector_desktop.gui.pages.inspecting.notice import NoticePanel
    from inspector_desktop.gui.pages.inspecting.order import OrderPanel
    from inspector_desktop.gui.pages.inspecting.report import ReportPanel
    from inspector_desktop.gui.pages.inspecting.signature import SignaturePanel
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.gui.window import MainWindow

# The lines that do not conform; what was found stands in the wording.
FOLLOWED = "lightning-safety"
FINDINGS = ("routine_check", "hazard_log", "training")
STROKES = [[(60, 30), (120, 24), (180, 34)], [(120, 14), (118, 96)], [(70, 66), (176, 60)], [(210, 20), (190, 92)],
           [(214, 40), (280, 36), (262, 90)], [(320, 24), (380, 20)], [(350, 12), (340, 100), (390, 92)]]  # fmt: skip


@dataclass(frozen=True)
class Task:
    """The inspection that the tour follows."""

    dossier: str
    lead: str


def choose_task(window: MainWindow, stage: Stage) -> Task:
    """The first released inspection whose first officer is not of the supervising section; key units go first."""
    found: list[Task] = []

    def query(session: object) -> list[Task]:
        assert window.context is not None  # noqa: S101  (somebody is signed in)
        views = inspections(session, window.context.bureau)  # type: ignore[arg-type]
        waiting = sorted(views, key=lambda one: one.form != FOLLOWED)
        return [Task(one.dossier, one.officers[0].id) for one in waiting if one.officers and one.tray_person]

    window.tasks.ledger.run(query, done=found.extend)
    stage.until(lambda: found, "task")
    keyed = [one for one in found if one.lead != "16005"]
    return keyed[0]


class Field:
    """The officers' window."""

    def __init__(self, stage: Stage, window: MainWindow, clock: TourClock, task: Task) -> None:
        self.stage, self.window, self.clock, self.task = stage, window, clock, task

    @property
    def page(self) -> InspectionPage:
        """The dossier page."""
        return cast("InspectionPage", self.window.pages["inspection"])

    def open(self, step: str = "") -> InspectionPage:
        """Go to the inspection, at a step if one is named."""
        page = cast("InspectionPage", self.stage.page(self.window, "inspection", dossier=self.task.dossier))
        self.stage.until(lambda: page.case is not None, "case")
        if step:
            page.view_step(step)
            self.stage.settle(self.window)
        return page

    def take_up(self) -> None:
        """Take the dossier up from the tray; it is ours once headquarters has receipted that."""
        self.stage.page(self.window, "workbench")
        self.stage.picture(self.window, "workbench-officer")
        self.stage.page(self.window, "inspections")
        self.stage.picture(self.window, "inspections")
        page = self.open()
        self.stage.picture(self.window, "inspection-in-tray")
        self.stage.press(page.strip._action)

    def notice(self, papers: Path) -> None:
        """Finalise the notice, print the papers of the trip."""
        stage, page = self.stage, self.open("notice")
        panel = cast("NoticePanel", page.panel)
        stage.type_into(panel.telephone, "0372-8112345")
        stage.picture(self.window, "notice-draft")
        stage.press(panel.primary)
        stage.until(lambda: page.case is not None and page.case.notice is not None, "notice issued")
        stage.settle(self.window)
        stage.picture(self.window, "notice-final")
        trip = cast("NoticePanel", page.panel).trip
        if trip is not None:
            papers.mkdir(parents=True, exist_ok=True)
            trip.prepare_into(papers)
            stage.until(lambda: list(papers.glob("*.pdf")), "papers for the trip")
            stage.picture(self.window, "trip-papers")

    def arrive(self) -> None:
        """Arrive, show certificates, hand the notice over at the door."""
        stage, page = self.stage, self.open("check")
        panel = cast("CheckPanel", page.panel)
        form = panel.arrival
        assert form is not None  # noqa: S101  (nobody has arrived yet)
        stage.type_into(form.place, "加油区、油罐区、站房")
        stage.type_into(form.met, "赵永安")
        stage.type_into(form.met_post, "站长")
        if form.no_code.isVisible():
            stage.type_into(form.no_code, "现场无网络，回局后10日内补扫")
        form.serve.setChecked(True)
        for row in form.officers.values():
            stage.press(row.shown)
        stage.press(form.rights)
        stage.picture(self.window, "arrival")
        stage.press(form.primary)
        stage.until(lambda: panel.sheet.sheet is not None, "check table")
        stage.settle(self.window)

    def check(self) -> None:
        """Answer what comes before the lines, judge every line by its key, photograph two findings, finish."""
        stage, page = self.stage, self.page
        panel = cast("CheckPanel", page.panel)
        self._answer_questions(panel)
        sheet = panel.sheet
        stage.settle(self.window)
        lines = sheet.list.lines()
        shown = False
        while sheet.list.open_count():
            sheet.list.jump_to_open()
            key = sheet.list.current()
            card = sheet.list.card
            fact = say(f"tour-finding-{key}") if key in FINDINGS else ""
            verdict = "2" if fact else "1"
            stage.key(card, verdict)
            if fact:
                stage.type_into(card.fact, fact)
                sheet.list.handling_chosen.emit(key, "measure-deadline")
                sheet.list.flush()
                sheet.add_photos(key, [_photograph(key)])
                stage.settle(self.window)
                sheet.list.open(key)
                if key == "hazard_log" and not shown:
                    shown = True
                    stage.picture(self.window, "check-finding")
            else:
                stage.rest(1)
        self.clock.pass_time(minutes=70)
        stage.settle(self.window)
        stage.until(lambda: sheet.list.open_count() == 0, "all judged")
        sheet.list.open(lines[-1].key)
        stage.picture(self.window, "check-judged")
        stage.press(panel.finish)
        stage.until(lambda: page.case is not None and page.case.visit is not None and page.case.visit.ended_at, "ended")
        stage.settle(self.window)

    def sign(self) -> None:
        """The unit objects and refuses; reason, witness, both officers last; the record is final."""
        stage, page = self.stage, self.open("signature")
        panel = cast("SignaturePanel", page.panel)
        form = panel.statement
        for group, key in (
            (form.reading, "read-aloud"),
            (form.opinion, "opinion-objects"),
            (form.branch, "branch-refused"),
            (form.proof, "proof-witness"),
        ):
            stage.press(group.button(key))
        stage.type_into(form.objection, say("tour-objection"))
        stage.type_into(form.name, "赵永安")
        stage.type_into(form.post, "站长")
        stage.type_into(form.reason, "要等总公司的人来")
        stage.type_into(form.witness_name, "刘桂兰")
        stage.type_into(form.witness_unit, "城关街道西关社区居委会")
        stage.type_into(form.witness_phone, "13803720000")
        stage.press(page.paper.tabs()._buttons["large"])
        stage.picture(self.window, "signature-read-back")
        stage.press(page.paper.tabs()._buttons["check-record"])
        stage.press(panel.primary)
        stage.until(lambda: page.case is not None and page.case.statement is not None, "words taken down")
        stage.settle(self.window)
        for number in range(3):
            stage.until(lambda: panel.board.active is not None, "signer")
            if panel.board.needs_identity():
                stage.press(panel.board.identity.button("identity-certificate"))
                panel.board.certificate.take([_photograph("certificate")])
                stage.settle(self.window)
            stage.draw_strokes(panel.board.pad, STROKES)
            if number == 0:
                stage.picture(self.window, "signature-witness")
            stage.press(panel.primary)
            self._signed(number + 1)
            self.clock.pass_time(minutes=2)
        stage.picture(self.window, "signature-officers")
        stage.press(panel.primary)
        stage.until(lambda: page.case is not None and page.case.final is not None, "record final")
        stage.picture(self.window, "signature-final")

    def order(self) -> None:
        """On site: the order with its deadlines as one paper, the advice as another."""
        stage, page = self.stage, self.open("order")
        for kind in ("order", "advice"):
            panel = cast("OrderPanel", page.panel)
            stage.until(lambda: cast("OrderPanel", page.panel).fixing is not None, "problems")
            stage.settle(self.window)
            if kind == "order":
                panel.choose(kind)
                stage.picture(self.window, "rectification-order-draft")
            else:
                panel._again(kind)
                stage.settle(self.window)
            stage.press(panel.primary)
            self._issued(kind)
            stage.settle(self.window)
        stage.picture(self.window, "rectification-papers")

    def report(self, wording: str) -> None:
        """The report with its five parts, submitted; `wording` replaces the evaluation where it was marked."""
        stage, page = self.stage, self.open("report")
        panel = cast("ReportPanel", page.panel)
        stage.until(lambda: panel.fields, "report")
        if wording:
            stage.type_into(panel.fields["evaluation"], wording)
        stage.picture(self.window, "report-marked" if wording else "report")
        stage.press(panel.primary)
        stage.until(lambda: page.case is not None and not page.case.here, "report submitted")
        stage.settle(self.window)

    def take_back(self) -> None:
        """Take the dossier up again, after the chief gave it back."""
        page = self.open()
        self.stage.until(page.strip.isVisible, "given back")
        self.stage.press(page.strip._action)
        self.stage.settle(self.window)

    def _issued(self, kind: str) -> None:
        page = self.page
        self.stage.until(lambda: page.case is not None and page.case.paper(kind) is not None, kind)

    def _signed(self, count: int) -> None:
        page = self.page
        self.stage.until(lambda: page.case is not None and len(page.case.signatures) >= count, "signed")
        self.stage.settle(self.window)

    def _answer_questions(self, panel: CheckPanel) -> None:
        from inspector_desktop.gui.kit.answering.asked import Asked
        from inspector_desktop.gui.kit.answering.choosing import ButtonsEditor, SegmentsEditor

        stage, shown = self.stage, panel.sheet.list
        wanted = {"site": "fuel", "hazard": "yes", "report_date": "2026-06-12", "report_number": "AT-2026-0612",
                  "report_outcome": "passed", "cert_until": "2028-05-31"}  # fmt: skip
        for _ in range(3):  # an answer makes further questions apply
            for row in tuple(shown.rows()):
                if (
                    not isinstance(row, Asked)
                    or not row.answerable
                    or row.read_only
                    or panel.sheet.given(row.key).value
                ):
                    continue
                shown.open(row.key)
                editor = shown.question.editor
                names: list[str] = []
                if isinstance(editor, SegmentsEditor | ButtonsEditor):
                    names = [one.key for one in editor.source.options(row.key)]
                value = wanted.get(row.key, "no" if "no" in names else "")
                value = names[0] if names and value not in names else value
                if isinstance(editor, SegmentsEditor):
                    stage.press(editor.group.button(value))
                elif isinstance(editor, ButtonsEditor):
                    stage.press(editor.buttons[value])
                elif editor is not None and value:
                    stage.type_into(editor.entry(), value)
                    shown.flush()
            stage.settle(self.window)
        stage.picture(self.window, "check-basics")


def _photograph(key: str) -> bytes:
    """An invented photograph of a finding: a wall, a strip of metal, and what is wrong with it."""
    shade = sum(map(ord, key)) % 60
    picture = Image.linear_gradient("L").resize((1600, 1200)).convert("RGB")
    tint = Image.new("RGB", picture.size, (150 + shade, 158, 170 - shade))
    picture = Image.blend(picture, tint, 0.6)
    brush = ImageDraw.Draw(picture)
    brush.rectangle((180 + shade * 4, 0, 236 + shade * 4, 1200), fill=(108, 104, 98))
    brush.line((0, 760, 1600, 700 + shade), fill=(74, 70, 66), width=16)
    brush.ellipse((160 + shade * 4, 560, 256 + shade * 4, 660), fill=(140, 82, 44))
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=88)
    return target.getvalue()
