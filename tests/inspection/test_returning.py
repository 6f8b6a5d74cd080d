"""Papers of a trip that come back: recognised, matched to their page, read, filed."""

from __future__ import annotations

from io import BytesIO
from random import Random

import pytest
from factories import paper_photos as photos
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.paper_photos import Shot, any_shot, photograph
from factories.paper_trip import bring_back, print_trip, read_picture
from PIL import Image

from inspector_desktop.errors import Missing, Refused
from inspector_desktop.inspection.acts import register_of_numbers
from inspector_desktop.inspection.records import UsedNumber
from inspector_desktop.inspection.returning import (
    ALTERED,
    CLOSED,
    DOUBLE,
    ELSEWHERE,
    FOREIGN,
    KNOWN,
    UNREAD,
    PrintedView,
    choose_page,
    close_printed,
    file_page,
    match_code,
    pages_to_read,
    read_returned,
    standing_of_papers,
    unused_printed,
)
from inspector_desktop.inspection.rules import out_of_order
from inspector_desktop.inspection.store import find_reserved
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.paper.printed import PAGE_HEIGHT, PAGE_WIDTH, Layout, Tick
from inspector_desktop.paper.scan_child import read_files
from inspector_desktop.paper.scanning import DOTS
from inspector_desktop.storage.evidence import read_evidence

VALUES = ("conforms", "violates", "not_applicable", "not_checked")
PLAIN = Shot(turn=4, tilt=0.04, light=0.8, shade=0.2, noise=20, blur=0.5)


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def two(bureau: Bureau) -> tuple[str, str]:
    first, second, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        for dossier in (first, second):
            register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, approver="孙志远")
    return first, second


def standing(bureau: Bureau, dossier: str):
    with bureau.reading() as session:
        return standing_of_papers(session, bureau.desk().bureau, dossier)


def test_a_small_corpus_of_photographed_pages_is_recognised_matched_and_read(bureau, two):
    trip = print_trip(bureau, two[0], ("check-sheet",))
    layout = trip.paper("check-sheet").layout
    shots = recognised = sure = wrong = unclear = 0
    for seed in range(6):
        random = Random(seed)
        index = seed % len(trip.pages["check-sheet"])
        boxes: dict[str, list[str]] = {}  # each question by its own boxes: verdicts, or what it may choose
        for tick in layout.ticks:
            if tick.page == index + 1:
                boxes.setdefault(tick.question, []).append(tick.value)
        values = {question: random.choice(own) for question, own in sorted(boxes.items())}
        page = trip.filled("check-sheet", index, values, random)
        shots += 1
        for seen in read_picture(photograph(page, any_shot(random), random)):
            with bureau.reading() as session:
                match = match_code(session, bureau=bureau.desk().bureau, dossier=two[0], code=seen.code)
            assert (match.state, match.kind, match.page) == (KNOWN, "check-sheet", index + 1)
            recognised += bool(seen.jpeg)
            proposals, _ = read_returned([(standing(bureau, two[0]).printed[0], match.page, seen.jpeg)])
            for one in proposals:
                sure += one.marked.state == "sure"
                wrong += one.marked.state == "sure" and one.marked.value != values[one.marked.question]
                unclear += one.marked.state != "sure"
    assert recognised >= 0.95 * shots - 0.5
    assert wrong == 0
    assert unclear <= 0.02 * sure


def test_two_pages_in_one_picture_are_both_found_and_their_original_is_kept(bureau, two):
    trip = print_trip(bureau, two[0], ("check-record", "signature-page"))
    random = Random(1)
    both = photos.side_by_side(
        photos.seen(trip.pages["check-record"][0], PLAIN, random),
        photos.seen(trip.pages["signature-page"][0], PLAIN, random),
    )
    content = photos.compressed(both)
    found = bring_back(bureau, two[0], content)
    assert {one.kind for one in found} == {"check-record", "signature-page"}
    state = standing(bureau, two[0])
    assert {one.kind for one in state.returned} == {"check-record", "signature-page"}
    with bureau.reading() as session:
        assert read_evidence(session, state.returned[0].original) == content
        assert read_evidence(session, state.returned[0].straight).startswith(b"\xff\xd8")
        assert rebuild(session).equal


