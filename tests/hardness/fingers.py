"""What one random event is: where somebody points, what is pressed, typed, dropped, chosen. Chooses; counts nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import TypeGuard

from factories.opening import PIN
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QInputMethodEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from inspector_desktop.gui.kit.checksheet import CheckSheet
from inspector_desktop.gui.kit.fields import PinField
from inspector_desktop.gui.kit.signaturepad import SignaturePad
from inspector_desktop.gui.window import MainWindow

KEY, MODIFIER, BUTTON = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton
WORDS = (
    "滑县第三加油站", "检测报告日期为2026年3月2日，已超过半年。", "赵永安", "𠮷野家", "１２３", "现场未见警示标志；", "（）“”",
    "\u202e倒", "长" * 400, "一\n二\n三", " ", "　",
)  # fmt: skip
PLAIN = ("0", "1", "12", "-1", "2026-11-20", "11.5", "13803720000", "'; --", "abc", "%_", "S0001", "9" * 40)
KEYS = (
    KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Return, KEY.Key_Space, KEY.Key_Down, KEY.Key_Up, KEY.Key_Left, KEY.Key_Right,
    KEY.Key_Home, KEY.Key_End, KEY.Key_PageDown, KEY.Key_PageUp, KEY.Key_Delete, KEY.Key_Backspace, KEY.Key_Escape,
    KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_4, KEY.Key_0, KEY.Key_A, KEY.Key_N, KEY.Key_J, KEY.Key_K, KEY.Key_F1,
    KEY.Key_F5, KEY.Key_F11, KEY.Key_Slash,
)  # fmt: skip
SHORTCUTS = (KEY.Key_Return, KEY.Key_L, *(getattr(KEY, f"Key_{one}") for one in "ZYFSNPACVXDREGHOKBTW"))
ANSWERS = (
    KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_4, KEY.Key_Down, KEY.Key_Down, KEY.Key_Up, KEY.Key_Return, KEY.Key_Space,
)  # fmt: skip
SIZES = ((1366, 768), (1100, 600), (1920, 1080), (1280, 1024), (900, 500))
PATIENCE = 40  # events in one modal window, after which it is shut

Event = tuple[str, Callable[[], object]]


class Fingers:
    """Somebody's hands on one window of the program."""

    def __init__(self, luck: random.Random, window: MainWindow, dossiers: list[str]) -> None:
        self.luck, self.window, self.dossiers = luck, window, dossiers
        self._modal: QWidget | None = None
        self._pointed: QWidget = window
        self._stayed = 0
        self._kinds: dict[str, tuple[int, Callable[[], object]]] = {
            "point": (260, self._point), "button": (80, self._button), "key": (280, self._key), "wheel": (80, self._wheel),
            "type": (60, self._type), "answer": (110, self._answer), "move": (80, self._move), "go": (15, self._go),
            "visit": (10, self._visit), "menu": (5, self._menu), "field": (20, self._field), "size": (2, self._size),
            "write": (5, self._write), "drop": (4, self._drop), "news": (4, self._news), "switch": (1, self._switch),
        }  # fmt: skip
        self._names = list(self._kinds)
        self._weights = [weight for weight, _ in self._kinds.values()]

    def choose(self) -> Event:
        """The next event; a window that holds everything up is shut after a while."""
        modal = QApplication.activeModalWidget()
        self._stayed = self._stayed + 1 if modal is not None and modal is self._modal else 0
        self._modal = modal
        if self._stayed > PATIENCE:
            self._stayed = 0
            return "shut", self._shut
        name = self.luck.choices(self._names, self._weights)[0]
        return name, self._kinds[name][1]

    def where(self) -> str:
        """Page, window and widget with the keyboard, for the trail."""
        front, focus = self._front(), QApplication.focusWidget()
        return f"{self.window.current} {type(front).__name__} {type(focus).__name__}"

    def _front(self) -> QWidget:
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if is_there(over):
            return over
        others = [one for one in QApplication.topLevelWidgets() if is_there(one) and one.isVisible()]
        others = [one for one in others if one is not self.window]
        return self.luck.choice(others) if others and self.luck.random() < 0.5 else self.window

    def _focused(self) -> QWidget:
        front = self._front()
        focus = QApplication.focusWidget()
        if not is_there(focus) or not is_there(front) or focus.window() is not front.window():
            return front if is_there(front) else self.window
        return focus

    def _somewhere(self) -> tuple[QWidget, QPoint]:
        front = self._pointed = self._front()  # held: a part found below it is of use only as long as its window is
        place = QPoint(self.luck.randrange(max(1, front.width())), self.luck.randrange(max(1, front.height())))
        hit = front.childAt(place) or front
        if not is_there(hit):
            return self.window, QPoint(5, 5)
        return hit, hit.mapFrom(front, place)

    def _point(self) -> None:
        hit, place = self._somewhere()
        if self.luck.random() < 0.1:
            QTest.mouseDClick(hit, BUTTON.LeftButton, MODIFIER.NoModifier, place)
        else:
            modifier = self.luck.choice((MODIFIER.NoModifier,) * 8 + (MODIFIER.ShiftModifier, MODIFIER.ControlModifier))
            QTest.mouseClick(hit, BUTTON.LeftButton, modifier, place)

    def _button(self) -> None:
        if (found := self._one_of(QAbstractButton)) is not None:
            QTest.mouseClick(found, BUTTON.LeftButton)

    def _one_of(self, kind: type[QWidget]) -> QWidget | None:
        front = self._pointed = self._front()
        found = [one for one in front.findChildren(kind) if one.isVisible() and one.isEnabled()]
        return self.luck.choice(found) if found else None

    def _key(self) -> None:
        if self.luck.random() < 0.15:
            QTest.keyClick(self._focused(), self.luck.choice(SHORTCUTS), MODIFIER.ControlModifier)
        else:
            shift = MODIFIER.ShiftModifier if self.luck.random() < 0.1 else MODIFIER.NoModifier
            QTest.keyClick(self._focused(), self.luck.choice(KEYS), shift)

    def _type(self) -> None:
        focus = self._focused()
        if isinstance(focus, PinField):
            QTest.keyClicks(focus, PIN if self.luck.random() < 0.8 else "000000")
        elif self.luck.random() < 0.6:
            written = QInputMethodEvent("zhong", [])
            QApplication.sendEvent(focus, written)
            done = QInputMethodEvent()
            done.setCommitString(self.luck.choice(WORDS))
            QApplication.sendEvent(focus, done)
        else:
            QTest.keyClicks(focus, self.luck.choice(PLAIN))

    def _field(self) -> None:
        field = self._one_of(QLineEdit if self.luck.random() < 0.7 else QPlainTextEdit)
        if field is not None:
            field.setFocus(Qt.FocusReason.MouseFocusReason)
            self._type()

    def _answer(self) -> None:
        sheet = self._front().findChild(CheckSheet)
        if sheet is None or not sheet.isVisible():
            self._key()
            return
        if self.luck.random() < 0.3:
            sheet.setFocus()
        QTest.keyClick(self._focused(), self.luck.choice(ANSWERS))

    def _wheel(self) -> None:
        hit, place = self._somewhere()
        turned = QPoint(0, self.luck.choice((-360, -120, 120, 360)))
        event = QWheelEvent(
            QPointF(place), QPointF(hit.mapToGlobal(place)), QPoint(), turned, BUTTON.NoButton, MODIFIER.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(hit, event)

    def _move(self) -> None:
        hit, place = self._somewhere()
        over = hit.mapToGlobal(place)
        moved = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(place), QPointF(over), BUTTON.NoButton, BUTTON.NoButton, MODIFIER.NoModifier
        )
        QApplication.sendEvent(hit, moved)

    def _menu(self) -> None:
        hit, place = self._somewhere()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, hit.mapToGlobal(place))
        QApplication.sendEvent(hit, event)

    def _go(self) -> None:
        names = self.window.pages_in_rail()
        if names and not _held_up():
            self.window.navigate(self.luck.choice(names))

    def _visit(self) -> None:
        if not _held_up() and self.window.context is not None:
            self.window.navigate("inspection", dossier=self.luck.choice(self.dossiers))

    def _size(self) -> None:
        self.window.resize(*self.luck.choice(SIZES))

    def _write(self) -> None:
        pad = self._one_of(SignaturePad)
        if pad is None:
            return
        QTest.mousePress(pad, BUTTON.LeftButton, MODIFIER.NoModifier, QPoint(20, 20))
        for _ in range(4):
            QTest.mouseMove(pad, QPoint(self.luck.randrange(1, pad.width()), self.luck.randrange(1, pad.height())))
        QTest.mouseRelease(pad, BUTTON.LeftButton, MODIFIER.NoModifier, QPoint(30, 30))

    def _drop(self) -> None:
        hit, place = self._somewhere()
        while not hit.acceptDrops() and (above := hit.parentWidget()) is not None:
            hit, place = above, hit.mapToParent(place)
        given = QMimeData()
        given.setUrls([QUrl.fromLocalFile(self.luck.choice(_answers.files))])
        copy = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(place, copy, given, BUTTON.LeftButton, MODIFIER.NoModifier)
        QApplication.sendEvent(hit, enter)
        QApplication.sendEvent(hit, QDropEvent(QPointF(place), copy, given, BUTTON.LeftButton, MODIFIER.NoModifier))

    def _news(self) -> None:
        """As after a round of upload."""
        self.window.tasks.tell(self.luck.choice(("registers", "plans", "draws", "inspections", "sync")))

    def _switch(self) -> None:
        if self.window.context is not None and not _held_up():
            self.window.switch_person()

    def _shut(self) -> None:
        if (modal := QApplication.activeModalWidget()) is not None:
            put_away(modal)


