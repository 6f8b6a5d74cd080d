"""The ceremony of a draw in a public meeting: seats, the sealed list, the record for signatures, its scan."""

from __future__ import annotations

import re
import subprocess

import pytest
from factories.bureau import DIGITS, approved_plan, enter_some_subjects, frozen_draw, open_bureau

from inspector_desktop.draw.acts import hold_draw, void_draw
from inspector_desktop.draw.ceremony import Person, ceremony_of, keep_scan, seat_ceremony
from inspector_desktop.draw.document import groupings_told
from inspector_desktop.draw.frozen import Grouping
from inspector_desktop.draw.papers import sealed_list, signed_record
from inspector_desktop.draw.store import get_draw
from inspector_desktop.errors import Refused
from inspector_desktop.exchange.published import grouped_fingerprint
from inspector_desktop.exchange.signed import public_text
from inspector_desktop.inspection.issuing import House
from inspector_desktop.journal.applying import refold
from inspector_desktop.journal.leases import Station
from inspector_desktop.storage.evidence import read_evidence

SEATS = {
    "host": Person(name="赵志强", unit="滑县气象局"),
    "operator": Person(name="王秀英", unit="滑县气象局"),
    "overseer": Person(name="孙志远", unit="滑县气象局"),
    "witnesses": (Person(name="孙丽", unit="县司法局"), Person(name="刘洋", unit="县纪委监委")),
}


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def draw(bureau):
    return frozen_draw(bureau, approved_plan(bureau))


def seat(bureau, draw, **changed):
    with bureau.writing() as session:
        return seat_ceremony(session, desk=bureau.desk(), clock=bureau.clock, draw=draw, **SEATS | changed)


def hold(bureau, draw, second=DIGITS):
    bureau.clock.advance(minutes=20)
    with bureau.writing() as session:
        return hold_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw, first=("王秀英", DIGITS),
            second=("陈刚", second), witnesses=("县司法局 孙丽", "县纪委监委 刘洋"),
        )  # fmt: skip


def printed(bureau, draw, act, **more):
    house = House(bureau.profile, "https://check.example.gov.cn")
    with bureau.writing() as session:
        return act(session, desk=bureau.desk(), clock=bureau.clock, house=house, draw=draw, **more)


def text_of(pdf, tmp_path, *, page=0):
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    only = ["-f", str(page), "-l", str(page)] if page else []
    said = subprocess.run(["pdftotext", "-layout", *only, str(file), "-"], capture_output=True, check=True)
    return said.stdout.decode()


def squeezed(text):
    return "".join(text.split())


def test_seats_are_kept_and_may_be_entered_anew_until_the_draw_is_held(bureau, draw):
    seat(bureau, draw)
    seat(bureau, draw, host=Person(name="李 建国 ", unit=""))
    with bureau.reading() as session:
        ceremony = ceremony_of(session, bureau.desk().bureau, draw)
    assert [(one.role, one.told) for one in ceremony.seats] == [
        ("host", "李 建国"),
        ("operator", "滑县气象局 王秀英"),
        ("overseer", "滑县气象局 孙志远"),
        ("witness", "县司法局 孙丽"),
        ("witness", "县纪委监委 刘洋"),
    ]
    hold(bureau, draw)
    with pytest.raises(Refused, match="refused-seats-late"):
        seat(bureau, draw)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"overseer": SEATS["operator"]}, "refused-seats-overseer"),
        ({"witnesses": ()}, "refused-seats-empty"),
        ({"host": Person(name=" ")}, "refused-seats-empty"),
        ({"witnesses": (Person(name="王秀英"),)}, "refused-seats-witness"),
        ({"witnesses": (Person(name="孙丽"), Person(name="孙丽"))}, "refused-seats-witness"),
    ],
)
def test_seats_that_would_not_watch_each_other_are_refused(bureau, draw, changed, code):
    with pytest.raises(Refused, match=code):
        seat(bureau, draw, **changed)


def enrol(bureau) -> str:
    """Enrol the device, and return the fingerprint of headquarters' key as papers show it, without blanks."""
    key = public_text(bureau.signer)
    with bureau.writing() as session:
        session.add(
            Station(bureau=bureau.profile.id, device="d", address="", identity=key, root=key, person="", lease_until="")
        )
    return grouped_fingerprint(key).replace(" ", "")


def test_seats_and_papers_come_back_when_the_dossier_is_folded_anew(bureau, draw):
    seat(bureau, draw)
    printed(bureau, draw, sealed_list)
    with bureau.writing() as session:
        before = ceremony_of(session, bureau.desk().bureau, draw)
        refold(session, draw)
        session.expire_all()
        assert ceremony_of(session, bureau.desk().bureau, draw) == before
    assert len(before.papers) == 1


