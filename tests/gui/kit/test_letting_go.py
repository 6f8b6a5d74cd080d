"""Parts that are taken away, or were never placed, are gone with all they know; results find nobody then."""

import gc
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, DateField, Field, LineField, NumberField, TextField
from inspector_desktop.gui.kit.soon import soon
from inspector_desktop.gui.tasks import is_heard


class Asker(QObject):
    """Somebody who hears results."""

    def hear(self) -> None:
        """A result."""


def _tabs() -> QWidget:
    made = buttons.Tabs()
    made.set_tabs((("a", "A"), ("b", "B")))
    return made


def _chain(page: QWidget) -> None:
    one = page.nextInFocusChain()
    while one is not page:
        one = one.nextInFocusChain()


def gone() -> None:
    """Delete what was put off, and let Python notice."""
    for _ in range(2):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()


@pytest.mark.parametrize(
    "make",
    [
        LineField, TextField, DateField, NumberField,
        lambda: ChoiceField((("a", "A"),)),
        lambda: Field("A", LineField()),
        lambda: buttons.ChoiceGroup((("a", "A"), ("b", "B"))),
        lambda: buttons.MenuButton("A", (("a", "A"),)),
        _tabs,
    ],
    ids=["line", "text", "date", "number", "choice", "field", "choices", "menu", "tabs"],
)  # fmt: skip
def test_a_part_that_was_never_placed_goes_when_nobody_holds_it(qapp, make):
    before = len(QApplication.allWidgets())
    made = weakref.ref(make())
    gone()
    assert made() is None
    assert len(QApplication.allWidgets()) <= before


def test_a_page_and_the_button_it_never_placed_do_not_keep_each_other(qapp):
    page = _with_spare(QWidget())
    left = weakref.ref(page), weakref.ref(page.spare)
    del page
    gone()
    assert [one() for one in left] == [None, None]


@pytest.mark.parametrize("walk", [QWidget.focusWidget, lambda page: page.findChildren(QWidget), _chain])
def test_what_is_taken_out_of_a_stack_is_gone_whoever_walks_over_the_page_before(qtbot, walk):
    page, stack, part = QWidget(), QStackedWidget(), LineField()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(stack)
    stack.addWidget(QWidget())
    stack.addWidget(part)
    stack.setCurrentWidget(part)
    page.show()
    part.setFocus()
    left = weakref.ref(part)
    texts.take_out(stack, part)
    del part
    walk(page)
    gone()
    assert left() is None


def test_parts_are_taken_out_of_a_layout_one_by_one_and_stay_what_they_are(qtbot):
    page, kept = QWidget(), QWidget()
    qtbot.addWidget(page)
    column = texts.column(kept, 8, None, texts.row(QWidget()))
    page.setLayout(column)
    assert texts.take_first(column) == (kept, None)
    assert kept.parentWidget() is page
    assert texts.take_first(column) == (None, None)
    assert column.count() == 2
    texts.empty_layout(column)
    assert isValid(kept)
    assert texts.take_first(column) is None


def test_what_was_to_be_done_soon_is_done_once_and_goes_with_its_widget(qtbot):
    told: list[int] = []
    stays, goes = Asker(), Asker()
    soon(stays, lambda: told.append(1))
    soon(goes, partial(_hear, goes, told))
    left = weakref.ref(goes)
    goes.deleteLater()
    del goes
    qtbot.waitUntil(lambda: told == [1])
    gone()
    assert told == [1]
    assert left() is None
    assert stays.children() == []


def test_a_result_is_heard_only_by_widgets_that_are_still_there(qapp):
    asker = Asker()
    ways = [asker.hear, partial(asker.hear), _lambda_of(asker)]
    assert all(map(is_heard, ways))
    assert is_heard(print)
    asker.deleteLater()
    gone()
    assert not any(map(is_heard, ways))


def _with_spare(page: QWidget) -> QWidget:
    page.spare = buttons.secondary("A", lambda: page.setWindowTitle("B"))
    return page


def _hear(asker: Asker, told: list[int]) -> None:
    asker.hear()
    told.append(2)


def _lambda_of(self: Asker) -> object:
    return lambda _found=None: self.hear()
