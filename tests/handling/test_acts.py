"""A case handed over, told, received, sent back."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.finished import checked_visit, free_officer, house_of, officers_of
from factories.visits import jpeg
from pypdf import PdfReader

from inspector_desktop.clock import stamp
from inspector_desktop.errors import Refused
from inspector_desktop.handling.acts import print_approval, take_receipt, transfer_case
from inspector_desktop.handling.rules import Document, Wanted, read_documents
from inspector_desktop.handling.store import TransferView, transfers_of
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.store import find_paper, get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.paper.render import render
from inspector_desktop.rectification.late import Late
from inspector_desktop.rectification.store import problems_of
from inspector_desktop.report.store import judged_lines
from inspector_desktop.storage.evidence import read_evidence

GIVEN = Wanted(
    way="handling-authority", receiver="滑县消防救援大队", matter="1. 加油区灭火器压力不足（检查表第1项）。",
    reason="上述问题不属于本局职权范围", basis="《中华人民共和国安全生产法》第六十九条",
    documents=(Document("现场检查记录", 2), Document("现场照片", 3)), approver="孙志远", approved_on="2026-11-20",
)  # fmt: skip


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau):
    return checked_visit(bureau, released_inspections(bureau)[0])


def desk_of(bureau: Bureau, dossier: str):
    return bureau.desk(officers_of(bureau, dossier)[0].id)


def lines_of(bureau: Bureau, dossier: str) -> tuple[str, ...]:

    with bureau.reading() as session:
        found = judged_lines(session, bureau.desk().bureau, dossier)
    return tuple(one.line for one in found if one.value == "violates")


def transferred(bureau: Bureau, dossier: str, given: Wanted = GIVEN, **more) -> IssuedPaper:
    desk = more.pop("desk", None) or desk_of(bureau, dossier)
    with bureau.writing() as session:
        return transfer_case(
            session, desk=desk, clock=bureau.clock, house=house_of(bureau), dossier=dossier, given=given, **more
        )


def received(bureau: Bureau, dossier: str, *, received_by: str = "张红梅", result: str = "receipt-accepted", **more):
    with bureau.writing() as session:
        take_receipt(
            session, desk=desk_of(bureau, dossier), clock=bureau.clock, dossier=dossier,
            transfer=transfers(bureau, dossier)[-1].id, received_by=received_by, result=result, **more,
        )  # fmt: skip


def transfers(bureau: Bureau, dossier: str) -> tuple[TransferView, ...]:
    with bureau.reading() as session:
        return transfers_of(session, bureau.desk().bureau, dossier)


def states(bureau: Bureau, dossier: str) -> list[str]:
    with bureau.reading() as session:
        return [one.state for one in problems_of(session, bureau.desk().bureau, dossier)]


def done(bureau: Bureau, dossier: str) -> dict[str, str]:
    with bureau.reading() as session:
        return get_inspection(session, bureau.desk().bureau, dossier).done


def words(pdf: bytes) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


@pytest.mark.obligation("F142")
def test_a_case_goes_with_its_papers_and_its_receipt_is_kept(bureau, dossier):
    first, second = lines_of(bureau, dossier)
    given = replace(GIVEN, lines=(first,))
    paper = transferred(bureau, dossier, given)
    with bureau.reading() as session:
        text = words(read_evidence(session, paper.blob))
    for told in ("案件移送书", "滑县消防救援大队", "第六十九条", "附件：2件，共5页", "回执", paper.number):
        assert told in text
    assert states(bureau, dossier) == ["fix-handled", "fix-open"] and "handling" not in done(bureau, dossier)
    bureau.clock.advance(days=2)
    received(bureau, dossier, words="滑消收〔2026〕12号", scan=b"jpeg")
    (kept,) = transfers(bureau, dossier)
    assert (kept.received_by, kept.result, kept.received_at) == (
        "张红梅", "receipt-accepted", stamp(bureau.clock.now()),
    )  # fmt: skip
    assert done(bureau, dossier)["handling"] == kept.received_at
    with bureau.reading() as session:
        found = find_paper(session, bureau.desk().bureau, dossier, "transfer")
        assert found is not None and found.state == "paper-served"
        assert rebuild(session).equal
    with pytest.raises(Refused, match="refused-receipt-known"):
        received(bureau, dossier)
    with pytest.raises(Refused, match="refused-handling-problem"):
        transferred(bureau, dossier, given)
    transferred(bureau, dossier, replace(given, lines=(second,)))
    assert set(states(bureau, dossier)) == {"fix-handled"} and "closed" not in done(
        bureau, dossier
    )  # nothing was mended


@pytest.mark.obligation("F142")
def test_a_copy_tells_another_department_and_leaves_the_problems_here(bureau, dossier):
    given = replace(
        GIVEN, way="handling-copy", lines=lines_of(bureau, dossier), documents=(), approver="", approved_on=""
    )
    paper = transferred(bureau, dossier, given)
    assert paper.title == "抄告函" and states(bureau, dossier) == ["fix-open", "fix-open"]
    with bureau.reading() as session:
        text = words(read_evidence(session, paper.blob))
    assert "抄告你单位" in text and "移送" not in text
    received(bureau, dossier)
    assert "handling" in done(bureau, dossier)


def test_what_was_sent_back_has_to_be_dealt_with_here_again(bureau, dossier):
    transferred(bureau, dossier, replace(GIVEN, lines=lines_of(bureau, dossier)))
    assert states(bureau, dossier) == ["fix-handled", "fix-handled"]
    with pytest.raises(Refused, match="refused-receipt-words"):
        received(bureau, dossier, result="receipt-sent-back")
    received(bureau, dossier, result="receipt-sent-back", words="不属本单位管辖")
    assert states(bureau, dossier) == ["fix-open", "fix-open"]


def test_the_form_signed_by_hand_is_printed_with_its_number_and_kept_with_the_letter(bureau, dossier):
    with bureau.writing() as session:
        form = print_approval(
            session, desk=desk_of(bureau, dossier), clock=bureau.clock, house=house_of(bureau), dossier=dossier,
            given=GIVEN,
        )  # fmt: skip
    text = words(render(form))
    assert form.number and form.number in text and "审批意见" in text and "孙志远" not in text  # he signs by hand
    transferred(bureau, dossier, approval=Late(scans=((jpeg((300, 400)), "审批表.jpg"),)))
    with bureau.reading() as session:
        kept = find_paper(session, bureau.desk().bureau, dossier, "transfer-approval")
        assert kept is not None and kept.number == form.number
        assert b"/Image" in read_evidence(session, kept.blob)


def test_a_transfer_made_on_paper_is_entered_as_of_when_it_was(bureau, dossier):
    bureau.clock.advance(days=3)
    at = bureau.clock.now() - timedelta(days=2)
    given = replace(GIVEN, approved_on="2026-11-21")
    transferred(bureau, dossier, given, late=Late(at, ((jpeg((300, 400)), "移送书.jpg"),)))
    (kept,) = transfers(bureau, dossier)
    assert kept.transferred_at == stamp(at)
    with pytest.raises(Refused, match="refused-receipt-early"):
        received(bureau, dossier, received_at=at - timedelta(hours=1))
    with pytest.raises(Refused, match="refused-happened-later"):
        transferred(bureau, dossier, given, late=Late(bureau.clock.now() + timedelta(hours=1)))


def test_what_a_transfer_lacks_is_told_and_nothing_is_kept(bureau, dossier):
    for change, code in (
        ({"way": "elsewhere"}, "refused-handling-way"), ({"receiver": " "}, "refused-handling-receiver"),
        ({"matter": ""}, "refused-handling-matter"), ({"reason": ""}, "refused-handling-reason"),
        ({"basis": ""}, "refused-handling-basis"), ({"approver": ""}, "refused-handling-approval"),
        ({"approved_on": "2026-11-21"}, "refused-handling-approved-later"),
        ({"documents": ()}, "refused-handling-documents"),
        ({"documents": (Document("照片", 0),)}, "refused-handling-pages"),
        ({"lines": ("no such line",)}, "refused-handling-problem"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            transferred(bureau, dossier, replace(GIVEN, **change))
    assert transfers(bureau, dossier) == ()


def test_only_who_was_there_hands_a_case_over_before_approval(bureau, dossier):
    with pytest.raises(Refused, match="refused-handling-person"):
        transferred(bureau, dossier, desk=bureau.desk(free_officer(bureau, dossier)))


def test_what_goes_along_is_read_line_by_line_with_its_pages():
    text = "现场检查记录 （滑）气检记〔2026〕1号 2页\n\n现场照片　3\n检测报告2025年版12页\n询问笔录"
    assert read_documents(text) == (
        Document("现场检查记录 （滑）气检记〔2026〕1号", 2), Document("现场照片", 3), Document("检测报告2025年版", 12),
        Document("询问笔录", 0),
    )  # fmt: skip
