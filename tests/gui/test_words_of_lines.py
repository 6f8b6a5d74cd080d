"""The words of a check line: what its texts refer to, in the language shown, on screen, in the record and after it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.every_kind import every_kind
from factories.visits import come
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector_desktop.check import acts
from inspector_desktop.check.acts import save_sheet
from inspector_desktop.check.store import sheet_of
from inspector_desktop.checklist.definition import Definition, Question, Words
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.gui.kit.answercard import AnswerCard, CheckLine
from inspector_desktop.gui.pages.inspecting.questions import Rows
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.report.store import judged_lines
from inspector_desktop.signature.store import record_content


def table() -> Definition:
    """The table of every kind, whose first check line speaks of an answer, in two languages, and is locked by one."""
    whole = every_kind()
    first = replace(
        whole.by_name["rods"], label="${staff} 人所在处的接闪器无锈蚀", hint="按 ${staff} 人查", guidance="细则见 ${staff} 条",
        read_only="${staff} > 100",
        words=(Words("English", "Rods above ${staff} people are sound", "look for ${staff}", "see rule ${staff}"),),
    )  # fmt: skip
    return replace(whole, questions=tuple(first if one.name == "rods" else one for one in whole.questions))


@pytest.fixture
def sheet(clock) -> Sheet:
    made = Sheet(table(), at=clock.now())
    made.answer("staff", "12")
    return made


def rows_of(sheet: Sheet, language: str = "") -> Rows:
    def line(question: Question, depth: int) -> CheckLine:
        return CheckLine(question.name, str(question.number), question.label, depth=depth)

    return Rows(sheet, line, before={}, language=language)


def line_of(rows: Rows) -> CheckLine:
    return next(one for one in rows.all() if isinstance(one, CheckLine) and one.key == "rods")


def test_a_line_says_what_its_texts_refer_to_and_follows_it(sheet: Sheet) -> None:
    rows = rows_of(sheet)
    line = line_of(rows)
    assert (line.label, line.guidance) == ("12 人所在处的接闪器无锈蚀", "细则见 12 条")
    assert line.basis.endswith(" · 按 12 人查")
    renewed = rows.renewed(sheet.answer("staff", "7"))
    assert renewed is not None
    assert [one.label for one in renewed if isinstance(one, CheckLine)] == ["7 人所在处的接闪器无锈蚀"]


def test_a_line_is_shown_in_the_language_chosen(sheet: Sheet) -> None:
    line = line_of(rows_of(sheet, "English"))
    assert (line.label, line.guidance) == ("Rods above 12 people are sound", "see rule 12")
    assert line.basis.endswith(" · look for 12")


def test_a_line_that_the_form_locks_is_not_judged(sheet: Sheet, qtbot: QtBot) -> None:
    rows, card, said = rows_of(sheet), AnswerCard(), []
    qtbot.addWidget(card)
    card.answered.connect(lambda _, verdict: said.append(verdict))
    card.show_line(line_of(rows))
    assert "细则见 12 条" in card._hint.text()
    qtbot.keyClick(card, Qt.Key.Key_1)
    assert said == ["conforms"]
    rows.renewed(sheet.answer("staff", "200"))
    card.show_line(line_of(rows))
    assert not card.verdict_button("conforms").isEnabled()
    qtbot.keyClick(card, Qt.Key.Key_2)
    assert said == ["conforms"]


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def test_the_record_and_what_follows_it_say_what_a_line_refers_to(bureau: Bureau, monkeypatch) -> None:
    monkeypatch.setattr(acts, "table_of", lambda *_: table())
    dossier, *_ = released_inspections(bureau)
    desk, clock = bureau.desk(), bureau.clock
    with bureau.writing() as session:
        register_paper_approval(session, desk=desk, clock=clock, dossier=dossier, approver="孙志远")
    come(bureau, dossier)
    with bureau.writing() as session:
        sheet = sheet_of(session, desk.bureau, dossier, at=clock.now())
        sheet.answer("staff", "12")
        sheet.answer("rods", "violates", fact="锈蚀")
        acts.keep_answers(session, desk=desk, clock=clock, dossier=dossier, answers=sheet.answers())
        save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    with bureau.reading() as session:
        (found,) = record_content(session, desk.bureau, dossier).findings
        (line,) = judged_lines(session, desk.bureau, dossier)
    assert found.label == line.label == "12 人所在处的接闪器无锈蚀"
