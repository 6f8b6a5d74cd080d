"""One picture large, with all that is known of it: camera, place, hash, line or step; bind, mark, stamp, take off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QInputDialog, QWidget

from inspector_desktop.check.evidence_acts import Picture, add_picture, derive, move_picture, withdraw_picture
from inspector_desktop.check.pictures import Prepared
from inspector_desktop.check.store import PhotoView
from inspector_desktop.errors import Known
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.banner import Banner
from inspector_desktop.gui.kit.fields import ChoiceField, LineField, read_date
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.section import KeyValues, Value
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.greyed import grey, why_away
from inspector_desktop.gui.pages.inspecting.media.canvas import TEXT, TOOLS, Canvas, Mark
from inspector_desktop.gui.pages.inspecting.media.reasoning import ReasonWindow
from inspector_desktop.gui.pages.inspecting.media.scene import Scene, clock_words, place_of, size_words, target_of
from inspector_desktop.gui.pages.inspecting.media.stamping import burn, prepared_of
from inspector_desktop.gui.pages.inspecting.media.stampwords import stamp_words
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.check.evidence_store import OriginView
    from inspector_desktop.gui.pages.inspection import InspectionPage

_SIDE = 330


class PictureWindow(QDialog):
    """The window. What is changed is entered at once; the picture itself never is."""

    def __init__(self, page: InspectionPage, scene: Scene, photo: PhotoView, content: bytes) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(photo.original_name or say("inspection-evidence"))
        look.paint_over(self, look.PAPER)
        self._page, self.scene, self.photo, self._content = page, scene, photo, content
        self.origin = scene.evidence.origin(photo.hash)
        withdrawn = [one for one in scene.evidence.withdrawn if one.photo == photo]
        self.banner = Banner()
        self.canvas = Canvas(QImage.fromData(content))
        self.canvas.drawn.connect(self._show_tools)
        self.canvas.text_asked.connect(self._ask_words)
        self.tools = buttons.ChoiceGroup(tuple((one, say(f"evidence-tool-{one}")) for one in TOOLS))
        self.tools.chosen.connect(self.canvas.set_tool)
        self.undo = buttons.secondary(say("evidence-undo"), self.canvas.undo)
        self.keep = buttons.primary(say("evidence-keep-marked"), self.keep_marked)
        self.burn = buttons.secondary(say("evidence-stamp-one"), self.keep_stamped)
        bound = target_of(photo.line, self.origin.step) if photo.line or self.origin.step else ""
        self.target = ChoiceField(scene.targets, bound, hint=say("evidence-unbound-one"))
        self.note = LineField(say("evidence-note-hint"), photo.note)
        self.save = buttons.primary(say("evidence-save-binding"), self.bind)
        self.take_off = buttons.danger(say("evidence-withdraw"), self.ask_reason)
        self.target.edited.connect(self._show_tools)
        self.note.edited.connect(self._show_tools)
        self._why = say("greyed-withdrawn") if withdrawn else why_away(page.case)
        self.why = texts.small("", wrap=True)
        for part in (self.target, self.note, self.take_off, self.tools, self.burn):
            grey(part, self._why)
        facts = texts.column(KeyValues(_facts(photo, self.origin, scene), label_width=84), None)
        if withdrawn:
            reason = say("evidence-withdrawn-because", reason=withdrawn[0].reason)
            facts = texts.column(texts.label(reason, ink=look.RED, wrap=True), 10, facts)
        column = texts.column(
            texts.small(say("evidence-belongs")), self.target, self.note, texts.row(self.save, None, self.take_off),
            self.why, 6,
            texts.Hairline(), 6, scrolled(texts.boxed(facts)), gap=8,
        )  # fmt: skip
        column.setStretch(column.count() - 1, 1)
        column.setContentsMargins(18, 16, 18, 12)
        side = texts.boxed(column)
        side.setFixedWidth(_SIDE)
        tools = texts.row(self.tools, self.undo, None, self.burn, self.keep)
        tools.setContentsMargins(18, 10, 18, 10)
        left = texts.column(self.canvas, tools, gap=0)
        left.setStretch(0, 1)
        body = texts.row(left, texts.Hairline(vertical=True), side, gap=0)
        body.setStretch(0, 1)
        self.setLayout(texts.column(self.banner, body, gap=0))
        self.resize(1120, 660)
        self._show_tools()

    def _show_tools(self) -> None:
        drawn = bool(self.canvas.marks())
        nothing = "" if drawn else say("greyed-nothing-drawn")
        grey(self.undo, self._why or nothing)
        grey(self.keep, self._why or nothing)
        before = (self.photo.line, self.origin.step, self.photo.note)
        same = (*self._place(), self.note.value()) == before
        grey(self.save, self._why or (say("greyed-unchanged") if same else ""), self.why)

    def _ask_words(self, x: float, y: float) -> None:
        asking = QInputDialog(self)
        asking.setWindowTitle(say("evidence-tool-text"))
        asking.setLabelText(say("evidence-text-words"))
        asking.textValueSelected.connect(lambda words: self.write(x, y, words))
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.open()

    def write(self, x: float, y: float, words: str) -> None:
        """Put words on the picture."""
        if words.strip():
            self.canvas.add(Mark(TEXT, ((x, y),), words.strip()))

    def bind(self) -> None:
        """Bind the picture elsewhere, or give it another caption."""
        line, step = self._place()
        self._page.do(
            move_picture, digest=self.photo.hash, before=self.photo.line, line=line, step=step, note=self.note.value(),
            done=lambda _: self._finish("evidence-bound"), failed=self._failed,
        )  # fmt: skip

    def _place(self) -> tuple[str, str]:
        """Line and step chosen; where nothing is, those it has, which may be a question's that is not in the list."""
        chosen = self.target.value()
        return place_of(chosen) if chosen else (self.photo.line, self.origin.step)

    def ask_reason(self) -> None:
        """Ask why it is taken off."""
        ReasonWindow(self, self.photo.original_name or say("inspection-evidence"), self.withdraw).open()

    def withdraw(self, reason: str) -> None:
        """Take it off."""
        self._page.do(
            withdraw_picture, digest=self.photo.hash, line=self.photo.line, reason=reason,
            done=lambda _: self._finish("evidence-withdrawn-done"), failed=self._failed,
        )  # fmt: skip

    def keep_marked(self) -> None:
        """Keep a copy with what was drawn; the picture stays as it is."""
        image = self.canvas.burnt()
        name = say("evidence-marked-name", name=self.photo.original_name)
        self._page.context.pool.run(
            lambda _: derive(self.photo, prepared_of(image), made_by="annotation", name=name, step=self.origin.step),
            done=self._enter, owner=self,
        )  # fmt: skip

    def keep_stamped(self) -> None:
        """Keep a copy with time, place, subject and officers burnt in."""
        words = stamp_words(self._page, self.scene)
        name = say("evidence-stamped-name", name=self.photo.original_name)

        told = Prepared(
            b"", 0, 0, "", self.photo.taken_at, latitude=self.origin.latitude, longitude=self.origin.longitude
        )
        lines = words(Picture(told, name, offset_s=self.origin.offset_s))

        def make(_: object) -> Picture:
            return derive(self.photo, burn(self._content, lines), made_by="stamp", name=name, step=self.origin.step)

        self._page.context.pool.run(make, done=self._enter, owner=self)

    def _enter(self, picture: Picture) -> None:
        def entered(digest: str) -> None:
            self._finish("evidence-derived-done")
            self._page.derived.emit(picture.made_of, digest)

        self._page.do(add_picture, picture=picture, done=entered, failed=self._failed)

    def _finish(self, key: str) -> None:
        self._page.show_notice(say(key), "green")
        self.accept()

    def _failed(self, error: Known) -> None:
        self.banner.refuse(sentence(error))


