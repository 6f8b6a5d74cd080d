"""A check sheet: lines and questions one below the other under their headings, one of them opened, the tools above.

Closed rows are drawn, only the opened one is a widget, so a thousand cost no more than ten. The sheet keeps check lines
up to date by itself when a person answers, and tells the page, which saves it; what an answer to a question does to
other rows is the page's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.answercard import AnswerCard, CheckLine
from inspector_desktop.gui.kit.answering.asked import Adder, Asked, Heading, Source
from inspector_desktop.gui.kit.answering.card import QuestionCard
from inspector_desktop.gui.kit.answering.rowlist import RowList, matching
from inspector_desktop.gui.kit.answering.rows import SIDE, Row, can_open, is_open
from inspector_desktop.gui.kit.buttons import Choices
from inspector_desktop.gui.kit.scroll import ScrollArea
from inspector_desktop.gui.kit.searchfield import SearchField
from inspector_desktop.wording import say

_WRITE_MS = 400


class CheckSheet(QWidget):
    """Tools and rows. Every signal starts with the key of the row.

    ``answered`` (verdict), ``fact_changed`` (text, after a pause and when the line is left), ``reason_chosen``,
    ``handling_chosen``, ``photo_asked``, ``photos_given`` (paths and PNG bytes), ``photo_opened``,
    ``photo_remove_asked``, ``opened``; of questions ``question_answered`` (value), ``evidence_asked`` (kind),
    ``content_given`` (bytes, media type); of repeats ``add_asked``, ``remove_asked``. Enter in the last row goes to
    the first one still open.
    """

    answered = Signal(str, str)
    fact_changed = Signal(str, str)
    reason_chosen = Signal(str, str)
    handling_chosen = Signal(str, str)
    photo_asked = Signal(str)
    photos_given = Signal(str, object)
    photo_opened = Signal(str, str)
    photo_remove_asked = Signal(str, str)
    phrases_asked = Signal(str)
    question_answered = Signal(str, str)
    evidence_asked = Signal(str, str)
    content_given = Signal(str, bytes, str)
    add_asked = Signal(str)
    remove_asked = Signal(str)
    opened = Signal(str)
    unable_pressed = Signal()

    def __init__(
        self,
        handlings: Choices = (),
        *,
        extra: Callable[[CheckLine], QWidget | None] | None = None,
        source: Source | None = None,
    ) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self._extra = extra
        self._open_lines = self._open_key = self._waiting = 0
        self._only_key = False
        self._unsaved: tuple[str, str] | None = None
        self._read_only = False
        self.search = SearchField(say("kit-search-lines"), width=180)
        self.open_button = buttons.secondary("", self.jump_to_open)
        self.unable_button = buttons.secondary(say("do-unable"), self.unable_pressed.emit)
        self.key_button = buttons.secondary("", self._turn_key)
        self.key_button.hide()
        self.card = AnswerCard(handlings)
        self.question = QuestionCard(source or Source())
        self.list = RowList(self.card, self.question)
        self._area = ScrollArea(self.list, fill=False)
        self._area.resized.connect(lambda: self.list.set_width(self._area.width()))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keys = texts.ElidedLabel(say("kit-verdict-keys"), ink=look.SOFT, mode=Qt.TextElideMode.ElideRight)
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._tools = texts.row(self.search, self.open_button, self.key_button, self.unable_button, 4, self._keys)
        self._tools.setStretch(self._tools.count() - 1, 1)
        self._tools.setContentsMargins(SIDE, 12, SIDE, 12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._tools)
        outer.addWidget(texts.Hairline())
        outer.addWidget(self._area, 1)
        self._write = QTimer(self)
        self._write.setSingleShot(True)
        self._write.setInterval(_WRITE_MS)
        self._write.timeout.connect(self._tell_fact)
        self._connect()

    def _connect(self) -> None:
        card, question, rows = self.card, self.question, self.list
        card.answered.connect(self._on_answered)
        card.fact_edited.connect(self._on_fact)
        card.reason_chosen.connect(self._on_reason)
        card.handling_chosen.connect(self._on_handling)
        card.photo_asked.connect(self.photo_asked)
        card.photos_given.connect(self.photos_given)
        card.photo_opened.connect(self.photo_opened)
        card.photo_remove_asked.connect(self.photo_remove_asked)
        card.phrases_asked.connect(self.phrases_asked)
        card.fact.finished.connect(self.flush)
        question.answered.connect(self.question_answered)
        question.evidence_asked.connect(self.evidence_asked)
        question.content_given.connect(self.content_given)
        for part in (card, question, rows):
            part.moved.connect(self.step)
        rows.picked.connect(self.open)
        rows.chosen.connect(self.question_answered)
        rows.added.connect(self.add_asked)
        rows.removed.connect(self.remove_asked)
        self.search.searched.connect(self._on_search)
        self.search.left_down.connect(self._take_keyboard)
        self.search.returnPressed.connect(self._open_found)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, does in (
            (QKeySequence.StandardKey.Find, self._find_text), (Qt.Key.Key_F4, self.jump_to_next),
            ("Ctrl+Delete", self._ask_remove), ("Ctrl+Shift+N", self._ask_add),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, does, context=inside)

    def set_lines(self, lines: Sequence[CheckLine]) -> None:
        """Show a sheet of check lines alone, under the headings their groups give."""
        rows: list[Row] = []
        group = ""
        for line in lines:
            if line.group and line.group != group:
                group = line.group
                rows.append(Heading(f"group {len(rows)}", group))
            rows.append(line)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show a sheet; the opened row stays open if it is still there."""
        self._tell_fact()
        self._rows = list(rows)
        self._places = {row.key: at for at, row in enumerate(self._rows) if not isinstance(row, Heading)}
        self._refresh()

    def rows(self) -> Sequence[Row]:
        """Return all rows, those that searching hides included."""
        return self._rows

    def lines(self) -> tuple[CheckLine, ...]:
        """Return the check lines with everything answered so far."""
        return tuple(row for row in self._rows if isinstance(row, CheckLine))

    def row_of(self, key: str) -> Row | None:
        """Return the row of a key."""
        at = self._places.get(key)
        return self._rows[at] if at is not None else None

    def update_line(self, line: CheckLine) -> None:
        """Show one line anew, as after a photograph was saved."""
        self.update_rows((line,))

    def update_rows(self, rows: Sequence[Row]) -> None:
        """Show some rows anew; those that are not there are passed over."""
        for row in rows:
            at = self._places.get(row.key)
            if at is None:
                continue
            before, self._rows[at] = self._rows[at], row
            self._open_lines += _open_line(row) - _open_line(before)
            self._open_key += _open_key(row) - _open_key(before)
            self._waiting += is_open(row) - is_open(before)
            if row.key == self.current():
                self._show_in_card(row)
            self.list.replace(row)
        self._say_open()

    def refuse(self, key: str, text: str) -> None:
        """Open a row and say in red what it needs."""
        self.open(key)
        (self.question if isinstance(self.row_of(key), Asked) else self.card).refuse(text)
        self.bring_to_sight()

    def current(self) -> str:
        """Return the key of the opened row, empty when none is."""
        return self.list.opened

    def open(self, key: str) -> None:
        """Open a row in place and bring it into sight."""
        self.flush()
        row = self.row_of(key)
        if row is None or self._read_only or not can_open(row):
            return
        new = self.list.opened != key
        if new and isinstance(row, CheckLine) and self._extra is not None:
            self.card.set_extra(self._extra(row))
        self._show_in_card(row)
        if self.list.row_of(key) is None:
            self._show_all()
        self.list.open(key)
        self.bring_to_sight()
        self._take_keyboard()
        if new:
            self.opened.emit(key)

    def step(self, by: int) -> None:
        """Open the row after (1) or before (-1) the opened one; past the end, the first still open."""
        self.flush()
        keys = [row.key for row in self.list.rows() if can_open(row)]
        at = keys.index(self.current()) + by if self.current() in keys else 0
        if 0 <= at < len(keys):
            self.open(keys[at])
        elif by > 0:
            self.jump_to_next()

    def jump_to_open(self) -> None:
        """Open the next line that is not judged yet, going round; with none, the next question that wants an answer."""
        self._jump(lambda row: isinstance(row, CheckLine) and is_open(row)) or self._jump(is_open)

    def jump_to_next(self) -> None:
        """Open the next row that waits for an answer, line or question, going round."""
        self._jump(is_open)

    def set_read_only(self, read_only: bool) -> None:
        """Show rows without letting anybody answer them; nothing opens then."""
        self._read_only = read_only
        self.unable_button.setHidden(read_only)
        if read_only:
            self.list.open("")

    def is_read_only(self) -> bool:
        """Tell whether rows are only shown."""
        return self._read_only

    def open_count(self) -> int:
        """Return how many lines are not judged yet."""
        return self._open_lines

    def add_tool(self, tool: QWidget) -> None:
        """Put a button beside those above the lines."""
        self._tools.insertWidget(self._tools.count() - 2, tool)

    def flush(self) -> None:
        """Tell at once what was typed and not yet told; call before leaving, signing, handing over."""
        self._tell_fact()
        if isinstance(self.row_of(self.current()), Asked):
            self.question.flush()

    def bring_to_sight(self) -> None:
        """Scroll so that the opened row is whole in sight, with the row before it."""
        self.list.lay()
        place = self.list.place_of(self.current())
        bar, room = self._area.verticalScrollBar(), self._area.viewport().height()
        if place is None:
            return
        top, bottom = place[0] - look.ROW_TWO, place[0] + place[1] + look.ROW_TWO
        if bottom > bar.value() + room:
            bar.setValue(min(top, bottom - room) if bottom - top > room else bottom - room)
        if top < bar.value():
            bar.setValue(max(0, top))

    def _tell_fact(self) -> None:
        self._write.stop()
        if self._unsaved is not None:
            key, text = self._unsaved
            self._unsaved = None
            self.fact_changed.emit(key, text)

    def _jump(self, wanted: Callable[[Row], bool]) -> bool:
        start = self._places.get(self.current(), -1) + 1
        found = next((row for row in (*self._rows[start:], *self._rows[:start]) if wanted(row)), None)
        if found is None:
            return False
        if self.search.text():
            self._show_all()
        self.open(found.key)
        return True

    def _turn_key(self) -> None:
        """Show the lines that matter most alone and open the first not judged, or show everything again."""
        self.flush()
        self.search.clear()
        self._only_key = not self._only_key
        self._on_search("")
        self._say_open()
        if self._only_key:
            key = [row for row in self.list.rows() if isinstance(row, CheckLine)]
            self.open(next((row for row in key if not row.verdict), key[0]).key)
        elif self.current():
            self.bring_to_sight()

    def _show_all(self) -> None:
        self._only_key = False
        self.search.clear()
        self._on_search("")
        self._say_open()

    def _take_keyboard(self) -> None:
        row = self.row_of(self.current())
        card = self.list.card_of(row)
        if isinstance(card, QuestionCard):
            card.take_keyboard()
        else:
            (card or self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_in_card(self, row: Row) -> None:
        if isinstance(row, CheckLine):
            self.card.show_line(row)
        elif isinstance(row, Asked) and not row.grid:
            self.question.show_asked(row)

    def _change(self, key: str, **changes: str) -> None:
        line = self.row_of(key)
        if isinstance(line, CheckLine):
            self.update_line(replace(line, **changes))  # type: ignore[arg-type]

    def _on_answered(self, key: str, verdict: str) -> None:
        self._change(key, verdict=verdict)
        self.answered.emit(key, verdict)
        self.bring_to_sight()

    def _on_fact(self, key: str, text: str) -> None:
        line = self.row_of(key)
        if isinstance(line, CheckLine):
            self._rows[self._places[key]] = changed = replace(line, fact=text)
            self.list.replace(changed)
        self._unsaved = (key, text)
        self._write.start()

    def _on_reason(self, key: str, reason: str) -> None:
        self._change(key, reason=reason)
        self.reason_chosen.emit(key, reason)

    def _on_handling(self, key: str, handling: str) -> None:
        self._change(key, handling=handling)
        self.handling_chosen.emit(key, handling)

    def _on_search(self, text: str) -> None:
        self.list.needle = text
        self.list.set_rows(self._filtered())

    def _open_found(self) -> None:
        found = next((row for row in self.list.rows() if can_open(row)), None)
        if self.search.text() and found is not None:
            self.open(found.key)

    def _find_text(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _ask_remove(self) -> None:
        """Take out the instance of a repeat that the opened row lies in."""
        at = self._places.get(self.current(), -1)
        depth = getattr(self._rows[at], "depth", 0) if at >= 0 else 0
        for row in reversed(self._rows[: at + 1]):
            if isinstance(row, Heading) and row.depth < depth:
                if row.removable:
                    self.remove_asked.emit(row.key)
                    return
                depth = row.depth

    def _ask_add(self) -> None:
        """Begin another instance of the repeat that the opened row lies in, or of the next one below."""
        at = max(self._places.get(self.current(), 0), 0)
        found = next((row for row in self._rows[at:] if isinstance(row, Adder)), None)
        if found is not None:
            self.add_asked.emit(found.key)

    def _filtered(self) -> Sequence[Row]:
        if self._only_key:
            kept = (row for row in self._rows if isinstance(row, Heading) or getattr(row, "serious", False))
            return matching(list(kept), self.list.needle)
        return matching(self._rows, self.list.needle) if self.list.needle else self._rows

    def _say_key(self) -> None:
        words = say("kit-key-all") if self._only_key else say("kit-key-first", count=self._open_key)
        if words != self.key_button.text():
            self.key_button.setText(words)

    def _say_open(self) -> None:
        self._say_key()
        count, waiting = self._open_lines, self._waiting
        if count or not waiting:
            words = say("kit-open-lines", count=count)
        else:
            words = say("answering-open-questions", count=waiting)
        if words != self.open_button.text():
            self.open_button.setText(words)
            self.open_button.setEnabled(waiting > 0)

    def _refresh(self) -> None:
        self._open_lines = sum(map(_open_line, self._rows))
        self._open_key = sum(_open_key(row) for row in self._rows)
        grave = {row.serious for row in self._rows if isinstance(row, CheckLine)}
        self._only_key = self._only_key and len(grave) > 1
        self.key_button.setVisible(len(grave) > 1)  # nothing to choose where all or none are
        self._waiting = sum(map(is_open, self._rows))
        self._say_open()
        row = self.row_of(self.current())
        if row is not None:
            self._show_in_card(row)
        self.list.set_rows(self._filtered())


def _open_line(row: Row) -> bool:
    return isinstance(row, CheckLine) and not row.verdict


def _open_key(row: Row) -> bool:
    return isinstance(row, CheckLine) and row.serious and not row.verdict