def test_a_second_picture_of_a_page_is_kept_beside_the_first_until_somebody_chooses(bureau, two):
    trip = print_trip(bureau, two[0], ("check-record",))
    page = trip.pages["check-record"][0]
    first, again = (photograph(page, PLAIN, Random(seed)) for seed in (1, 2))
    assert [one.state for one in bring_back(bureau, two[0], first)] == [KNOWN]
    assert [one.state for one in bring_back(bureau, two[0], again)] == [DOUBLE]
    assert [one.state for one in bring_back(bureau, two[0], first)] == [DOUBLE]  # the very same picture is filed once
    pages = standing(bureau, two[0]).returned
    assert sorted(one.state for one in pages) == ["kept", "spare"]
    spare = next(one.id for one in pages if one.state == "spare")
    with bureau.writing() as session:
        choose_page(session, desk=bureau.desk(), clock=bureau.clock, dossier=two[0], page=spare)
    assert {one.id: one.state for one in standing(bureau, two[0]).returned} == {
        one.id: "kept" if one.id == spare else "spare" for one in pages
    }
    with pytest.raises(Missing), bureau.writing() as session:
        choose_page(session, desk=bureau.desk(), clock=bureau.clock, dossier=two[0], page="none")


def test_pages_of_a_paper_that_came_back_in_part_are_told_as_missing(bureau, two):
    trip = print_trip(bureau, two[0], ("check-sheet",))
    bring_back(bureau, two[0], photograph(trip.pages["check-sheet"][1], PLAIN, Random(3)))
    missing = [page for _, page in standing(bureau, two[0]).missing]
    assert missing == [page for page in range(1, len(trip.pages["check-sheet"]) + 1) if page != 2]


