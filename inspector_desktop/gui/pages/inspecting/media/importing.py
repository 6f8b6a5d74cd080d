"""导入手机照片: a card, a telephone or a folder; those of the visit ticked, each with the line its time proposes.

Nothing is kept before 存入 is pressed; then the pictures go into the dossier ten at a time, each ten whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QCheckBox, QDialog, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from inspector_desktop.check.pictures import glance, read_picture
from inspector_desktop.clock import moment
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Known, Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.banner import Banner
from inspector_desktop.gui.kit.fields import ChoiceField, NumberField
from inspector_desktop.gui.kit.section import EmptyState
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.inspecting.media.adding import (
    Made,
    Wish,
    enter_made,
    make_picture,
    stamped,
    tell_added,
)
from inspector_desktop.gui.pages.inspecting.media.grid import MIME, Wall
from inspector_desktop.gui.pages.inspecting.media.scene import Scene, place_of
from inspector_desktop.gui.pages.inspecting.media.shots import KNOWN, REFUSED, UNREAD, Shot, near, propose, read_shot
from inspector_desktop.gui.pages.inspecting.media.sources import Found, pictures_in, sources
from inspector_desktop.gui.pages.inspecting.media.stampwords import stamp_words
from inspector_desktop.gui.pages.inspecting.pictures import ask_folder
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.gui.tasks import Ticket

_AT_ONCE, _THUMB, _PAUSE_MS = 6, 200, 120
_TOGETHER = 10
_SIDE = 300
FOLDER = "folder"


class Targets(QListWidget):
    """Lines and steps; what is dropped on one, or selected when one is pressed, goes there (``assigned``)."""

    assigned = Signal(str, object)

    def __init__(self, targets: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setAcceptDrops(True)
        self.setFont(look.body())
        self.setAccessibleName(say("evidence-targets"))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSpacing(4)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for key, text in targets:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setToolTip(text)
            self.addItem(item)
        self.itemActivated.connect(self._tell)
        self.itemClicked.connect(self._tell)

    def _tell(self, item: QListWidgetItem) -> None:
        self.assigned.emit(item.data(Qt.ItemDataRole.UserRole), None)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if item is not None:
            self.setCurrentItem(item)
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        rows = bytes(event.mimeData().data(MIME).data()).decode()
        if item is not None and rows:
            self.assigned.emit(item.data(Qt.ItemDataRole.UserRole), [int(one) for one in rows.split(",")])
            event.acceptProposedAction()


class ImportWindow(QDialog):
    """The window. It stays open until what was ticked is kept, or it is closed."""

    def __init__(self, page: InspectionPage, scene: Scene) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("do-import-media"))
        look.paint_over(self, look.PAGE)
        self._page, self.scene = page, scene
        self._waiting: list[int] = []
        self._reading = False
        self._ticket: Ticket | None = None
        self.banner = Banner()
        self.wall = Wall()
        self.wall.set_targets(scene.targets)
        self.wall.model_of.wanted.connect(self._want)
        self.wall.ticked.connect(self.show_counts)
        self.targets = Targets(scene.targets)
        self.targets.assigned.connect(self.assign)
        self.source = ChoiceField(hint=say("evidence-source-hint"))
        self.source.edited.connect(self._on_source)
        self.offset = NumberField("0", unit=say("evidence-minutes"), width=110)
        self.offset.edited.connect(self.shift)
        self.keep = QCheckBox(say("evidence-keep-original"))
        self.stamp = QCheckBox(say("evidence-stamp"))
        self.late = QCheckBox(say("evidence-late"))
        self.late.setToolTip(say("evidence-late-note"))
        self.only = QCheckBox(say("evidence-only-visit"))
        self.only.toggled.connect(self._filter)
        self.counts = texts.soft("")
        self.go = buttons.primary(say("evidence-import-none"), self.store)
        self.go.setEnabled(False)
        self._empty = EmptyState(say("evidence-import-title"), say("evidence-import-how"))
        self._lay()
        self.resize(1160, 680)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read_next)
        self.look_for_sources()

    def _lay(self) -> None:
        folder = buttons.secondary(say("inspection-choose-folder"), lambda: ask_folder(self, self.open_folder))
        again = buttons.quiet(say("evidence-source-again"), self.look_for_sources)
        self.source.setMinimumWidth(260)
        clock = texts.row(texts.label(say("evidence-offset")), self.offset, gap=8)
        top = texts.row(self.source, folder, again, None, clock)
        top.setContentsMargins(look.MARGIN, 14, look.MARGIN, 12)
        note = texts.small(say("evidence-offset-note"))
        notes = texts.row(self.only, None, note)
        notes.setContentsMargins(look.MARGIN, 8, look.MARGIN, 8)
        side = texts.boxed(texts.column(texts.small(say("evidence-targets-how"), wrap=True), self.targets, gap=8))
        side.setFixedWidth(_SIDE)
        inner = side.layout()
        if inner is not None:
            inner.setContentsMargins(16, 12, 8, 8)
        look.paint_over(side, look.PAPER)
        self._walls = texts.boxed(texts.column(self._empty, self.wall, gap=0))
        middle = texts.row(self._walls, texts.Hairline(vertical=True), side, gap=0)
        middle.setStretch(0, 1)
        foot = texts.row(self.keep, 16, self.stamp, 16, self.late, None, self.counts, 16, self.go)
        foot.setContentsMargins(look.MARGIN, 12, look.MARGIN, 12)
        self.setLayout(
            texts.column(
                self.banner, top, texts.Hairline(), notes, texts.Hairline(colour=look.HAIR), middle, texts.Hairline(),
                foot, gap=0,
            )
        )  # fmt: skip
        self.wall.hide()

    def shots(self) -> list[Shot]:
        """What lies on the source, as the wall shows it."""
        return self.wall.model_of.shots

    def look_for_sources(self) -> None:
        """See which cards and telephones are there; the only one is opened at once."""

        def show(found: object) -> None:
            assert isinstance(found, tuple)  # noqa: S101  (what `sources` returns)
            self._sources = {str(one.path): one for one in found}
            self.source.set_choices([(str(one.path), one.title) for one in found])
            if len(found) == 1 and not self.shots():
                self.source.set_value(str(found[0].path))
                self.open_folder(found[0].path)

        self._page.context.pool.run(lambda _: sources(), done=show, owner=self)

    def _on_source(self, key: str) -> None:
        if key:
            self.open_folder(Path(key))

    def open_folder(self, folder: Path) -> None:
        """Show the pictures of a folder; each is looked at when it is seen, those of the visit at once."""
        self.banner.clear()
        self._page.context.pool.run(lambda _: pictures_in(folder), done=self.show_files, owner=self)

    def show_files(self, found: Sequence[Found]) -> None:
        """Show picture files."""
        shots = [Shot(one) for one in found]
        self.wall.model_of.set_shots(shots)
        self.wall.setVisible(bool(shots))
        self._empty.setVisible(not shots)
        if not shots:
            self._empty.say(say("evidence-import-nothing"), say("evidence-import-how"))
        self._waiting = near(shots, self.scene)
        self._pause.start()
        self._filter()
        self.show_counts()

    def _want(self, at: int) -> None:
        if at not in self._waiting:
            self._waiting.append(at)
            if not self._pause.isActive():
                self._pause.start()

    def _read_next(self) -> None:
        """Look at a few more files, off the UI thread; a refused one says why."""
        if self._reading:
            return
        shots = self.shots()
        rows = [one for one in dict.fromkeys(self._waiting) if one < len(shots) and shots[one].state == UNREAD]
        now, self._waiting = rows[:_AT_ONCE], rows[_AT_ONCE:]
        if not now:
            return
        self._reading = True
        paths = [(at, shots[at].found.path) for at in now]
        self._page.context.pool.run(
            lambda ticket: [(at, path, _glanced(path, ticket)) for at, path in paths], done=self._looked, owner=self
        )

    def _looked(self, found: list[tuple[int, Path, tuple[bytes, str, str] | Known]]) -> None:
        self._reading = False
        for at, path, what in found:
            shots = self.shots()
            if at >= len(shots) or shots[at].found.path != path:
                continue
            if isinstance(what, Known):
                self.wall.model_of.put(at, replace(shots[at], state=REFUSED, why=sentence(what), chosen=False))
            else:
                jpeg, taken, digest = what
                shot = read_shot(shots[at], taken, digest, QImage.fromData(jpeg), self.scene, self.offset_s())
                self.wall.model_of.put(at, shot)
        self._filter()
        self.show_counts()
        if self._waiting:
            self._read_next()

    def offset_s(self) -> int:
        """What is added to the telephone's clock, in seconds: it is told how many minutes that is fast."""
        try:
            return -round(float(self.offset.value() or "0") * 60)
        except ValueError:
            return 0

    def shift(self) -> None:
        """The clock was set right: propose again what nobody has decided."""
        for at, shot in enumerate(self.shots()):
            if shot.state not in {UNREAD, REFUSED}:
                self.wall.model_of.put(at, propose(shot, self.scene, self.offset_s()))
        self._filter()
        self.show_counts()

    def assign(self, target: str, rows: Sequence[int] | None) -> None:
        """Bind shots (those selected, where none are named) to a line or step; that ticks them too."""
        chosen = rows if rows is not None else self.wall.chosen_rows()
        for at in chosen:
            shot = self.shots()[at]
            if shot.free:
                made = replace(shot, target=target, placed=True, chosen=True, ticked=True)
                self.wall.model_of.put(at, made)
        self.show_counts()
        if not chosen:
            self.banner.tell(say("evidence-select-first"), "blue")

    def show_counts(self) -> None:
        """Say how many there are, ticked and known."""
        shots = self.shots()
        chosen = sum(one.chosen and one.free for one in shots)
        known = sum(one.state == KNOWN for one in shots)
        self.counts.setText(say("evidence-import-counts", total=len(shots), known=known) if shots else "")
        self.go.setText(say("evidence-import-go", count=chosen) if chosen else say("evidence-import-none"))
        self.go.setEnabled(bool(chosen) and self._ticket is None)

    def _filter(self) -> None:
        for at, shot in enumerate(self.shots()):
            self.wall.setRowHidden(at, self.only.isChecked() and not shot.chosen)

    def store(self) -> None:
        """Put what is ticked into the dossier, ten at a time."""
        chosen = [one for one in self.shots() if one.chosen and one.free]
        if chosen and self._ticket is None:
            self._store_next(chosen, 0, Made(), 0)

    def _store_next(self, chosen: list[Shot], at: int, before: Made, added: int) -> None:
        some = chosen[at : at + _TOGETHER]
        if not some:
            self._finish(before, added)
            return
        self.go.setEnabled(False)
        self.banner.tell(say("evidence-importing", done=at, total=len(chosen)), "blue")
        keep, offset = self.keep.isChecked(), self.offset_s()
        words = stamp_words(self._page, self.scene) if self.stamp.isChecked() else None
        late, now = self.late.isChecked(), self._page.context.clock.now()

        def make(ticket: Ticket) -> Made:
            pictures, refused = list(before.pictures[:0]), []
            for one in some:
                ticket.check()
                line, step = place_of(one.target)
                wish = Wish(line=line, step=step, offset_s=offset, keep_original=keep)
                try:
                    made = make_picture(read_picture(one.found.path), one.found.path.name, wish)
                except Refused as error:
                    refused.append(error)
                    continue
                if late and one.at and moment(one.at) <= now:
                    made = replace(made, happened_at=moment(one.at))
                pictures.append(made)
                if words is not None:
                    pictures.append(stamped(made, words(made)))
            return Made(tuple(pictures), (), tuple(refused))

        def kept(made: Made, count: int) -> None:
            whole = Made((*before.pictures, *made.pictures), (), (*before.refused, *made.refused))
            self._ticket = None
            self._store_next(chosen, at + _TOGETHER, whole, added + count)

        def failed(error: Known) -> None:
            self._ticket = None
            self.banner.refuse(sentence(error))
            self.show_counts()

        def enter(made: Made) -> None:
            self._page.do(enter_made, made=made, wish=Wish(), done=lambda count: kept(made, count), failed=failed)

        self._ticket = self._page.context.pool.run(make, done=enter, failed=failed, owner=self)

    def _finish(self, made: Made, added: int) -> None:
        tell_added(self._page, made, added)
        self.accept()

    @override
    def done(self, result: int) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
        super().done(result)


def _glanced(path: Path, ticket: Ticket) -> tuple[bytes, str, str] | Known:
    ticket.check()
    try:
        content = read_picture(path)
        jpeg, taken = glance(content, path.name, _THUMB)
    except Known as error:
        return error
    return jpeg, taken, sha256_hex(content)


def open_import(page: InspectionPage, scene: Scene) -> QWidget:
    """Open the window over the page; nothing is blocked."""
    window = ImportWindow(page, scene)
    window.open()
    return window
