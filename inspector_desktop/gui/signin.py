"""Who works here: choosing a person and typing the PIN, a forgotten PIN, another person, a device not yet set up.

Light on purpose, because it is the first thing on the screen: everything that opens the store is imported on the
pool's thread when a person has pressed the button, and the cards that few people ever see are made when they are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from inspector_desktop.clock import Clock, civil, moment
from inspector_desktop.errors import Known, NotSignedIn, Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.messages import sentence, tone_of
from inspector_desktop.gui.overriding import override
from inspector_desktop.gui.tasks import Tasks
from inspector_desktop.keychain import Keychain
from inspector_desktop.places import Places
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QShowEvent

    from inspector_desktop.gui.kit.banner import Banner
    from inspector_desktop.opening import Opening

Card = TypeVar("Card", bound=QWidget)

_WIDTH = 420
_HEX_KEY = 64


class SignInPage(QWidget):
    """The page before all others. `opened` carries the opening, `given_up` says that the former person stays.

    `painted` when it has stood on the screen for the first time: what is loaded before makes people wait.
    """

    opened = Signal(object)
    given_up = Signal()
    painted = Signal()

    def __init__(self, places: Places, clock: Clock, keychain: Keychain, tasks: Tasks, *, demo_pin: str = "") -> None:
        super().__init__()
        look.paint_over(self, look.GROUND)
        self._places, self._clock, self._keychain, self._tasks = places, clock, keychain, tasks
        self._before: Opening | None = None
        self._pending: Opening | None = None
        self._was_painted = False
        self.person = fields.ChoiceField(hint=say("signin-choose"))
        self.pin = fields.PinField()
        self.go = buttons.primary(say("signin-go"), self._sign_in)
        self.back = buttons.secondary(say("signin-back"), self.given_up.emit)
        self.forgotten = buttons.link(say("signin-forgotten"), self._show_recovery)
        self._cards = QStackedWidget()
        self._cards.setFixedWidth(_WIDTH)
        self._cards.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self._signin = self._signin_card(demo_pin)
        self._cards.addWidget(self._signin)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(2)
        column.addLayout(texts.row(None, self._cards, None, gap=0))
        column.addStretch(3)
        self.ask(None)

    @cached_property
    def banner(self) -> Banner:
        """Why nobody was signed in."""
        from inspector_desktop.gui.kit.banner import Banner  # noqa: PLC0415

        made = Banner()
        self._column.insertWidget(0, made)
        return made

    @cached_property
    def recovery(self) -> RecoveryCard:
        """The card of a forgotten PIN."""
        return self._with(RecoveryCard(self._recover, lambda: self._show(self._signin)))

    @cached_property
    def clock_card(self) -> ClockCard:
        """The card of a clock that stands behind."""
        return self._with(ClockCard(self._explain))

    @cached_property
    def first(self) -> FirstStartCard:
        """The card of a device that is not set up."""
        return self._with(FirstStartCard(self._create))

    def ask(self, before: Opening | None) -> None:
        """Ask who works here; `before` is the open device whose person may stay."""
        self._before = before
        self._clear_banner()
        self.back.setVisible(before is not None)
        self.pin.clear()
        self._set_busy(busy=False)
        if not self._places.envelopes.exists():
            self._show(self.first)
            return
        try:
            self._list_people(before)
        except Known as error:
            self.show_refusal(error)
        self._show(self._signin)
        (self.pin if self.person.value() else self.person).setFocus()

    def show_refusal(self, error: Known) -> None:
        """Say why nobody was signed in, and go back to the PIN."""
        self._set_busy(busy=False)
        self.banner.tell(sentence(error), tone_of(error))
        if isinstance(error, NotSignedIn):
            self.pin.clear()
            self.pin.setFocus()

    def _list_people(self, before: Opening | None) -> None:
        from inspector_desktop.opening import people  # noqa: PLC0415  (storage is not needed to show the window)

        chosen = self.person.value()
        now = str(before.desk.person.id) if before else ""
        holders = [one for one in people(self._places) if one.id != now]
        self.person.set_choices([(one.id, one.name) for one in holders])
        self.person.set_value(chosen or (holders[0].id if holders else ""))

    def _signin_card(self, demo_pin: str) -> QWidget:
        form = fields.Form(label_width=84, gap=12)
        form.add("person", say("signin-person"), self.person)
        form.add("pin", say("signin-pin"), self.pin)
        self.pin.returnPressed.connect(self._sign_in)
        row = texts.row(84, self.go, self.back, None, self.forgotten, gap=0)
        row.insertSpacing(2, look.GAP)
        note = say("signin-demo", pin=demo_pin) if demo_pin else say("signin-note")
        return card(say("app-name"), form, row, texts.small(note, wrap=True))

    def _sign_in(self) -> None:
        if not self.pin.value():
            self.show_refusal(NotSignedIn("refused-pin-empty"))
            return
        person, pin, before = self.person.value(), self.pin.value(), self._before

        def work(_ticket: object) -> Opening:
            from inspector_desktop.opening import open_device, switch_person  # noqa: PLC0415

            if before is not None:
                return switch_person(before, person_id=person, pin=pin)
            return open_device(self._places, person_id=person, pin=pin, clock=self._clock, keychain=self._keychain)

        self._run(work)

    def _recover(self, first: str, second: str, pin: str) -> None:
        person, before = self.person.value(), self._before

        def work(_ticket: object) -> Opening:
            from inspector_desktop.opening import recover_device  # noqa: PLC0415

            if before is not None:
                before.close()
            return recover_device(
                self._places, halves=(first, second), person_id=person, new_pin=pin, clock=self._clock,
                keychain=self._keychain,
            )  # fmt: skip

        self._run(work)

    def _create(self, given: dict[str, str]) -> None:
        def work(_ticket: object) -> Opening:
            from inspector_desktop.ids import PersonId  # noqa: PLC0415
            from inspector_desktop.journal.desks import Person  # noqa: PLC0415
            from inspector_desktop.opening import create_device  # noqa: PLC0415
            from inspector_desktop.settings import Settings  # noqa: PLC0415

            return create_device(
                self._places,
                settings=Settings(given["profile"]),
                person=Person(PersonId(given["number"]), given["name"], ("officer",)),
                pin=given["pin"],
                recovery_public=_key(given["public"]),
                clock=self._clock,
                keychain=self._keychain,
            )

        self._run(work)

    def _explain(self, reason: str) -> None:
        pending = self._pending
        if pending is None:
            return

        def work(_ticket: object) -> Opening:
            from inspector_desktop.opening import explain_clock  # noqa: PLC0415

            return explain_clock(pending, reason)

        self._run(work)

    def _run(self, work: Callable[[object], Opening]) -> None:
        self._clear_banner()
        self._set_busy(busy=True)
        self._tasks.pool.run(work, done=self._on_opened, failed=self.show_refusal, owner=self)

    def _on_opened(self, opening: Opening) -> None:
        self._set_busy(busy=False)
        self.pin.clear()
        if opening.clock_behind is not None:
            self._pending = opening
            self.clock_card.show_times(opening.clock_behind.now, opening.clock_behind.latest)
            self._show(self.clock_card)
            return
        self._pending = None
        self.opened.emit(opening)

    def _set_busy(self, *, busy: bool) -> None:
        self._cards.setEnabled(not busy)
        self.go.setText(say("signin-busy") if busy else say("signin-go"))

    def _clear_banner(self) -> None:
        if "banner" in vars(self):  # else there has been nothing to say
            self.banner.clear()

    def _show_recovery(self) -> None:
        self._clear_banner()
        self._show(self.recovery)
        self.recovery.first.setFocus()

    def _show(self, wanted: QWidget) -> None:
        self._cards.setCurrentWidget(wanted)
        self._cards.setFixedHeight(max(wanted.sizeHint().height(), wanted.heightForWidth(_WIDTH)))

    def _with(self, made: Card) -> Card:
        self._cards.addWidget(made)
        return made

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._cards.currentWidget() is self._signin:
            (self.pin if self.person.value() else self.person).setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_Escape and self._before is not None:
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class RecoveryCard(QWidget):
    """A forgotten PIN: the two halves of the recovery key, each typed by its keeper, and a new PIN."""

    def __init__(self, go: Callable[[str, str, str], object], back: Callable[[], object]) -> None:
        super().__init__()
        self._go = go
        self.first, self.second = fields.TextField(lines=4), fields.TextField(lines=4)
        self.pin, self.again = fields.PinField(), fields.PinField()
        for half in (self.first, self.second):
            half.setFont(look.mono(look.BODY_PX))
        self.form = fields.Form(label_width=84)
        self.form.add("first", say("recover-half-1"), self.first)
        self.form.add("second", say("recover-half-2"), self.second)
        self.form.add("pin", say("recover-pin"), self.pin)
        self.form.add("again", say("recover-pin-again"), self.again)
        row = texts.row(
            84,
            buttons.primary(say("recover-go"), self.run),
            buttons.secondary(say("signin-back"), back),
            None,
        )
        inner = card(say("recover-title"), texts.soft(say("recover-note"), wrap=True), self.form, row)
        self.setLayout(texts.column(inner))

    def run(self) -> None:
        """Try the two halves."""
        if self.pin.value() != self.again.value():
            self.form.refuse("again", sentence(Refused("refused-pins-differ")))
            return
        self._go(self.first.value(), self.second.value(), self.pin.value())


class ClockCard(QWidget):
    """The computer's clock stands behind what was entered here: correct it, or give a reason."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self.told = texts.soft(wrap=True)
        self.reason = fields.LineField()
        form = fields.Form(label_width=84)
        form.add("reason", say("clock-reason"), self.reason)
        row = texts.row(84, buttons.primary(say("clock-go"), lambda: go(self.reason.value())), None)
        self.setLayout(texts.column(card(say("clock-title"), self.told, form, row)))

    def show_times(self, now: str, latest: str) -> None:
        """Show what the clock says and what it should be later than (stamps)."""
        first, last = (f"{civil(moment(one)):%Y-%m-%d %H:%M}" for one in (now, latest))
        self.told.setText(say("clock-explain", now=first, latest=last))