def _facts(photo: PhotoView, origin: OriginView, scene: Scene) -> list[Value]:
    """What is known of a picture, line by line; what a camera did not tell is left out."""
    made = [Value(say("evidence-fact-taken"), _taken_words(photo, origin))]
    if origin.device:
        made.append(Value(say("evidence-fact-device"), origin.device))
    if origin.latitude:
        made.append(Value(say("evidence-fact-place"), f"{origin.latitude}, {origin.longitude}"))
    size = size_words(origin.original_size) if origin.original_size else ""
    made += [
        Value(say("evidence-fact-added"), moment_words(photo.added_at)),
        Value(say("evidence-fact-original"), photo.original_name, size),
        Value(say("evidence-fact-hash"), photo.original_hash[:16], say("evidence-fact-hash-note"), mono=True),
    ]
    if origin.made_of:
        found = next((one.original_name for one in scene.evidence.photos if one.hash == origin.made_of), "")
        made.append(Value(say("evidence-fact-made"), say(f"evidence-made-{origin.made_by}"), found))
    else:
        key = "evidence-original-kept" if origin.original else "evidence-original-shrunk"
        made.append(Value(say("evidence-fact-kept"), say(key), _dropped_words(origin)))
    if origin.moved:
        made.append(Value(say("evidence-fact-moved"), say("evidence-moved", count=origin.moved)))
    return made


def _taken_words(photo: PhotoView, origin: OriginView) -> str:
    if not photo.taken_at:
        return say("evidence-untimed")
    if origin.offset_s and origin.shown_at:
        return say("evidence-corrected", at=clock_words(origin.shown_at), camera=_camera_words(photo.taken_at))
    return _camera_words(photo.taken_at)


def _camera_words(taken: str) -> str:
    """What a camera's clock showed, such as 11月20日 14:15:02."""
    day = read_date(taken[:10])
    return f"{say('inspection-day', month=day.month, day=day.day)}{taken[10:]}" if day else taken


def _dropped_words(origin: OriginView) -> str:
    return say("evidence-dropped", count=origin.dropped) if origin.dropped else ""


def open_picture(page: InspectionPage, scene: Scene, digest: str, content: bytes) -> QWidget | None:
    """Open the window for a picture of the scene, in force or taken off; none for a hash that is no picture of it."""
    evidence = scene.evidence
    photos = [*evidence.photos, *(one.photo for one in evidence.withdrawn)]
    found = next((one for one in photos if one.hash == digest), None)
    if found is None:
        return None
    window = PictureWindow(page, scene, found, content)
    window.open()
    return window
