"""A field that grows: long words are seen whole, and a short one takes no more room than a line."""

from __future__ import annotations

from PySide6.QtCore import Qt

from inspector_desktop.gui.kit.growing import GrowingField


def test_it_is_one_line_high_until_its_words_need_more_and_then_scrolls(qtbot):
    field = GrowingField("意见", most=3)
    qtbot.addWidget(field)
    field.resize(260, field.height())
    field.show()
    one = field.height()
    field.setText("情况属实")
    assert field.height() == one and field.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    field.setText("第19项：新的检测报告已经做好，还没有取回，取回后马上送来。")
    qtbot.waitUntil(lambda: field.height() > one)
    two = field.height()
    field.setText("一句很长的话。" * 40)
    qtbot.waitUntil(lambda: field.height() > two)
    assert field.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded
    field.setText("")
    qtbot.waitUntil(lambda: field.height() == one)


def test_typing_is_told_and_filling_is_not(qtbot):
    field = GrowingField()
    qtbot.addWidget(field)
    told = []
    field.edited.connect(told.append)
    field.set_value("甲")
    field.setText("乙")
    assert told == ["乙"] and field.value() == field.text() == "乙"
