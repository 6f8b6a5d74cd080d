"""出发准备: what is printed before a visit, and which numbers stand on it."""

from __future__ import annotations

import io

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.visits import SITE
from pypdf import PdfReader

from inspector_desktop.errors import Refused
from inspector_desktop.inspection.acts import close_number
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.joint_forms import table_of
from inspector_desktop.inspection.store import find_reserved, get_inspection, history_of
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.acts import issue_notice, register_paper_approval
from inspector_desktop.notice.blanks import approval_paper
from inspector_desktop.notice.trip import RARE, Trip, prepare_trip, trip_kinds, trip_pdf
from inspector_desktop.paper.render import count_pages


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau: Bureau) -> str:
    first, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=first, approver="孙志远")
    return first


def prepare(bureau: Bureau, dossier: str, kinds: tuple[str, ...] | None = None) -> Trip:
    with bureau.writing() as session:
        return prepare_trip(
            session, desk=bureau.desk(), clock=bureau.clock, house=House(bureau.profile, SITE), dossier=dossier,
            kinds=kinds,
        )  # fmt: skip


def notice(bureau: Bureau, dossier: str):
    with bureau.writing() as session:
        return issue_notice(
            session, desk=bureau.desk(), clock=bureau.clock, house=House(bureau.profile, SITE), dossier=dossier,
            contact="李建国", telephone="0372-8112345", materials=("检测报告",),
        )  # fmt: skip


def test_papers_are_numbered_in_advance_and_printed_as_one_file(bureau, dossier):
    notice(bureau, dossier)
    trip = prepare(bureau, dossier)
    numbers = {one.kind: one.number for one in trip.papers}
    assert numbers["notice"] == "（滑）气检告〔2026〕1号"
    assert numbers["check-record"] == "（滑）气检记〔2026〕1号"
    assert numbers["check-sheet"] == ""
    assert set(numbers) == set(trip_kinds(bureau.profile)) - set(RARE)
    pages = PdfReader(io.BytesIO(trip_pdf(trip))).pages
    text = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")
    assert text.count("（滑）气责改〔2026〕1号") >= 2  # two copies: one is filed, one is left
    assert "六十日内" in text
    with bureau.reading() as session:
        assert history_of(session, dossier)[-1].kind == "notice.trip-prepared"
        assert rebuild(session).equal


@pytest.mark.obligation("F137")
def test_the_lines_that_matter_most_are_marked_on_the_table_taken_along(bureau, dossier):
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, dossier)
        definition = table_of(session, view, "2026-11-20")
    assert definition is not None
    serious = [one.label for one in definition.lines if one.severity == "serious"]
    trip = prepare(bureau, dossier, ("check-sheet",))
    pages = PdfReader(io.BytesIO(trip_pdf(trip))).pages
    text = "".join(page.extract_text() for page in pages)
    assert text.count("严重") == len(serious) + sum("严重" in one.label for one in definition.lines) > 1
    assert any(f"严重　{label[:4]}" in text for label in serious)


def test_printing_again_takes_no_new_numbers(bureau, dossier):
    first, second = prepare(bureau, dossier), prepare(bureau, dossier)
    assert [one.number for one in first.papers] == [one.number for one in second.papers]


def test_numbers_of_rare_papers_are_taken_only_when_they_are_asked_for(bureau, dossier):
    prepare(bureau, dossier)
    with bureau.reading() as session:
        assert find_reserved(session, bureau.desk().bureau, dossier, "refusal-report") == ""
    prepare(bureau, dossier, ("refusal-report",))
    with bureau.reading() as session:
        assert find_reserved(session, bureau.desk().bureau, dossier, "refusal-report")


def test_a_used_up_block_leaves_the_number_to_be_written_by_hand(bureau, dossier):
    with bureau.writing() as session:
        for number in range(1, 11):
            close_number(
                session, desk=bureau.desk(), clock=bureau.clock, series="order", year=2026, number=number,
                text=str(number), reason="打印作废",
            )  # fmt: skip
    trip = prepare(bureau, dossier)
    assert trip.unnumbered == ("责令限期整改指令书",)
    assert next(one for one in trip.papers if one.kind == "order").number == ""


def test_without_approval_or_with_a_notice_not_finalised_nothing_is_printed(bureau, dossier):
    with pytest.raises(Refused, match="refused-trip-notice"):
        prepare(bureau, dossier, ("notice", "check-record"))
    with pytest.raises(Refused, match="refused-trip-empty"):
        prepare(bureau, dossier, ())
    with bureau.reading() as session:
        from inspector_desktop.inspection.store import inspections

        other = next(one.dossier for one in inspections(session, bureau.desk().bureau) if one.dossier != dossier)
    with pytest.raises(Refused, match="refused-not-authorised"):
        prepare(bureau, other)


def test_notice_approval_form_record_and_order_keep_to_one_page(bureau, dossier):
    issued = notice(bureau, dossier)
    trip = prepare(bureau, dossier)
    with bureau.reading() as session:
        from inspector_desktop.storage.evidence import read_evidence

        assert len(PdfReader(io.BytesIO(read_evidence(session, issued.blob))).pages) == 1
        view = get_inspection(session, bureau.desk().bureau, dossier)
    assert count_pages(approval_paper(view, bureau.profile)) == 1
    for one in trip.papers:
        if one.kind in {"check-record", "order", "advice", "service-receipt"}:
            assert count_pages(one.content) == 1, one.kind


def test_the_sheet_read_out_tells_the_discipline_as_the_notice_does(bureau, dossier):
    notice(bureau, dossier)
    trip = prepare(bureau, dossier, ("notice", "reading-sheet"))
    pages = PdfReader(io.BytesIO(trip_pdf(trip))).pages
    text = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")
    assert text.count("遵守“五个严禁”：") == text.count("“八个不得”：不得收受财物") == 3  # the notice twice, the sheet
