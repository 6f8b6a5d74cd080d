"""Evidence of a dossier beside the form: the moments to be recorded, photographs by line and step, recordings, papers.

Files may be dropped or pasted onto it. What was taken off stands at the end, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.check.evidence_acts import withdraw_picture, withdraw_recording
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import Chip, ChipText
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.kit.section import EmptyState, Entry, Section
from inspector_desktop.gui.pages.inspecting.case import moment_words, time_words
from inspector_desktop.gui.pages.inspecting.media.adding import Wish, add_given, ask_any
from inspector_desktop.gui.pages.inspecting.media.binding import UnboundSection, unbound_of
from inspector_desktop.gui.pages.inspecting.media.camera import CameraWindow, has_camera
from inspector_desktop.gui.pages.inspecting.media.importing import open_import
from inspector_desktop.gui.pages.inspecting.media.opening import given_any, open_recording
from inspector_desktop.gui.pages.inspecting.media.reasoning import ReasonWindow
from inspector_desktop.gui.pages.inspecting.media.recorder import RecorderForm
from inspector_desktop.gui.pages.inspecting.media.scene import Scene, length_words, load_scene, size_words
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.check.evidence_store import RecorderView, RecordingView
    from inspector_desktop.check.store import PhotoView
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.inspection.store import PaperView

_TONES = {"paper-void": "grey", "paper-final": "blue", "paper-signed": "green", "paper-served": "green"}
_ACROSS = 5
_Part = QWidget | int | None


class EvidencePanel(QWidget):
    """Everything that proves what the dossier says. ``scene`` is none until it was read."""

    def __init__(self, page: InspectionPage) -> None:
        super().__init__()
        self._page = page
        self._case: Case | None = None
        self._read: object = None
        self.scene: Scene | None = None
        self.unbound: UnboundSection | None = None
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_case(self, case: Case) -> None:
        """Read the evidence of a case, if anything was entered since it was read, and show it."""
        self._case = case
        key = (case.dossier, len(case.history), case.papers, case.here, case.photos)
        if key == self._read:
            return
        if self.scene is not None and self.scene.dossier != case.dossier:
            self.scene = None
        self._read = key
        self.read(self._show)

    def count(self, case: Case) -> int:
        """How many pieces there are: photographs, papers, recordings and recorder files in force."""
        found = self.scene.evidence if self.scene is not None and self.scene.dossier == case.dossier else None
        kept = len(case.photos) + len(case.papers)
        if found is None:
            return kept
        recordings = sum(not one.withdrawn for one in found.recordings)
        return kept + recordings + sum(not one.withdrawn for one in found.recorders)

    def read(self, done: Callable[[Scene], object]) -> None:
        """Read the evidence as it is now."""
        case, clock = self._case, self._page.context.clock
        if case is not None:
            view = case.view
            self._page.load(
                lambda session: load_scene(
                    session, bureau=view.bureau, dossier=view.dossier, subject=view.subject_name, clock=clock
                ),
                done,
            )

    def _show(self, scene: Scene) -> None:
        if self._case is None or scene.dossier != self._case.dossier:
            return
        self.scene = scene
        self._fill()
        tabs = self._page.paper.tabs()
        if "evidence" in tabs.keys():  # noqa: SIM118  (tabs are no mapping)
            tabs.set_text("evidence", say("inspection-evidence-count", count=self.count(self._case)))
        evidence = scene.evidence
        wanted = [one.hash for one in evidence.photos] + [one.photo.hash for one in evidence.withdrawn]
        self._page.thumbs.want(wanted, self._fill)

    def _fill(self) -> None:
        case, scene = self._case, self.scene
        if case is None or scene is None:
            return
        texts.empty_layout(self._column)
        evidence = scene.evidence
        anything = case.papers or evidence.photos or evidence.recordings or evidence.recorders or evidence.withdrawn
        if not anything and scene.visit is None:
            self._column.addWidget(EmptyState(say("inspection-no-evidence"), say("inspection-no-evidence-text")))
            return
        parts: list[_Part] = []
        if case.here and scene.visit is not None:
            parts += [self._tools(), 18]
        unbound = unbound_of(scene)
        self.unbound = UnboundSection(self._page, scene, unbound, here=case.here) if unbound else None
        if scene.visit is not None and case.view.mode not in OFF_SITE:
            parts += [self._moments(scene), 20]
        elif unbound:
            parts += [self._unbound_line(len(unbound)), 20]
        for section in (self.unbound, self._photos(scene), self._recorders(scene), self._recordings(scene),
                        self._papers(case), self._withdrawn(scene)):  # fmt: skip
            if section is not None:
                parts += [section, 20]
        inside = texts.column(*parts, None, gap=0)
        inside.setContentsMargins(20, 12, 20, 16)
        self._area = scrolled(texts.boxed(inside))
        self._column.addWidget(self._area)

    def _tools(self) -> QWidget:
        made = [
            buttons.secondary(say("do-import-media"), self.open_import),
            buttons.secondary(say("evidence-add-files"), lambda: ask_any(self._page)),
            buttons.secondary(say("do-register-video"), self.open_recorder),
        ]
        if has_camera():
            made.append(buttons.secondary(say("evidence-camera"), self._open_camera))
        return texts.boxed(
            texts.column(texts.row(*made, None), texts.small(say("evidence-drop-how"), wrap=True), gap=6)
        )

    def ask_reason(self, digest: str) -> None:
        """撤下 a photograph, asking why."""
        photo = next((one for one in (self.scene.evidence.photos if self.scene else ()) if one.hash == digest), None)
        if photo is None or not self._takes():
            return

        def withdraw(reason: str) -> None:
            self._page.do(
                withdraw_picture, digest=digest, line=photo.line, reason=reason,
                done=lambda _: self._page.show_notice(say("evidence-withdrawn-done"), "green"),
            )  # fmt: skip

        ReasonWindow(self._page, photo.original_name or say("inspection-evidence"), withdraw).open()

    def open_import(self) -> None:
        """导入手机照片, with the lines as they are answered now."""
        self.read(lambda scene: open_import(self._page, scene))

    def open_recorder(self) -> None:
        """登记录像."""
        self.read(lambda scene: RecorderForm(self._page, scene).open())

    def _open_camera(self) -> None:
        CameraWindow(self._page, lambda png: add_given(self._page, (png,))).open()

    def _moments(self, scene: Scene) -> QWidget:
        missing = len(scene.evidence.missing())
        years = self._page.context.profile.archive.recordings_years
        kept = say("evidence-kept-years", years=years) if years else say("evidence-kept-always")
        section = Section(say("evidence-moments"), kept, line=True)
        for one in scene.evidence.moments:
            by = " · ".join(say(key, count=count) for key, count in one.by)
            chip = Chip(say("evidence-missing"), "amber") if one.missing else Chip(say("evidence-covered"), "green")
            line = texts.row(chip, texts.label(say(one.moment)), None, texts.small(by), gap=10)
            line.setContentsMargins(0, 5, 0, 5)
            section.add(line)
        if missing:
            section.add(texts.small(say("evidence-moments-note"), wrap=True), gap=4)
        unbound = unbound_of(scene)
        if unbound:
            section.add(self._unbound_line(len(unbound)), gap=6)
        return section

    def _unbound_line(self, count: int) -> QWidget:
        chip = Chip(say("evidence-unbound", count=count), "amber")
        return texts.boxed(texts.row(chip, buttons.link(say("evidence-unbound-go"), self.to_unbound), None, gap=10))

    def to_unbound(self) -> None:
        """Bring the pictures that belong nowhere yet into sight, the keyboard in the first list."""
        if self.unbound is None:
            return
        self._area.ensureWidgetVisible(self.unbound, 0, 20)
        field = self.unbound.every or next(iter(self.unbound.fields.values()), None)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _photos(self, scene: Scene) -> QWidget | None:
        unbound = unbound_of(scene)
        photos = [one for one in scene.evidence.photos if one not in unbound]
        if not photos:
            return None
        section = Section(say("inspection-photos"), say("kit-photos", count=len(photos)), line=True)
        places: dict[tuple[str, str], list[PhotoView]] = {}
        for one in photos:
            places.setdefault((one.line, scene.evidence.origin(one.hash).step), []).append(one)
        for (line, step), some in places.items():
            section.add(texts.ElidedLabel(scene.words(line, step), font=look.small(), ink=look.SOFT), gap=10)
            for at in range(0, len(some), _ACROSS):
                section.add(self._strip(some[at : at + _ACROSS], Wish(line=line, step=step)), gap=4)
        return section

    def _strip(self, photos: list[PhotoView], wish: Wish) -> PhotoStrip:
        strip = PhotoStrip(
            tuple(Photo(one.hash, self._page.thumbs.image(one.hash), _title(one)) for one in photos), caption=" "
        )
        strip.opened.connect(self._page.open_photo)
        strip.remove_asked.connect(self.ask_reason)
        if self._case is not None and self._case.here:
            strip.given.connect(lambda given: add_given(self._page, given, wish))
        else:
            strip.setAcceptDrops(False)
        return strip

    def _recorders(self, scene: Scene) -> QWidget | None:
        if not scene.evidence.recorders:
            return None
        section = Section(say("evidence-recorders"), line=True)
        for one in scene.evidence.recorders:
            section.add(self._recorder(one))
        return section

    def _recorder(self, one: RecorderView) -> Entry:
        moments = "、".join(say(key) for key in one.moments)
        times = f"{moment_words(one.from_at)}—{time_words(one.until_at)}"
        words = say("evidence-recorder-line", times=times, keeper=one.keeper, moments=moments)
        return self._entry(
            say("evidence-recorder-title", device=one.device, file=one.file), f"{words} {one.note}".strip(),
            one.withdrawn, lambda why: self._take_off(why, device=one.device, file=one.file),
        )  # fmt: skip

    def _recordings(self, scene: Scene) -> QWidget | None:
        if not scene.evidence.recordings:
            return None
        section = Section(say("evidence-recordings"), line=True)
        for one in scene.evidence.recordings:
            section.add(self._recording(one, scene))
        return section

    def _recording(self, one: RecordingView, scene: Scene) -> Entry:
        parts = (say(f"evidence-kind-{one.kind}"), length_words(one.seconds), size_words(one.size),
                 scene.words(one.line, one.step), one.note)  # fmt: skip
        return self._entry(
            one.name, "　".join(part for part in parts if part), one.withdrawn,
            lambda why: self._take_off(why, digest=one.hash), lambda: open_recording(self._page, one),
        )  # fmt: skip

    def _entry(
        self, title: str, words: str, withdrawn: str, take_off: Callable[[str], object],
        look_at: Callable[[], object] | None = None,
    ) -> Entry:  # fmt: skip
        links: list[QWidget] = []
        if look_at is not None:
            links.append(buttons.link(say("inspection-open-paper"), look_at))
        if not withdrawn and self._case is not None and self._case.here:
            ask = ReasonWindow
            links.append(buttons.link(say("evidence-withdraw"), lambda: ask(self, title, take_off).open()))
        chip = ChipText(say("evidence-withdrawn"), "grey") if withdrawn else None
        if withdrawn:
            words = f"{words}　{say('evidence-withdrawn-because', reason=withdrawn)}"
        return Entry(title, words, chip=chip, bold=False, right=texts.boxed(texts.row(*links, gap=12)), small=True)

    def _take_off(self, reason: str, *, digest: str = "", device: str = "", file: str = "") -> None:
        self._page.do(
            withdraw_recording, reason=reason, digest=digest, device=device, file=file,
            done=lambda _: self._page.show_notice(say("evidence-withdrawn-done"), "green"),
        )  # fmt: skip

    def _papers(self, case: Case) -> QWidget | None:
        if not case.papers:
            return None
        section = Section(say("inspection-papers"), line=True)
        for paper in case.papers:
            section.add(self._paper(paper))
        return section

    def _paper(self, paper: PaperView) -> Entry:
        chip = ChipText(say(paper.state), _TONES.get(paper.state, "grey"))
        look_at = buttons.link(say("inspection-open-paper"), lambda: self._page.print_kept(paper))
        words = "　".join(part for part in (paper.number, moment_words(paper.issued_at), paper.note) if part)
        return Entry(paper.title, words, chip=chip, bold=False, right=look_at, small=True)

    def _withdrawn(self, scene: Scene) -> QWidget | None:
        if not scene.evidence.withdrawn:
            return None
        section = Section(say("evidence-withdrawn-photos"), say("evidence-withdrawn-note"), line=True)
        for one in scene.evidence.withdrawn:
            strip = self._strip([one.photo], Wish())
            strip.setAcceptDrops(False)
            strip.setFixedWidth(80)
            why = texts.small(say("evidence-withdrawn-because", reason=one.reason), wrap=True)
            line = texts.row(strip, why)
            line.setStretch(1, 1)
            section.add(line, gap=8)
        return section

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        given = given_any(None) if event.matches(QKeySequence.StandardKey.Paste) and self._takes() else ()
        if given:
            add_given(self._page, given)
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes() and given_any(event.mimeData(), peek=True):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        given = given_any(event.mimeData())
        if given and self._takes():
            event.acceptProposedAction()
            add_given(self._page, given)

    def _takes(self) -> bool:
        return self._case is not None and self._case.here and self.scene is not None and self.scene.visit is not None


def _title(photo: PhotoView) -> str:
    return "　".join(part for part in (photo.note, photo.original_name, moment_words(photo.added_at)) if part)