class FirstStartCard(QWidget):
    """A device that is not set up: bureau, person, PIN, and the bureau's recovery key."""

    def __init__(self, go: Callable[[dict[str, str]], object]) -> None:
        super().__init__()
        self._go = go
        self.form = fields.Form(label_width=84)
        self.profile = fields.ChoiceField()
        self.form.add("profile", say("start-profile"), self.profile)
        for key in ("name", "number"):
            self.form.add(key, say(f"start-{key}"), fields.LineField())
        self.form.add("pin", say("signin-pin"), fields.PinField())
        self.form.add("again", say("recover-pin-again"), fields.PinField())
        self.form.add("public", say("start-public"), fields.LineField(say("start-public-hint")))
        row = texts.row(84, buttons.primary(say("start-go"), self.run), None)
        self.setLayout(texts.column(card(say("start-title"), texts.soft(say("start-note"), wrap=True), self.form, row)))

    def run(self) -> None:
        """Set the device up."""
        given = self.form.values()
        if not all(given[key].strip() for key in ("name", "number", "pin", "profile")):
            self.form.refuse("name", sentence(Refused("refused-start-incomplete")))
        elif given["pin"] != given["again"]:
            self.form.refuse("again", sentence(Refused("refused-pins-differ")))
        else:
            self._go(given)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        from inspector_desktop.profile.loading import available, load  # noqa: PLC0415

        if not self.profile.count():
            self.profile.set_choices([(one, load(one).bureau.name) for one in available()])
            self.profile.setCurrentIndex(0)


def card(title: str, *parts: object) -> QWidget:
    """Return a sheet with a title and parts one below the other."""
    layout = texts.column(texts.label(title, font=look.title()), gap=16)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)  # type: ignore[arg-type]
    layout.setContentsMargins(31, 27, 31, 27)  # and the border
    made = QFrame()  # which paints the ground of its style sheet, as a plain widget would not
    made.setLayout(layout)
    made.setObjectName("card")
    made.setStyleSheet(
        f"#card {{ background: {look.PAGE}; border: 1px solid {look.LINE}; border-radius: {look.RADIUS}px; }}"
    )
    return made


def _key(text: str) -> bytes:
    plain = "".join(text.split())
    try:
        return bytes.fromhex(plain) if len(plain) == _HEX_KEY else b""
    except ValueError:
        return b""
