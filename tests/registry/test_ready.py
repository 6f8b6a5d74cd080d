"""Rows made ready for an import are, byte by byte and column by column, those that the slow way makes."""

import pytest
from factories import bureau as bureaus

from inspector_desktop.digest import canonical
from inspector_desktop.registry.importing import _Imported, bring_in_subjects, compare_list
from inspector_desktop.registry.intake import Intake, judge_sheets, judging
from inspector_desktop.registry.intake.reading import Cell, Line, Sheet
from inspector_desktop.registry.ready import LISTED, in_entries
from inspector_desktop.registry.rows import subject_row
from inspector_desktop.registry.store import subjects

HEADER = ["企业名称", "统一社会信用代码", "管辖单位", "地址", "负责人", "联系电话", "监管类别", "信用等级", "登记机关"]
SOUND, OTHER = "91410526MA00000583", "92410481MA4AAAAA0W"
ODD = ('"甲"站', "乙\\站", "丙\u2028站", "𠮷祥厂", "重庆路加油站", "A-1 Ω'*", "丁\x7f站", "万古长青站", "服务 行业站")


def rows():
    yield HEADER
    for at, name in enumerate(ODD):
        yield [name, ("", f"3301000000{at:03}")[at % 2], "城关所", f"{at}号\t'", "", "", "加油站", "A", "局"]
    yield ["甲乙加油站", SOUND, "", "1号", "赵", "1", "", "", ""]
    yield ["甲乙丙加油站", OTHER, "城关所", "2号", "", "2", "没有这一类", "没有这一等", "局"]
    yield ["甲乙加油站", "", "城关所", "3号", "", "3", "", "", ""]


@pytest.fixture
def bureau(tmp_path, clock):
    opened = bureaus.open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def intake():
    lines = [Line(number, tuple(map(Cell, row))) for number, row in enumerate(rows(), 1)]
    return judge_sheets("subjects", "名录.csv", [Sheet("S", True, lines)])


@pytest.mark.parametrize("packed", [True, False])
def test_they_are_what_a_subject_is_made_of(bureau, intake, packed):
    if not packed:
        intake = Intake(**(vars(intake) | {"rows": list(intake.rows)}))
    found = compare_list(intake, {}, profile=bureau.profile, decisions={one.row: "other" for one in intake.rows})
    slow = [subject_row(row, bureau.profile) for row in found.new.given()]
    assert len(slow) == len(ODD) + 3
    imported = _Imported(found.new, bureau.profile)
    (entry,) = in_entries(imported.ready(), 100, 1 << 20)
    assert entry.content == canonical([row.model_dump(exclude_defaults=True) for row in slow])
    assert entry.values == [tuple(getattr(row, name) for name in LISTED) for row in slow]
    assert list(entry) == [row.model_dump(exclude_defaults=True) for row in slow]
    assert imported.warned() == sum(bool(row.warning) for row in slow) > 0


def test_initials_made_while_a_list_is_read_are_those_made_later(bureau, monkeypatch):
    def ready():
        lines = [Line(number, tuple(map(Cell, row))) for number, row in enumerate(rows(), 1)]
        intake = judge_sheets("subjects", "名录.csv", [Sheet("S", True, lines)])
        found = compare_list(intake, {}, profile=bureau.profile)
        return [*intake.rows.runs], list(_Imported(found.new, bureau.profile).ready())

    (later,), entered = ready()
    monkeypatch.setattr(judging, "MANY", 0)
    (early,), entered_early = ready()
    assert not later.letters
    assert [*early.initials()] == ["jyjyz", "jybjyz"]
    assert entered_early == entered


def test_rows_left_out_stand_in_no_entry(bureau, intake):
    found = compare_list(intake, {}, profile=bureau.profile)
    (doubt,) = found.doubts
    told = [
        values
        for entry in in_entries(_Imported(found.new, bureau.profile).ready(), 2, 1 << 20)
        for values in entry.values
    ]
    assert [values[LISTED.index("source_row")] for values in told] == [*found.new]
    assert doubt.row not in found.new


def test_entries_hold_no_more_bytes_than_they_may(bureau, intake):
    found = compare_list(intake, {}, profile=bureau.profile)
    imported = _Imported(found.new, bureau.profile)
    whole = [row for entry in in_entries(imported.ready(), 100, 1 << 20) for row in entry]
    small = list(in_entries(imported.ready(), 100, 700))
    assert [row for entry in small for row in entry] == whole
    assert all(len(entry.content) <= 700 or len(entry) == 1 for entry in small)
    assert max(len(entry) for entry in small) > 1


def test_what_is_entered_so_stands_as_the_journal_replays_it(bureau, intake):
    from inspector_desktop.journal.applying import rebuild

    with bureau.writing() as session:
        done = bring_in_subjects(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, intake=intake, content=b"a"
        )
        assert done.entered == len(intake.rows) - 1
    with bureau.reading() as session:
        assert {one.name for one in subjects(session, bureau.desk().bureau)} >= {"𠮷祥厂", '"甲"站'}
        assert rebuild(session).equal
