"""大字核对 on the whole screen: one finding after another, at least 20 points large, each marked as read with its time.

Nothing else is in sight. It goes on by key, by the large button, and back; what is said besides is written down at the
end in the person's own words. Findings read before and unchanged since need no second reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from inspector_desktop.clock import Clock, stamp
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import TextField
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.soon import soon
from inspector_desktop.gui.pages.inspecting.case import time_words
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.gui.pages.inspecting.signing_locked import LockedRoom
from inspector_desktop.gui.speaking import Speaker, find_speaker
from inspector_desktop.signature.document import why_words
from inspector_desktop.signature.told import besides_words, minute
from inspector_desktop.wording import has, say

if TYPE_CHECKING:
    from inspector_desktop.signature.store import Finding, RecordContent

TEXT_PX: Final = 30.0  # 22.5 points
_HEAD_PX, _SMALL_PX = 36.0, 27.0  # 27 and 20.25 points
_WORDS_HIGH = 240
_KEY = Qt.Key
_ON = (_KEY.Key_Space, _KEY.Key_Right, _KEY.Key_Down, _KEY.Key_PageDown, _KEY.Key_Return, _KEY.Key_Enter)
_BACK = (_KEY.Key_Left, _KEY.Key_Up, _KEY.Key_PageUp, _KEY.Key_Backspace)


@dataclass(frozen=True)
class Passage:
    """One page of the reading: heading, and label and text of each paragraph; `line` names a finding."""

    heading: str
    paragraphs: tuple[tuple[str, str], ...]
    line: str = ""


def passages_of(content: RecordContent) -> tuple[Passage, ...]:
    """What is read back, page by page: the visit, each finding with basis and what is asked, what was not checked."""
    view, visit, counts = content.view, content.visit, content.counts
    when = say("inspection-read-when", first=minute(visit.arrived_at), last=minute(visit.ended_at))
    words = when
    if content.unable is not None:
        first: tuple[tuple[str, str], ...] = (
            (say("record-situation"), f"{say(content.unable.branch)}。{content.unable.words}"),
        )
    else:
        counted = say(
            "inspection-counts", total=counts["total"], conforms=counts["conforms"], violates=counts["violates"],
            na=counts["not_applicable"], unchecked=counts["not_checked"],
        )  # fmt: skip
        first = ((say("record-situation"), counted),)
        if not content.findings:
            first += (("", say("record-nothing-found")),)
    officers = "、".join(f"{name} {certificate}" for _, name, certificate in visit.officers)
    made = [Passage(view.subject_name, (("", words), (say("reading-officers"), officers), *first))]
    besides = besides_words(content)
    if besides:
        made.append(Passage(say("reading-besides"), tuple(("", one) for one in besides)))
    made += [_finding(one) for one in content.findings]
    if content.unchecked:
        lines = tuple(
            ("", say("inspection-read-unchecked", number=one.number, why=why_words(one))) for one in content.unchecked
        )
        made.append(Passage(say("reading-unchecked"), lines))
    return tuple(made)


def _finding(one: Finding) -> Passage:
    basis = " ".join(part for part in (one.law, one.basis) if part)
    paragraphs = [(say("reading-fact"), one.fact)]
    if basis:
        paragraphs.append((say("reading-basis"), basis))
    if one.measure:
        paragraphs.append((say("reading-asked"), say(one.measure) if has(one.measure) else one.measure))
    return Passage(heading_of(one), tuple(paragraphs), one.line)


def heading_of(one: Finding) -> str:
    """What a finding is called when it is read back, with the form's word where it is one that matters most."""
    words = say("inspection-read-line", number=one.number, label=one.label)
    return say("inspection-read-serious", line=words) if one.serious else words


