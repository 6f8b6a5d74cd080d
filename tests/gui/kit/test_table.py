"""Tables over a tuple of rows."""

import time
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inspector_desktop.gui.kit.cells import Cell, hits
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.table import Column, RowsModel, Table


@dataclass(frozen=True)
class Firm:
    key: str
    name: str
    visits: str = "0"
    note: str = ""


COLUMNS = (
    Column("name", "名称", lambda row: Cell(row.name, row.note), sortable=True),
    Column("visits", "本年已查", lambda row: row.visits, width=90, right=True, sortable=True),
    Column("do", "", lambda _: Cell(button="打开", button_key="open"), width=100, right=True),
)
FIRMS = (Firm("a", "诚信加油站", "1"), Firm("b", "顺达加油站", "2", "旧注册号"), Firm("c", "人民医院"))


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table(COLUMNS, FIRMS)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def test_the_model_holds_to_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(RowsModel(COLUMNS, FIRMS))


def test_rows_are_replaced_whole_and_the_marked_one_stays(qtbot: QtBot, table: Table) -> None:
    table.choose("b")
    with qtbot.waitSignal(table.rows_model.modelReset):
        table.set_rows((FIRMS[2], FIRMS[1]))
    assert table.rows_model.rows() == (FIRMS[2], FIRMS[1])
    assert table.current_row() == FIRMS[1]


def test_a_row_with_a_second_line_is_higher(table: Table) -> None:
    assert [table.rowHeight(at) for at in range(3)] == [40, 44, 40]


def test_columns_fill_the_width(table: Table) -> None:
    assert [table.columnWidth(at) for at in range(3)] == [600 - 190, 90, 100]


def test_the_button_of_a_row_is_pressed_by_mouse(qtbot: QtBot, table: Table) -> None:
    index = table.rows_model.index(1, 2)
    where = table._delegate.button_rect(table.visualRect(index), table.rows_model.cell(1, 2), right=True).center()
    with qtbot.waitSignal(table.button_pressed) as heard:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where.toPoint())
    assert heard.args == [FIRMS[1], "open"]


def test_beside_the_button_nothing_is_pressed(qtbot: QtBot, table: Table) -> None:
    with qtbot.assertNotEmitted(table.button_pressed):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert table.current_row() == FIRMS[0]


def test_enter_and_double_click_open_a_row(qtbot: QtBot, table: Table) -> None:
    table.choose("c")
    with qtbot.waitSignal(table.opened) as heard:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert heard.args == [FIRMS[2]]
    with qtbot.waitSignal(table.opened) as heard:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 60))


def test_pressing_a_heading_asks_for_another_order(qtbot: QtBot, table: Table) -> None:
    asked: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda key, descending: asked.append((key, descending)))
    header = table.horizontalHeader()
    for x in (20, 20, 450, 560):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 15))
    assert asked == [("name", False), ("name", True), ("visits", False)]


def test_a_name_that_is_cut_is_told_in_full(qtbot: QtBot, table: Table) -> None:
    long = "中国石油天然气股份有限公司河南平顶山销售分公司湛河区轻工路加油站"
    table.set_rows((Firm("x", long), FIRMS[0]))
    table.resize(400, 300)
    index = table.rows_model.index(0, 0)
    assert table._delegate.cut_text(table.visualRect(index), index) == long
    short = table.rows_model.index(1, 0)
    assert table._delegate.cut_text(table.visualRect(short), short) == ""


def test_hits_are_found_whatever_their_case_and_never_overlap() -> None:
    assert hits("加油加油站", "加油") == ((0, 2), (2, 4))
    assert hits("91MA9g", "ma9G") == ((2, 6),)
    assert hits("加油", "") == ()


def test_hits_are_marked_on_the_screen(table: Table) -> None:
    table.set_needle("加油")
    picture = table.viewport().grab().toImage()
    marked = sum(picture.pixelColor(x, 20).name() == "#fff1c2" for x in range(200))
    assert marked > 5


def test_a_cell_can_be_read_aloud() -> None:
    cell = Cell("18/32", "二级", chips=(ChipText("现场检查", "blue"),))
    model = RowsModel((Column("x", "环节", lambda _: cell),), (1,))
    assert model.data(model.index(0, 0)) == "现场检查 18/32 二级"


def test_fifty_thousand_rows_are_shown_at_once(qtbot: QtBot) -> None:
    rows = tuple(Firm(str(at), f"单位{at}") for at in range(50_000))
    made = Table(COLUMNS)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    started = time.perf_counter()
    made.set_rows(rows)
    made.grab()
    assert time.perf_counter() - started < 0.5
    assert made.rows_model.rowCount() == 50_000
