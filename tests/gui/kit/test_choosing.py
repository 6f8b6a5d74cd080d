"""Lists to choose from: what a form says of their look decides before the length of their words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from inspector_desktop.gui import look
from inspector_desktop.gui.kit.answering.asked import Asked, Option, Source
from inspector_desktop.gui.kit.answering.choosing import (
    ButtonsEditor,
    SearchEditor,
    SegmentsEditor,
    choosing_editor,
)

LONG = tuple(
    Option(f"o{at}", words)
    for at, words in enumerate(
        ("完全没有落实到位", "大部分没有落实", "落实了一半左右的要求", "大部分落实到位", "全部落实并长期保持")
    )
)
SHORT = (Option("y", "是"), Option("n", "否"))


def editor(qtbot: QtBot, options: tuple[Option, ...], *appearance: str, kind: str = "choice"):
    asked = Asked("q", kind, "责任制落实情况", appearance=frozenset(appearance))
    made = choosing_editor(asked, Source(lambda *_: options))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_scale_asked_for_is_joined_segments_however_long_its_words_are(qtbot: QtBot) -> None:
    assert isinstance(editor(qtbot, LONG), ButtonsEditor)
    made = editor(qtbot, LONG, "likert")
    assert isinstance(made, SegmentsEditor)
    segments = [made.group.button(one.key) for one in LONG]
    assert sum(one.width() for one in segments) <= 600 and len({one.width() for one in segments}) == 1
    metrics = QFontMetrics(look.body(bold=True))
    for one, option in zip(segments, LONG, strict=True):
        lines = one.text().split("\n")
        assert "".join(lines) == option.label and len(lines) <= 2  # whole, on two lines at most
        assert one.height() >= len(lines) * metrics.height()
        assert max(map(metrics.horizontalAdvance, lines)) <= one.width()
    told: list[str] = []
    made.given.connect(told.append)
    qtbot.mouseClick(segments[3], Qt.MouseButton.LeftButton)
    assert told == ["o3"] and made.value() == "o3"


def test_words_too_long_for_two_lines_are_cut_and_told_whole(qtbot: QtBot) -> None:
    words = "没有按照规定落实安全生产责任制，也没有任何书面记录可以查证"
    made = editor(qtbot, (*LONG, Option("o9", words)), "likert")
    assert isinstance(made, SegmentsEditor)
    button = made.group.button("o9")
    assert "…" in button.text() and button.toolTip() == words


@pytest.mark.parametrize(
    ("options", "appearance", "kind", "expected"),
    [
        (SHORT, ("likert",), "choice", SegmentsEditor), (SHORT, (), "choice", SegmentsEditor),
        (SHORT, ("likert",), "choices", ButtonsEditor), (LONG, ("minimal",), "choice", SearchEditor),
        (tuple(Option(str(at), f"第{at}档") for at in range(40)), ("likert",), "choice", SearchEditor),
    ],
)  # fmt: skip
def test_the_forms_word_decides_where_it_can_be_followed(qtbot: QtBot, options, appearance, kind, expected) -> None:
    assert isinstance(editor(qtbot, options, *appearance, kind=kind), expected)