class ReadingRoom(LockedRoom):
    """The reading; `finished` carries when each finding was read and the person's own words."""

    finished = Signal(dict, str)

    def __init__(self, parent: QWidget, content: RecordContent, clock: Clock, own_words: str = "") -> None:
        super().__init__(parent)
        self._clock = clock
        self.passages = passages_of(content)
        unchanged = content.read.times if content.read is not None else {}
        known = content.read.lines if content.read is not None else {}
        self.times = {one.line: unchanged[one.line] for one in content.findings if known.get(one.line) == one.digest}
        self.at = 0
        self._dark = False
        self._page = texts.column(gap=6)
        self._page.setContentsMargins(64, 36, 64, 24)
        self._where = texts.label("", font=look.font(18))
        self._read = texts.label("", font=look.font(18, bold=True), ink=look.GREEN)
        self.contrast = buttons.link(say("reading-contrast"), self._change_contrast)
        self._speaker: Speaker | None = None
        self.silence = texts.label("", font=look.font(15), ink=look.SOFT)
        self.aloud = _large(buttons.secondary(say("speech-read"), self.read_aloud))
        grey(self.aloud, say("speech-looking"), self.silence)
        top = texts.row(self._where, 16, self._read, None, self.silence, 16, self.contrast)
        top.setContentsMargins(64, 20, 64, 0)
        self._body = texts.boxed(self._page)
        self.area = scrolled(self._body)
        self.words = TextField(say("reading-own-words-hint"), lines=4)
        self.words.setFont(look.font(TEXT_PX))
        self.words.setFixedHeight(_WORDS_HIGH)
        self.words.set_value(own_words)
        self.words.hide()
        self.words.setParent(self)
        self.before = _large(buttons.secondary(say("reading-before"), self.go_back))
        self.next = _large(buttons.primary(say("reading-next"), self.go_on))
        foot = texts.row(self.back, None, self.aloud, 12, self.before, 12, self.next)
        foot.setContentsMargins(64, 12, 64, 20)
        whole = texts.column(top, self.area, foot, gap=0)
        whole.setStretchFactor(self.area, 1)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)
        self._show()
        soon(self, self._find_speaker)  # what is to be read is in sight before an engine is asked

    def text(self) -> str:
        """Return what stands on the page in front."""
        if self.at == len(self.passages):
            return say("reading-own-words")
        passage = self.passages[self.at]
        return "\n".join([passage.heading, *(f"{label}{text}" for label, text in passage.paragraphs)])

    def go_on(self) -> None:
        """Mark what is in front as read and show the next; after the last, give everything back."""
        if self.at == len(self.passages):
            self.finished.emit(dict(self.times), self.words.value())
            self.come_back()
            return
        bar = self.area.verticalScrollBar()
        if bar.value() < bar.maximum():  # there is more of it below
            bar.setValue(bar.value() + bar.pageStep() * 4 // 5)
            return
        line = self.passages[self.at].line
        if line and line not in self.times:
            self.times[line] = stamp(self._clock.now())
        self.at += 1
        self._show()

    def read_aloud(self) -> None:
        """Read the page in front aloud, or be silent again."""
        if self._speaker is None:
            return
        if self._speaker.speaking():
            self._speaker.stop()
        else:
            self._speaker.say(self.text())

    @override
    def come_back(self) -> None:
        self._be_silent()
        super().come_back()

    def _find_speaker(self) -> None:
        self._speaker, why = find_speaker(self)
        if self._speaker is not None:
            self._speaker.changed.connect(self._name_aloud)
        grey(self.aloud, say(why) if why else "", self.silence)

    def _name_aloud(self) -> None:
        speaking = self._speaker is not None and self._speaker.speaking()
        self.aloud.setText(say("speech-stop") if speaking else say("speech-read"))

    def _be_silent(self) -> None:
        if self._speaker is not None:
            self._speaker.stop()

    def go_back(self) -> None:
        """Show what was read before."""
        if self.at:
            self.at -= 1
            self._show()

    @override
    def key_pressed(self, event: QKeyEvent) -> None:
        if event.key() in _ON:
            self.go_on()
        elif event.key() in _BACK:
            self.go_back()
        elif event.key() == _KEY.Key_R:
            self.read_aloud()
        elif event.key() == _KEY.Key_C:
            self._change_contrast()
        event.accept()

    def _show(self) -> None:
        self._be_silent()
        self.words.setParent(self)
        self.words.hide()
        texts.empty_layout(self._page)
        last = self.at == len(self.passages)
        ink = look.PAPER if self._dark else look.INK
        if last:
            self._page.addWidget(texts.label(say("reading-own-words"), font=look.font(_HEAD_PX, bold=True), ink=ink))
            self._page.addWidget(
                texts.label(say("reading-own-words-how"), font=look.font(_SMALL_PX), ink=ink, wrap=True)
            )
            self._page.addWidget(self.words)
            self.words.show()
        else:
            self._show_passage(self.passages[self.at], ink)
        self._page.addStretch(1)
        self._where.setText(say("reading-where", place=self.at + 1, count=len(self.passages) + 1))
        line = "" if last else self.passages[self.at].line
        self._read.setText(say("reading-read-at", time=time_words(self.times[line])) if line in self.times else "")
        grey(self.before, "" if self.at else say("greyed-first-page"))
        self.next.setText(say("reading-finish") if last else say("reading-next"))
        self.area.verticalScrollBar().setValue(0)
        if last:
            self.words.setFocus()
        else:
            self.setFocus()

    def _show_passage(self, passage: Passage, ink: str) -> None:
        self._page.addWidget(texts.label(passage.heading, font=look.font(_HEAD_PX, bold=True), ink=ink, wrap=True))
        for label, text in passage.paragraphs:
            self._page.addSpacing(14)
            if label:
                soft = ink if self._dark else look.SOFT
                self._page.addWidget(texts.label(label, font=look.font(_SMALL_PX), ink=soft))
            self._page.addWidget(texts.label(text, font=look.font(TEXT_PX), ink=ink, wrap=True))

    def _change_contrast(self) -> None:
        self._dark = not self._dark
        ground, ink = (look.INK, look.PAPER) if self._dark else (look.GROUND, look.INK)
        for part in (self, self._body, self.area.viewport()):
            look.paint_over(part, ground)
        look.write_in(self._where, ink)
        look.write_in(self.silence, ink if self._dark else look.SOFT)
        self.contrast.setStyleSheet(f"color: {ink};")
        self._show()


def _large(button: QPushButton) -> QPushButton:
    button.setFont(look.font(22, bold=True))
    button.setStyleSheet("min-height: 60px; max-height: 60px; min-width: 190px;")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
