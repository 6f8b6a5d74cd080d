"""Check tables brought in: their versions and periods, what they close and refuse, and what an inspection freezes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from factories.bureau import approved_plan, enter_some_subjects, frozen_draw, open_bureau, released_inspections
from factories.forms import REPEALED, USUAL, check_line, write_form
from openpyxl import Workbook
from sqlmodel import select

from inspector_desktop.check.acts import open_sheet
from inspector_desktop.check.store import get_definition, sheet_of
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.registry.acts import publish_items
from inspector_desktop.registry.facts import ItemRow
from inspector_desktop.registry.form_acts import bring_form, change_period, read_form_file, withdraw_form
from inspector_desktop.registry.form_records import FormEdition
from inspector_desktop.registry.form_rules import changes_between
from inspector_desktop.registry.form_store import (
    count_forms,
    definition_on,
    edition_on,
    editions,
    form_of_item,
    form_title,
    has_form,
    shipped_definition,
    shipped_forms,
    source_of,
    table_lines,
    tables_of,
)
from inspector_desktop.registry.store import items
from inspector_desktop.storage.evidence import drop_evidence

LIGHTNING = "lightning-safety"


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def bring(bureau, tmp_path):
    def go(person="16005", rows=USUAL, *, day="2026-11-20", until="", items_used=None, **form):
        file = read_form_file(write_form(tmp_path / form.get("version", "one"), rows, **form))
        with bureau.writing() as session:
            return bring_form(
                session, desk=bureau.desk(person), clock=bureau.clock, file=file, valid_from=day, valid_until=until,
                items_used=items_used, reason="按现场情况制表",
            )  # fmt: skip

    return go


def read(bureau, query, *inputs, **named):
    with bureau.reading() as session:
        return query(session, bureau.desk().bureau, *inputs, **named)


@pytest.mark.obligation("F124")
def test_a_spreadsheet_becomes_an_edition_with_its_list_its_findings_and_its_source(bureau, bring, tmp_path):
    rows = (*USUAL, check_line("old", "按旧规范设计", **REPEALED))
    edition = bring(rows=rows, items_used=("QX01",))
    (view,) = read(bureau, editions)
    assert (view.id, view.form, view.version, view.lines, view.unverified) == (
        edition, "earthing", "2026.1", 4, (3,)
    )  # fmt: skip
    assert [(one.code, one.row) for one in view.problems if one.code == "form-basis-repealed"] == [
        ("form-basis-repealed", 8)
    ]
    with bureau.reading() as session:
        bureau_id = bureau.desk().bureau
        definition = definition_on(session, bureau_id, "earthing", "2026-11-20")
        assert tables_of(session, definition)["stations.csv"].rows[0][:2] == ("s1", "第1台站")
        names = dict(source_of(session, view))
        assert names["earthing.md"] == (tmp_path / "one" / "earthing.md").read_bytes()
        assert names["stations.csv"].startswith(b"name,label")
        (line,) = (one for one in table_lines(session, bureau_id, "2026-11-20") if one.key == edition)
        assert [one.id for one in line.used_by] == ["QX01"]
        assert line.state == "holds"
        assert rebuild(session).equal
    assert read(bureau, count_forms) == len(shipped_forms()) + 1


def test_a_workbook_of_a_spreadsheet_program_is_read_as_its_markdown_is(tmp_path):
    plain = write_form(tmp_path / "forms")
    book, sheet = Workbook(), None
    book.remove(book.active)
    for line in plain.read_text("utf-8").splitlines():
        cells = [one.strip() for one in line.strip().strip("|").split("|")]
        if cells[0]:
            sheet = book.create_sheet(cells[0])
        else:
            sheet.append(cells[1:])
    book.save(tmp_path / "forms" / "earthing.xlsx")
    file = read_form_file(tmp_path / "forms" / "earthing.xlsx")
    assert file.reading.definition == read_form_file(plain).reading.definition
    assert [name for name, _ in file.files] == ["stations.csv"]


@pytest.mark.obligation("F124")
def test_a_new_version_closes_the_former_the_day_before_and_keeps_its_items(bureau, bring):
    first = bring(items_used=("QX01",))
    second = bring(day="2027-01-01", version="2027.1")
    by_id = {one.id: one for one in read(bureau, editions)}
    assert by_id[first].valid_until == "2026-12-31"
    assert by_id[second].items == ("QX01",)
    assert read(bureau, edition_on, "earthing", "2026-12-31").version == "2026.1"
    assert read(bureau, edition_on, "earthing", "2027-01-01").version == "2027.1"
    assert not read(bureau, has_form, "earthing", first="2026-10-01", last="2026-11-19")


def test_two_editions_never_share_a_day_and_a_version_stands_once(bureau, bring):
    first = bring(until="2026-12-31")
    for options, code in (
        ({"day": "2026-12-31", "version": "2027.1"}, "refused-form-overlap"),
        ({"day": "2027-01-01", "version": "2026.1"}, "refused-form-version"),
        ({"day": "2027-01-02", "until": "2027-01-01", "version": "2027.1"}, "refused-form-until"),
        ({"day": "明年", "version": "2027.1"}, "refused-form-day"),
    ):
        with pytest.raises(Refused) as refusal:
            bring(**options)
        assert refusal.value.code == code
    bring(day="2027-01-01", version="2027.1")
    with bureau.writing() as session, pytest.raises(Refused) as refusal:
        change_period(
            session, desk=bureau.desk(), clock=bureau.clock, edition=first, valid_from="2026-11-20",
            valid_until="2027-02-01", reason="延长",
        )  # fmt: skip
    assert refusal.value.code == "refused-form-overlap"


def test_a_withdrawn_edition_is_used_no_more_and_the_shipped_table_is_back(bureau, bring):
    with bureau.reading() as session:
        shipped = definition_on(session, bureau.desk().bureau, LIGHTNING, "2026-11-20")
    edition = bring(form=LIGHTNING, version="本局2026.1")
    assert read(bureau, edition_on, LIGHTNING, "2026-11-20").version == "本局2026.1"
    with bureau.writing() as session:
        withdraw_form(session, desk=bureau.desk(), clock=bureau.clock, edition=edition, reason="改用原表")
    with bureau.reading() as session:
        assert definition_on(session, bureau.desk().bureau, LIGHTNING, "2026-11-20").digest == shipped.digest
    with bureau.writing() as session, pytest.raises(Refused):
        withdraw_form(session, desk=bureau.desk(), clock=bureau.clock, edition=edition, reason="再次停用")


def test_only_the_supervising_section_brings_tables_in_and_a_faulty_one_is_refused(bureau, bring):
    with pytest.raises(Refused) as refusal:
        bring("16001")
    assert refusal.value.code == "refused-role-registers"
    with pytest.raises(Refused) as refusal:
        bring(rows=({"type": "integer", "name": "depth", "label": "埋深"},))
    assert refusal.value.code == "refused-form-problems"
    assert read(bureau, editions) == ()


def test_a_list_that_went_away_and_a_file_of_another_kind_are_said_so(tmp_path):
    path = write_form(tmp_path / "forms")
    (tmp_path / "forms" / "stations.csv").unlink()
    read_anyway = read_form_file(path)
    assert [one.code for one in read_anyway.reading.problems if one.fatal] == ["form-file-missing"]
    with pytest.raises(Refused):
        read_form_file(tmp_path / "forms" / "earthing.docx")
    with pytest.raises(Missing):
        read_form_file(tmp_path / "forms" / "gone.xlsx")


def test_changes_between_two_versions_name_lines_added_removed_and_changed(tmp_path):
    before = read_form_file(write_form(tmp_path / "a")).reading.definition
    rows = (*USUAL[:4], check_line("label", "设有警示标识", article="第三十条"), check_line("new", "新增一项"))
    after = read_form_file(write_form(tmp_path / "b", rows)).reading.definition
    found = {(one.kind, one.name): one for one in changes_between(before, after)}
    assert set(found) == {("changed", "label"), ("added", "new"), ("removed", "deep")}
    assert ("article", "第二十三条", "第三十条") in found["changed", "label"].columns


@pytest.mark.obligation("F124")
def test_a_running_inspection_keeps_its_version_and_a_new_one_gets_the_new(bureau, bring):
    with bureau.writing() as session:
        listed = items(session, bureau.desk().bureau)
    bring(items_used=[one.id for one in listed])
    running, later, *_ = released_inspections(bureau)
    assert read(bureau, get_inspection, running).form == "earthing"
    with bureau.writing() as session:
        open_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=running)
    rows = (*USUAL, check_line("new", "新增一项"))
    bureau.clock.advance(days=1)
    bring(rows=rows, day="2026-11-21", version="2026.2")
    with bureau.writing() as session:
        open_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=running)
        open_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=later)
    assert [read(bureau, get_definition, one).version for one in (running, later)] == ["2026.1", "2026.2"]
    with bureau.reading() as session:
        old = sheet_of(session, bureau.desk().bureau, running, at=bureau.clock.now())
        new = sheet_of(session, bureau.desk().bureau, later, at=bureau.clock.now())
        assert (len(old.definition.lines), len(new.definition.lines)) == (3, 4)
        assert [one.label for one in old.choices("station")] == ["第1台站", "第2台站", "第3台站"]
        assert rebuild(session).equal


def test_a_table_made_for_an_item_serves_it_from_its_first_day_and_the_listed_one_until_then(bureau, bring):
    bring(day="2026-12-01", items_used=("QX01",))
    with bureau.reading() as session:
        item = next(one for one in items(session, bureau.desk().bureau) if one.id == "QX01")
        unlisted = replace(item, form="nowhere")
        ask = partial(form_of_item, session, bureau.desk().bureau)
        assert ask(item, first="2026-11-20", last="2026-12-31") == LIGHTNING
        assert ask(item, first="2026-12-01") == "earthing"
        assert ask(unlisted, first="2026-11-20", last="2026-12-31") == "earthing"
        assert ask(unlisted, first="2026-11-20", last="2026-11-30") == "nowhere"


@pytest.mark.obligation("F125")
def test_an_item_without_a_table_is_not_drawn_until_one_is_brought_in(bureau, bring):
    enter_some_subjects(bureau)
    plan = approved_plan(bureau)
    with bureau.writing() as session:
        rows = [
            ItemRow(**{name: getattr(one, name) for name in ItemRow.model_fields} | {"form": "earthing"})
            for one in items(session, bureau.desk().bureau)
        ]
        publish_items(
            session, desk=bureau.desk(), clock=bureau.clock, rows=rows, published_on="2026-11-20",
            valid_from="2026-11-20",
        )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        frozen_draw(bureau, plan)
    assert refusal.value.code == "refused-plan-form"
    bring(day="2027-01-01")  # holds only after the window of the plan
    with pytest.raises(Refused):
        frozen_draw(bureau, plan)
    bring(until="2026-12-31", version="2026.0")
    assert frozen_draw(bureau, plan)


def test_a_check_does_not_begin_where_the_table_is_missing_or_not_here_yet(bureau, bring):
    with bureau.writing() as session:
        listed = [one.id for one in items(session, bureau.desk().bureau)]
    edition = bring(items_used=listed)
    dossier, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        digest = session.exec(select(FormEdition.digest)).one()
        drop_evidence(session, digest)
    with bureau.writing() as session, pytest.raises(Refused) as refusal:
        open_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)
    assert refusal.value.code == "refused-form-not-here"
    with bureau.writing() as session:
        withdraw_form(session, desk=bureau.desk(), clock=bureau.clock, edition=edition, reason="误导入")
    with bureau.writing() as session, pytest.raises(Refused) as refusal:
        open_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)
    assert refusal.value.code == "refused-form-none"


def test_a_form_is_called_by_its_title_as_shipped_or_as_brought_in(bureau):
    with bureau.reading() as session:
        for form in shipped_forms():
            assert form_title(session, bureau.desk().bureau, form) == shipped_definition(form).title
        assert form_title(session, bureau.desk().bureau, "no-such-form") == "no-such-form"