def test_half_a_page_with_its_code_is_known_but_not_read(bureau, two):
    trip = print_trip(bureau, two[0], ("check-sheet",))
    page = trip.pages["check-sheet"][0]
    half = page.crop((0, page.height // 2, page.width, page.height))
    (seen,) = read_picture(photos.compressed(half, 85))
    assert (seen.marks, seen.jpeg) == (2, b"")
    assert [one.state for one in bring_back(bureau, two[0], photos.compressed(half, 85))] == [KNOWN]
    with bureau.reading() as session:
        assert pages_to_read(session, bureau.desk().bureau, two[0]) == ()


def test_a_page_without_a_readable_code_is_assigned_by_hand(bureau, two):
    trip = print_trip(bureau, two[0], ("check-record",))
    page = trip.pages["check-record"][0]
    content = photos.compressed(page.crop((0, 0, page.width, page.height // 2)))
    assert read_picture(content) == []
    with bureau.writing() as session:
        assert match_code(session, bureau=bureau.desk().bureau, dossier=two[0], code="").state == UNREAD
        file_page(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=two[0], paper=trip.paper("check-record").id,
            page=1, original=content, media_type="image/jpeg", name="a.jpg",
        )  # fmt: skip
    assert [one.how for one in standing(bureau, two[0]).returned] == ["hand"]
    with pytest.raises(Refused, match="refused-page-elsewhere"), bureau.writing() as session:
        file_page(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=two[1], paper=trip.paper("check-record").id,
            page=1, original=content, media_type="image/jpeg", name="a.jpg",
        )  # fmt: skip


def test_papers_of_others_altered_codes_and_other_inspections_are_told_apart(bureau, two, tmp_path, clock):
    trip = print_trip(bureau, two[0], ("check-record",))
    code = trip.paper("check-record").content.codes[0]
    (tmp_path / "other").mkdir()
    other = open_bureau(tmp_path / "other", clock)
    with bureau.reading() as session, other.reading() as foreign:
        ours = str(bureau.desk().bureau)
        assert match_code(session, bureau=ours, dossier=two[0], code=code).state == KNOWN
        assert match_code(session, bureau=ours, dossier=two[1], code=code).state == ELSEWHERE
        assert match_code(session, bureau=ours, dossier=two[0], code=code[:-4] + "AAAA").state == ALTERED
        assert match_code(session, bureau=ours, dossier=two[0], code="https://example.cn/menu").state == ALTERED
        unknown = match_code(foreign, bureau=ours, dossier=two[0], code=code)
        assert (unknown.state, unknown.number, unknown.dossier) == (FOREIGN, "（滑）气检记〔2026〕1号", two[0])
    other.engine.dispose()


def test_a_number_printed_and_not_used_is_closed_with_a_reason_and_not_offered_again(bureau, two):
    trip = print_trip(bureau, two[0], ("order", "advice"))
    order = trip.paper("order")
    unused = unused_printed(standing(bureau, two[0]), ())
    assert {one.kind for one in unused} == {"order", "advice"}
    with pytest.raises(Refused, match="refused-number-reason"), bureau.writing() as session:
        close_printed(session, desk=bureau.desk(), clock=bureau.clock, dossier=two[0], paper=order.id, reason=" ")
    with bureau.writing() as session:
        close_printed(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=two[0], paper=order.id, reason="现场未发现问题"
        )
    with bureau.reading() as session:
        desk = bureau.desk()
        assert find_reserved(session, desk.bureau, two[0], "order") == ""
        row = session.get(UsedNumber, (desk.bureau, register_of_numbers(desk), "order", 2026, 1))
        assert (row.state, row.reason) == ("void", "现场未发现问题")
        match = match_code(session, bureau=desk.bureau, dossier=two[0], code=order.content.codes[0])
        assert match.state == CLOSED
        assert rebuild(session).equal
    with pytest.raises(Refused, match="refused-printed-used"), bureau.writing() as session:
        close_printed(session, desk=bureau.desk(), clock=bureau.clock, dossier=two[0], paper=order.id, reason="又一次")


def test_pictures_are_read_in_a_process_of_their_own_which_refuses_what_is_none(bureau, two):
    trip = print_trip(bureau, two[0], ("check-record",))
    told: list[tuple[int, int]] = []
    from inspector_desktop.paper.originals import original_pdf

    scan = photos.compressed(trip.pages["check-record"][0], 90)
    pdf = original_pdf([scan, scan], title="扫描", author="滑县气象局")
    found = read_files([(scan, "a.jpg"), (pdf, "b.pdf")], told=lambda done, total: told.append((done, total)))
    assert [(at, seen.marks) for at, seen in found] == [(0, 4), (1, 4), (1, 4)]
    assert told == [(1, 2), (2, 2)]
    with pytest.raises(Exception, match="refused-scan-unreadable"):
        read_files([(b"not a picture", "c.jpg")])


def test_times_against_the_order_of_the_work_are_found():
    early, late = "2026-11-20T01:00:00Z", "2026-11-20T02:00:00Z"
    assert out_of_order([("arrival", late), ("ended", ""), ("signed", early)]) == (("arrival", "signed"),)
    assert out_of_order([("arrival", early), ("signed", late)]) == ()


def test_the_crop_of_a_question_shows_all_lines_its_boxes_stand_on():
    ticks = (Tick("branch=a", 1, 300, 500, 40, 490, 550), Tick("branch=b", 1, 300, 560, 40, 550, 610))
    paper = PrintedView("d", "p", "signature-page", "", "", 1, Layout(1, ticks), "", "printed", "")
    blank = photos.compressed(Image.new("RGB", (PAGE_WIDTH * DOTS // 10, PAGE_HEIGHT * DOTS // 10), "white"))
    (proposal,), _ = read_returned([(paper, 1, blank)])
    assert Image.open(BytesIO(proposal.crop)).height >= (610 - 490) * DOTS // 10