@pytest.mark.obligation("F098")
def test_the_sealed_list_is_printed_once_with_every_name_and_signed_across_its_seal(bureau, draw, tmp_path):
    key = enrol(bureau)
    seat(bureau, draw)
    pdf = printed(bureau, draw, sealed_list)
    assert printed(bureau, draw, sealed_list) == pdf
    text = squeezed(text_of(pdf, tmp_path))
    assert f"签名公钥指纹应为{key}" in text
    with bureau.reading() as session:
        view = get_draw(session, bureau.desk().bureau, draw)
        assert read_evidence(session, ceremony_of(session, view.bureau, draw).papers[0].blob) == pdf
    assert view.commitment in text
    assert {f"滑县第{at}加油站" for at in range(1, 48)} <= set(re.findall(r"滑县第\d+加油站", text))
    assert "001滑县第1加油站" in text
    assert "047滑县第47加油站" in text
    assert "信封封口处骑缝签名" in text
    assert "一共有" in text
    pages = int(re.search(r"共(\d+)页", text)[1])
    for page in range(1, pages + 1):
        alone = squeezed(text_of(pdf, tmp_path, page=page))
        assert f"第{page}页" in alone
        assert f"封存码前16位：{view.commitment[:16]}" in alone


def test_the_concealed_list_shows_numbers_and_no_name(bureau, draw, tmp_path):
    text = squeezed(text_of(printed(bureau, draw, sealed_list, plain=False), tmp_path))
    assert "加油站" not in text
    assert "047" in text


def test_no_list_is_printed_when_the_event_is_over_but_the_printed_one_can_be_read(bureau, draw):
    bureau.clock.advance(minutes=20)
    with pytest.raises(Refused, match="refused-list-late"):
        printed(bureau, draw, sealed_list)


@pytest.mark.obligation("F098")
def test_the_record_has_the_five_figures_the_seats_and_places_to_sign_by_hand(bureau, draw, tmp_path):
    key = enrol(bureau)
    seat(bureau, draw)
    with pytest.raises(Refused, match="refused-record-early"):
        printed(bureau, draw, signed_record)
    held = hold(bureau, draw)
    pdf = printed(bureau, draw, signed_record)
    assert printed(bureau, draw, signed_record) == pdf
    text = squeezed(text_of(pdf, tmp_path))
    assert "抽取库总户数抽取比例应抽取数实抽取数抽取时间" in text
    assert "47按类55" in text
    for told in ("主持人：滑县气象局赵志强", "监督人：滑县气象局孙志远", "见证人：县司法局孙丽、县纪委监委刘洋"):
        assert told in text.replace("：：", "：") or told.replace("：", "") in text
    assert "录入人" in text and "王秀英、陈刚" in text
    assert DIGITS in text and held.commitment in text
    assert "https://check.example.gov.cn/draws.html" in text
    assert f"签名公钥指纹应为{key}" in text
    assert "以上记录与现场抽取一致，同一次抽取只有这一个结果" in text
    assert text.count("抽取家数") == 1
    assert "种分法" in text
    after = text[text.index("同一次抽取只有这一个结果") :]
    assert "孙丽" not in after and "赵志强" not in after


def test_a_void_draw_gets_a_record_of_its_own_beside_the_first(bureau, draw):
    hold(bureau, draw)
    first = printed(bureau, draw, signed_record)
    with bureau.writing() as session:
        void_draw(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            profile=bureau.profile,
            draw=draw,
            reason="名单有误",
            approver="赵志强",
        )
    assert printed(bureau, draw, signed_record) != first
    with bureau.reading() as session:
        assert len(ceremony_of(session, bureau.desk().bureau, draw).papers) == 2


def test_the_signed_record_comes_back_as_evidence(bureau, draw):
    with bureau.writing() as session, pytest.raises(Refused, match="refused-scan-early"):
        keep_scan(session, desk=bureau.desk(), clock=bureau.clock, draw=draw, content=b"%PDF-1.7")
    hold(bureau, draw)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-scan-kind"):
        keep_scan(session, desk=bureau.desk(), clock=bureau.clock, draw=draw, content=b"hello")
    with bureau.writing() as session:
        keep_scan(session, desk=bureau.desk(), clock=bureau.clock, draw=draw, content=b"\x89PNG picture")
    with bureau.reading() as session:
        scan = ceremony_of(session, bureau.desk().bureau, draw).latest("draw-scan")
        assert (scan.media_type, read_evidence(session, scan.blob)) == ("image/png", b"\x89PNG picture")


def test_nobody_but_the_supervising_section_seats_a_ceremony(bureau, draw):
    with bureau.writing() as session, pytest.raises(Refused, match="refused-role-plans"):
        seat_ceremony(session, desk=bureau.desk("16001"), clock=bureau.clock, draw=draw, **SEATS)


def test_few_officers_are_told_plainly(bureau):
    assert groupings_told(2, Grouping(1)) == (
        "可参加的执法人员 2 名，分 1 组，每组 2 人，一共有 1 种分法。分组没有随机可言，随机的只有检查对象和派给哪一组。"
    )
    assert "一共有 3 种分法。人员少" in groupings_told(4, Grouping(2))
    assert groupings_told(1, Grouping(0)) == ""
    assert groupings_told(3, Grouping(3, 1)).startswith("检查组 3 个是事先编好的，人员不再打散")
    assert "人员少" not in groupings_told(8, Grouping(4))
    assert "一共有 约10" in groupings_told(3000, Grouping(1500))
