"""Corrections proposed from an officer's laptop, adopted where the shelf lies, through a real headquarters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from factories.exchange import Laptop, laptop, open_house
from sqlmodel import select

import inspector_desktop.kinds  # noqa: F401  (every table)
from inspector_desktop.demo.bureau import set_up_registers
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.ids import PersonId
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.desks import Desk, Person
from inspector_desktop.journal.dossiers import hand_over, take
from inspector_desktop.registry.acts import change_subjects, enter_items, enter_subjects, set_up_shelf
from inspector_desktop.registry.facts import ItemRow, SubjectRow
from inspector_desktop.registry.history import changes_of, subject_as_of
from inspector_desktop.registry.proposal_acts import (
    adopt,
    adopt_several,
    decline,
    find_row,
    propose_correction,
    propose_missing,
    propose_row,
    propose_several,
    take_proposals,
)
from inspector_desktop.registry.proposal_kinds import PROPOSABLE
from inspector_desktop.registry.proposal_store import count_to_settle, get_proposal, proposals
from inspector_desktop.registry.row_history import past_of_row
from inspector_desktop.registry.shelf_acts import assign_shelf
from inspector_desktop.registry.shelves import writable_shelves
from inspector_desktop.registry.store import find_officer, get_subject, items, shelves, subjects
from inspector_desktop.storage.engine import reading, writing

REASON = "11月20日到场检查，已搬到新址"
JPEG = (b"\xff\xd8 a finished picture", "image/jpeg")


def at(device: Laptop, name: str) -> Desk:
    return replace(device.desk(), person=Person(PersonId(device.person), name, device.roles))


def firm(number: int) -> SubjectRow:
    return SubjectRow(
        id=f"S{number}", name=f"滑县第{number}加油站", code=f"S{number}", code_kind="internal", address="人民路1号",
        phone="13803720000", pinyin=f"hxd{number}jyz",
    )  # fmt: skip


class Two:
    """An officer's laptop and the supervising section's, with one headquarters between them."""

    def __init__(self, folder, clock) -> None:
        for name in ("hq", "officer", "keeper"):
            (folder / name).mkdir()
        self.clock = clock
        self.house = open_house(folder / "hq" / "hq.db", folder / "hq", clock)
        self.keeper = laptop(self.house, folder / "keeper/s.db", person="16005", roles=("officer", "supervising"))
        self.officer = laptop(self.house, folder / "officer/s.db", person="16001")
        with writing(self.keeper.engine) as session:
            set_up_registers(session, desk=self.at_keeper, clock=clock)
            enter_subjects(session, desk=self.at_keeper, clock=clock, rows=[firm(1), firm(2)])
        self.sync()

    @property
    def at_keeper(self) -> Desk:
        return at(self.keeper, "王秀英")

    @property
    def at_officer(self) -> Desk:
        return at(self.officer, "李建国")

    def sync(self) -> None:
        for device in (self.keeper, self.officer, self.keeper, self.officer):
            device.sync()

    def propose(self, **values: str) -> str:
        with writing(self.officer.engine) as session:
            return propose_correction(
                session, desk=self.at_officer, clock=self.clock, subject="S1", values=values, reason=REASON,
                photos=[JPEG], found_in="inspection-7",
            ).dossier  # fmt: skip

    def take(self, *, receipted: bool = True) -> None:
        with writing(self.keeper.engine) as session:
            take_proposals(session, desk=self.at_keeper, clock=self.clock)
        if receipted:
            self.sync()

    def adopt(self, proposal: str, seen: dict[str, str] | None = None, **more: str) -> None:
        with writing(self.keeper.engine) as session:
            given = get_proposal(session, self.at_keeper, proposal).seen() if seen is None else seen
            adopt(session, desk=self.at_keeper, clock=self.clock, proposal=proposal, seen=given, **more)

    def seen_by_both(self, proposal: str):
        for device, desk in ((self.keeper, self.at_keeper), (self.officer, self.at_officer)):
            with reading(device.engine) as session:
                yield session, get_proposal(session, desk, proposal)


@pytest.fixture
def two(tmp_path, clock):
    return Two(tmp_path, clock)


@pytest.mark.obligation("F015")
def test_a_correction_proposed_offline_is_adopted_and_stands_on_both_sides_with_the_proposer_in_the_history(two):
    proposal = two.propose(address="建设路9号", phone="")
    with reading(two.officer.engine) as session:
        assert get_subject(session, two.at_officer.bureau, "S1").address == "人民路1号"  # proposing changes nothing
    two.sync()
    with reading(two.keeper.engine) as session:
        [waiting] = proposals(session, two.at_keeper)
        assert (waiting.place, waiting.proposer_name, waiting.found_in) == ("tray", "李建国", "inspection-7")
        assert [(one.column, one.before, one.after) for one in waiting.changes] == [
            ("address", "人民路1号", "建设路9号"), ("phone", "13803720000", ""),
        ]  # fmt: skip
        assert count_to_settle(session, two.at_keeper) == 1
    before = two.clock.now().date()
    two.clock.advance(minutes=60 * 24 * 2)
    two.take()
    two.adopt(proposal)
    two.sync()
    for session, found in two.seen_by_both(proposal):
        assert (found.state, found.place, found.settled_by) == ("adopted", "settled", "王秀英")
        subject = get_subject(session, found.bureau, "S1")
        assert (subject.address, subject.phone) == ("建设路9号", "")
        latest = changes_of(session, found.bureau, "S1")[0]
        assert (latest.kind, latest.proposer, latest.person, latest.reason) == ("adopted", "李建国", "16005", REASON)
        assert dict(latest.before) == {"address": "人民路1号", "phone": "13803720000"}
        assert subject_as_of(session, found.bureau, "S1", before).address == "人民路1号"
        assert subject_as_of(session, found.bureau, "S1", date(2027, 1, 1)).address == "建设路9号"
        assert rebuild(session).equal
    with reading(two.keeper.engine) as session:
        assert count_to_settle(session, two.at_keeper) == 0


def test_nothing_is_decided_before_headquarters_has_receipted_the_taking(two):
    proposal = two.propose(phone="13900000000")
    two.sync()
    with pytest.raises(Refused, match="refused-proposal-untaken"):
        two.adopt(proposal)
    two.take(receipted=False)
    with pytest.raises(Refused, match="refused-take-waiting"):
        two.adopt(proposal)
    two.sync()
    two.adopt(proposal)
    with reading(two.keeper.engine) as session:
        assert get_subject(session, two.at_keeper.bureau, "S1").phone == "13900000000"


def test_a_declined_proposal_shows_its_reason_to_the_proposer_and_changes_nothing(two):
    proposal = two.propose(survival="closed")
    two.sync()
    two.take()
    with writing(two.keeper.engine) as session:
        with pytest.raises(Refused, match="refused-decline-reason"):
            decline(session, desk=two.at_keeper, clock=two.clock, proposal=proposal, reason=" ")
        decline(session, desk=two.at_keeper, clock=two.clock, proposal=proposal, reason="市监局登记仍为存续")
    two.sync()
    for session, found in two.seen_by_both(proposal):
        assert (found.state, found.settled_reason) == ("declined", "市监局登记仍为存续")
        assert get_subject(session, found.bureau, "S1").survival == "active"
    with pytest.raises(Refused, match="refused-proposal-settled"):
        two.adopt(proposal)


def test_a_proposal_whose_column_changed_meanwhile_is_shown_as_such_and_asked_again(two):
    proposal = two.propose(phone="13900000000")
    two.sync()
    two.take()
    with reading(two.keeper.engine) as session:
        seen = get_proposal(session, two.at_keeper, proposal).seen()
    with writing(two.keeper.engine) as session:
        change_subjects(
            session, desk=two.at_keeper, clock=two.clock, ids=["S1"], changes={"phone": "13711111111"}, reason="来电"
        )
    with reading(two.keeper.engine) as session:
        stale = get_proposal(session, two.at_keeper, proposal)
        assert stale.is_stale
        assert [(one.before, one.now, one.after) for one in stale.changes] == [
            ("13803720000", "13711111111", "13900000000")
        ]
    with pytest.raises(Refused, match="refused-proposal-changed"):
        two.adopt(proposal, seen)
    two.adopt(proposal)
    with reading(two.keeper.engine) as session:
        assert get_subject(session, two.at_keeper.bureau, "S1").phone == "13900000000"


def test_a_firm_the_register_lacks_is_proposed_and_entered_once(two):
    values = {"name": "滑县新开气球庆典部", "address": "文明路3号", "phone": "13600000000"}
    with writing(two.officer.engine) as session:
        for _ in range(2):
            made = propose_missing(
                session, desk=two.at_officer, clock=two.clock, values=values, reason="路过看到施放气球"
            )
    two.sync()
    two.take()
    with reading(two.keeper.engine) as session:
        found = proposals(session, two.at_keeper)
        assert [one.is_missing for one in found] == [True, True]
    two.adopt(made.dossier)
    with pytest.raises(Refused, match="refused-subject-known"):
        two.adopt(next(one.dossier for one in found if one.dossier != made.dossier))
    two.sync()
    for session, settled in two.seen_by_both(made.dossier):
        [subject] = subjects(session, settled.bureau, search="新开气球")
        assert (subject.address, subject.survival, subject.counted) == ("文明路3号", "active", True)
        [entered] = changes_of(session, settled.bureau, subject.id)
        assert (entered.kind, entered.proposer) == ("adopted", "李建国")
        assert rebuild(session).equal
        with pytest.raises(Refused, match="refused-subject-known"):
            propose_missing(session, desk=two.at_officer, clock=two.clock, values=values, reason="又看到")


def test_an_officers_renewed_certificate_is_proposed_and_his_roles_are_not(two):
    with writing(two.officer.engine) as session:
        made = propose_row(
            session, desk=two.at_officer, clock=two.clock, kind="officers", row="16001", reason="已换发新证",
            values={"valid_until": "2032-06-30", "roles": "supervising"},
        )  # fmt: skip
    two.sync()
    two.take()
    two.adopt(made.dossier)
    two.sync()
    for session, settled in two.seen_by_both(made.dossier):
        officer = find_officer(session, settled.bureau, "16001")
        assert (officer.valid_until, officer.roles) == ("2032-06-30", "officer")
        assert rebuild(session).equal


def test_what_says_nothing_or_names_no_reason_is_not_proposed(two):
    with writing(two.officer.engine) as session:
        given = {"desk": two.at_officer, "clock": two.clock, "subject": "S1"}
        with pytest.raises(Refused, match="refused-proposal-empty"):
            propose_correction(session, **given, values={"phone": "13803720000"}, reason=REASON)
        with pytest.raises(Refused, match="refused-proposal-reason"):
            propose_correction(session, **given, values={"phone": "1"}, reason=" ")
        with pytest.raises(Refused, match="refused-subject-code"):
            propose_correction(session, **given, values={"code": "不是代码"}, reason=REASON)
        with pytest.raises(Missing):
            propose_correction(session, **{**given, "subject": "X"}, values={"phone": "1"}, reason=REASON)
        assert proposals(session, two.at_officer) == ()


def test_an_officer_without_the_section_cannot_adopt_what_he_finds_on_a_shared_laptop(two):
    proposal = two.propose(phone="13900000000")
    two.sync()
    two.take()
    stranger = replace(two.at_keeper, person=Person(PersonId("16002"), "周敏", ("officer",)))
    with writing(two.keeper.engine) as session:
        assert count_to_settle(session, stranger) == 0
        seen = get_proposal(session, stranger, proposal).seen()
        with pytest.raises(Refused, match="refused-role-registers"):
            adopt(session, desk=stranger, clock=two.clock, proposal=proposal, seen=seen)


def test_a_second_sections_shelf_is_listed_with_the_first_and_written_only_by_its_own_section(two):
    with writing(two.keeper.engine) as session:
        keeper = {"desk": two.at_keeper, "clock": two.clock}
        shelf = set_up_shelf(session, **keeper, kind="subjects", section="lightning", unit="防雷减灾股")
        assert set_up_shelf(session, **keeper, kind="subjects", section="lightning", unit="防雷减灾股") == shelf
        hand_over(session, **keeper, dossier=shelf, to_person="16001")
    two.sync()
    officer = {"desk": two.at_officer, "clock": two.clock}
    with writing(two.officer.engine) as session:
        take(session, **officer, dossier=shelf)
    two.sync()
    with writing(two.officer.engine) as session:  # 李建国 is of 防雷减灾股
        enter_subjects(session, **officer, rows=[firm(3)])
        change_subjects(session, **officer, ids=["S3"], changes={"phone": "1"}, reason="核对")
        with pytest.raises(Refused, match="refused-shelf-other"):
            change_subjects(session, **officer, ids=["S1"], changes={"phone": "1"}, reason="核对")
    two.sync()
    with writing(two.keeper.engine) as session:
        bureau = two.at_keeper.bureau
        assert [one.unit for one in shelves(session, bureau, "subjects")] == ["", "防雷减灾股"]
        assert [one.id for one in subjects(session, bureau)] == ["S1", "S2", "S3"]
        assert get_subject(session, bureau, "S3").dossier == shelf
        with pytest.raises(Refused, match="refused-not-here"):
            change_subjects(session, **keeper, ids=["S1", "S3"], changes={"phone": "2"}, reason="核对")
        session.rollback()
    with writing(two.keeper.engine) as session:  # so the supervising section proposes, and the section adopts
        made = propose_correction(session, **keeper, subject="S3", values={"phone": "3"}, reason="企业来电")
        assert (made.to_person, made.to_role) == ("16001", "")
    two.sync()
    with writing(two.officer.engine) as session:
        assert take_proposals(session, **officer) == 1
    two.sync()
    with writing(two.officer.engine) as session:
        adopt(
            session, **officer, proposal=made.dossier,
            seen=get_proposal(session, two.at_officer, made.dossier).seen(),
        )  # fmt: skip
    two.sync()
    for session, found in two.seen_by_both(made.dossier):
        assert found.state == "adopted"
        assert get_subject(session, found.bureau, "S3").phone == "3"
        assert rebuild(session).equal


def test_an_officer_of_no_keeping_section_is_refused_writing(two):
    with writing(two.officer.engine) as session, pytest.raises(Refused, match="refused-role-registers"):
        enter_subjects(session, desk=two.at_officer, clock=two.clock, rows=[firm(9)])


def test_a_section_is_given_a_shelf_only_by_the_supervising_section_and_only_through_its_own_people(two):
    given = {"kind": "subjects", "section": "lightning", "unit": "防雷减灾股"}
    with writing(two.keeper.engine) as session:
        with pytest.raises(Refused, match="refused-shelf-person"):  # 马红 is of 气象台
            assign_shelf(session, desk=two.at_keeper, clock=two.clock, person="16004", **given)
        assert len(shelves(session, two.at_keeper.bureau, "subjects")) == 1
        shelf = assign_shelf(session, desk=two.at_keeper, clock=two.clock, person="16002", **given)
        assert [one.dossier for one in shelves(session, two.at_keeper.bureau, "subjects")][1] == shelf
    with writing(two.officer.engine) as session, pytest.raises(Refused, match="refused-role-registers"):
        assign_shelf(session, desk=two.at_officer, clock=two.clock, person="16001", **given)


NEW = {
    "items": {"title": "防雷装置检测质量检查", "content": "检测报告", "subject_category": "balloon"},
    "officers": {"name": "新来", "certificate": "16052600199", "valid_until": "2030-01-31"},
    "experts": {"name": "高工", "field": "防雷检测", "phone": "13800000000"},
    "partners": {"name": "滑县应急管理局", "contact": "赵科"},
}


@pytest.mark.obligation("F015")
def test_a_row_of_any_register_is_proposed_adopted_and_then_corrected_in_the_same_way(two):
    def adopted(rows: dict[str, str], values: dict[str, dict[str, str]]) -> list[str]:
        with writing(two.officer.engine) as session:
            made = [
                propose_row(
                    session, desk=two.at_officer, clock=two.clock, kind=kind, row=row, values=values[kind],
                    reason="开会时得知",
                ).dossier
                for kind, row in rows.items()
            ]  # fmt: skip
        two.sync()
        two.take()
        for one in made:
            two.adopt(one)
        two.sync()
        return made

    adopted(dict.fromkeys(NEW, ""), NEW)
    ids = {}
    with reading(two.officer.engine) as session:
        for kind, values in NEW.items():
            about = PROPOSABLE[kind]
            [made] = [
                one for one in session.exec(select(about.table)).all() if getattr(one, about.name) == values[about.name]
            ]
            assert {name: getattr(made, name) for name in values} == values
            ids[kind] = made.id
            with pytest.raises(Refused, match="refused-proposal-known"):
                propose_row(
                    session, desk=two.at_officer, clock=two.clock, kind=kind, row="", reason="又听说",
                    values=values | {"id": made.id},
                )  # fmt: skip
    names = {kind: PROPOSABLE[kind].name for kind in NEW}
    settled = adopted(ids, {kind: {name: "改过的名字"} for kind, name in names.items()})
    for session, last in two.seen_by_both(settled[-1]):
        assert last.state == "adopted"
        for kind, name in names.items():
            assert getattr(find_row(session, last.bureau, kind, ids[kind]), name) == "改过的名字"
            told = past_of_row(session, last.bureau, kind, ids[kind]).changes
            assert [(one.kind, one.proposer, one.reason) for one in told] == [
                ("changed", "李建国", "开会时得知"), ("entered", "李建国", "开会时得知"),
            ]  # fmt: skip
        assert rebuild(session).equal


def test_a_correction_of_a_published_item_is_a_new_publication_and_asks_for_its_day(two):
    with writing(two.officer.engine) as session:
        item = next(one for one in items(session, two.at_officer.bureau) if one.published_on)
        given = {"desk": two.at_officer, "clock": two.clock, "kind": "items", "row": item.id, "reason": "办法已修订"}
        proposal = propose_row(session, **given, values={"basis": "办法（2026年修订）第九条"}).dossier
        empties = propose_row(session, **given, values={"content": ""}).dossier
    two.sync()
    two.take()
    with pytest.raises(Refused, match="refused-item-day"):
        two.adopt(proposal)
    two.adopt(proposal, published_on="2026-11-25")
    with pytest.raises(Refused, match="refused-item-lacks"):
        two.adopt(empties, published_on="2026-11-25")
    with writing(two.keeper.engine) as session:
        decline(session, desk=two.at_keeper, clock=two.clock, proposal=empties, reason="内容必须写明")
    two.sync()
    for session, _ in two.seen_by_both(proposal):
        after = find_row(session, item.bureau, "items", item.id)
        assert (after.basis, after.published_on, after.valid_from) == (
            "办法（2026年修订）第九条", "2026-11-25", "2026-11-25",
        )  # fmt: skip
        assert after.version > item.version
        assert rebuild(session).equal


def test_the_missing_rows_of_a_list_are_proposed_in_one_go_and_adopted_together(two):
    rows = [{"name": f"新开加油站{number}", "address": f"文明路{number}号"} for number in range(3)]
    given = {"desk": two.at_officer, "clock": two.clock, "kind": "subjects", "reason": "与市场监管名单比对"}
    with writing(two.officer.engine) as session:
        with pytest.raises(Refused, match="refused-none-chosen"):
            propose_several(session, **given, rows=[])
        with pytest.raises(Refused, match="refused-proposal-many"):
            propose_several(session, **given, rows=rows * 100)
        assert propose_several(session, **given, rows=rows) == 3
    two.sync()
    two.take()
    with writing(two.keeper.engine) as session:
        seen = {one.dossier: one.seen() for one in proposals(session, two.at_keeper)}
        assert adopt_several(session, desk=two.at_keeper, clock=two.clock, seen=seen) == 3
    with reading(two.keeper.engine) as session:
        assert {one.name for one in subjects(session, two.at_keeper.bureau)} >= {one["name"] for one in rows}


def test_a_section_that_was_given_items_enters_its_own_and_a_correction_of_them_goes_to_it(two):
    given = {"kind": "items", "section": "weather", "unit": "防雷减灾股"}
    with writing(two.keeper.engine) as session:
        shelf = assign_shelf(session, desk=two.at_keeper, clock=two.clock, person="16001", **given)
    two.sync()
    with writing(two.officer.engine) as session:
        take(session, desk=two.at_officer, clock=two.clock, dossier=shelf)
    two.sync()
    row = ItemRow(**dict.fromkeys(ItemRow.model_fields, "") | {"id": "FL01", "title": "防雷减灾股的事项"})
    with writing(two.officer.engine) as session:
        enter_items(session, desk=two.at_officer, clock=two.clock, rows=(row,))
    two.sync()
    with writing(two.keeper.engine) as session:
        assert find_row(session, two.at_keeper.bureau, "items", "FL01").dossier == shelf
        assert shelf not in writable_shelves(session, two.at_keeper, "items")
        made = propose_row(
            session, desk=two.at_keeper, clock=two.clock, kind="items", row="FL01", values={"content": "检测报告"},
            reason="清单缺内容",
        )  # fmt: skip
    assert (made.to_person, made.to_role) == ("16001", "")
