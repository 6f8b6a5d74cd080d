"""Numbers that are closed, and numbers told by telephone when the blocks are used up."""

from __future__ import annotations

import pytest
from factories.bureau import open_bureau, released_inspections
from factories.finished import house_of

from inspector_desktop.errors import Refused
from inspector_desktop.inspection.acts import close_number, register_of_numbers, take_told_number
from inspector_desktop.inspection.records import UsedNumber
from inspector_desktop.inspection.store import find_paper
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.acts import issue_notice, register_paper_approval


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau):
    first, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=first, approver="孙志远")
    return first


def close(bureau, number, reason="打印作废"):
    with bureau.writing() as session:
        close_number(
            session, desk=bureau.desk(), clock=bureau.clock, series="notice", year=2026, number=number,
            text=f"{number}号", reason=reason,
        )  # fmt: skip


def told(bureau, dossier, number=118, told_by="王秀英"):
    with bureau.writing() as session:
        return take_told_number(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind="notice",
            inspection=dossier, number=number, told_by=told_by,
        )  # fmt: skip


def issued(bureau, dossier):
    with bureau.writing() as session:
        return issue_notice(
            session, desk=bureau.desk(), clock=bureau.clock, house=house_of(bureau), dossier=dossier,
            contact="李建国", telephone="0372-8112345", materials=(),
        )  # fmt: skip


def row(bureau, number):
    with bureau.reading() as session:
        desk = bureau.desk()
        return session.get(UsedNumber, (desk.bureau, register_of_numbers(desk), "notice", 2026, number))


def test_a_number_is_closed_once_with_a_reason_that_stays_and_is_then_passed_over(bureau, dossier):
    with pytest.raises(Refused, match="refused-number-reason"):
        close(bureau, 1, " ")
    close(bureau, 1)
    assert (row(bureau, 1).state, row(bureau, 1).reason) == ("void", "打印作废")
    for number in (1, 11):  # closed already; not of this device
        with pytest.raises(Refused, match="refused-number-not-free"):
            close(bureau, number)
    assert issued(bureau, dossier).number == "（滑）气检告〔2026〕2号"
    with pytest.raises(Refused, match="refused-number-not-free"):
        close(bureau, 2)


def test_a_number_told_by_telephone_is_reserved_for_the_paper_with_who_told_it(bureau, dossier):
    for number in range(1, 11):
        close(bureau, number)
    with pytest.raises(Refused, match="refused-numbers-used-up"):
        issued(bureau, dossier)
    for wrong in ({"told_by": " "}, {"number": 0}):
        with pytest.raises(Refused, match="refused-number-told"):
            told(bureau, dossier, **wrong)
    with pytest.raises(Refused, match="refused-number-own"):
        told(bureau, dossier, number=3)
    assert told(bureau, dossier) == "（滑）气检告〔2026〕118号"
    with pytest.raises(Refused, match="refused-number-reserved"):
        told(bureau, dossier, number=119)
    paper = issued(bureau, dossier)
    assert paper.number == "（滑）气检告〔2026〕118号"
    assert (row(bureau, 118).state, row(bureau, 118).reason, row(bureau, 118).inspection) == ("used", "王秀英", dossier)
    with bureau.reading() as session:
        assert find_paper(session, bureau.desk().bureau, dossier, "notice").number == paper.number
        assert rebuild(session).equal