def is_there(one: QWidget | None) -> TypeGuard[QWidget]:
    """Whether this is a widget: shiboken may hand out what lay at its address before, of another sort or deleted."""
    return isinstance(one, QWidget) and isValid(one)


def put_away(window: QWidget) -> None:
    """Close a window that is not the program's first, whichever way it is closed."""
    if hasattr(window, "come_back"):
        window.come_back()  # a key held for seconds, which nobody waits for here
    elif isinstance(window, QDialog):
        window.reject()
    else:
        window.close()


def _held_up() -> bool:
    """Whether a menu or a window must be answered first."""
    return QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() is not None


class _Answers(QObject):
    """Who answers dialogs of the system."""

    luck: random.Random
    folder: Path
    files: list[str]

    @Slot(QUrl)
    def opened(self, url: QUrl) -> None:
        """A paper or page is shown by another program."""


_answers = _Answers()


def answer_dialogs(luck: random.Random, folder: Path) -> None:
    """Answer file dialogs from now on, mostly by giving up; start no other program."""
    _answers.luck, _answers.folder = luck, folder
    _answers.files = [str(one) for one in sorted(folder.glob("*.jpg"))]
    QFileDialog.open = lambda dialog, *_: QTimer.singleShot(0, dialog, lambda: _answer(dialog))  # type: ignore[method-assign,assignment]
    QInputDialog.getText = staticmethod(lambda *_, **__: (luck.choice(WORDS), luck.random() < 0.5))  # type: ignore[method-assign]
    save, choose = (lambda *_, **__: (_file_to_write("xlsx"), "")), (lambda *_, **__: (_file_given(), ""))
    QFileDialog.getSaveFileName = staticmethod(save)  # type: ignore[method-assign]
    QFileDialog.getOpenFileName = staticmethod(choose)  # type: ignore[method-assign]
    for scheme in ("file", "http", "https"):
        QDesktopServices.setUrlHandler(scheme, _answers, "opened")  # type: ignore[arg-type]


def _file_given() -> str:
    return _answers.luck.choice(_answers.files) if _answers.luck.random() < 0.4 else ""


def _file_to_write(ending: str) -> str:
    return str(_answers.folder / f"out.{ending or 'bin'}") if _answers.luck.random() < 0.4 else ""


def _answer(dialog: QFileDialog) -> None:
    if _answers.luck.random() < 0.6:
        dialog.reject()
        return
    if dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave:
        chosen = str(_answers.folder / f"out.{dialog.defaultSuffix() or 'bin'}")
    elif dialog.fileMode() == QFileDialog.FileMode.Directory:
        (_answers.folder / "out").mkdir(exist_ok=True)
        chosen = str(_answers.folder / "out")
    else:
        chosen = _answers.luck.choice(_answers.files)
    dialog.filesSelected.emit([chosen])
    dialog.done(1)
