"""What is kept beside the registers: experts, partners, relations, trainings, risks, special libraries, ends."""

from __future__ import annotations

import pytest
from factories.bureau import enter_some_subjects, open_bureau

from inspector_desktop.demo.bureau import ITEMS
from inspector_desktop.errors import Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.registry.acts import enter_items
from inspector_desktop.registry.kept_acts import (
    change_officers,
    end_item,
    end_row,
    enter_site,
    enter_special,
    enter_uncoded,
    flag_risk,
    keep_rows,
    publish_drafts,
)
from inspector_desktop.registry.kept_rules import (
    fit_for,
    is_key,
    kind_of,
    lacking_of_item,
    state_of_item,
    wanted_of_item,
)
from inspector_desktop.registry.kept_store import kept, related
from inspector_desktop.registry.rules import may_be_checked
from inspector_desktop.registry.store import find_officer, get_subject, items, officers, subjects
from inspector_desktop.registry.team_acts import keep_team, members_of, standing_teams
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    with opened.reading() as session:
        assert rebuild(session).equal
    opened.engine.dispose()


def do(bureau, act, **inputs):
    with bureau.writing() as session:
        return act(session, desk=bureau.desk(), clock=bureau.clock, **inputs)


def read(bureau, query, *inputs, **named):
    with bureau.reading() as session:
        return query(session, bureau.desk().bureau, *inputs, **named)


@pytest.mark.obligation("F085")
def test_experts_are_kept_apart_from_officers_with_field_and_agreement(bureau):
    before = len(read(bureau, officers))
    row = {"name": "何教授", "field": "防雷", "unit": "省气象院", "phone": "0371-65922001", "valid_until": "2027-12-31"}
    (made,) = do(bureau, keep_rows, kind="experts", rows=(row,))
    (expert,) = read(bureau, kept, "experts")
    assert (expert.id, expert.get("name"), expert.get("field")) == (made, "何教授", "防雷")
    assert len(read(bureau, officers)) == before
    assert read(bureau, find_officer, made) is None
    do(bureau, keep_rows, kind="experts", rows=({"id": made, "unit": "省气象局"},), reason="改名")
    assert read(bureau, kept, "experts")[0].get("unit") == "省气象局"
    assert read(bureau, kept, "experts")[0].get("phone") == "0371-65922001"


@pytest.mark.parametrize("row", [{"name": "何教授"}, {"name": "何教授", "field": "防雷", "valid_until": "明年"}])
def test_a_row_that_lacks_something_or_has_no_readable_day_is_refused_in_words(bureau, row):
    with pytest.raises(Refused) as refusal:
        do(bureau, keep_rows, kind="experts", rows=(row,))
    assert say(refusal.value.code, **refusal.value.facts).endswith("。")
    assert read(bureau, kept, "experts") == ()


@pytest.mark.obligation("F024")
def test_contacts_with_a_partner_department_are_kept_by_day_with_what_was_agreed(bureau):
    (partner,) = do(
        bureau, keep_rows, kind="partners", rows=({"name": "县住建局", "contact": "钱进", "phone": "12345"},)
    )
    for day, agreed in (("2026-09-01", "十月联合检查"), ("2026-10-08", "名单各半")):
        row = {"owner": partner, "day": day, "who": "钱进", "agreed": agreed}
        do(bureau, keep_rows, kind="contacts", rows=(row,))
    found = read(bureau, kept, "contacts", owner=partner)
    assert [(one.get("day"), one.get("agreed")) for one in found] == [
        ("2026-10-08", "名单各半"), ("2026-09-01", "十月联合检查"),
    ]  # fmt: skip


@pytest.mark.obligation("F096")
def test_a_declared_relation_bars_the_officer_from_every_site_of_the_company_until_it_ends(bureau):
    site = do(bureau, enter_site, company="S0001", values={"address": "产业集聚区2号"})
    row = {"owner": "16001", "code": "S0001", "name": "某公司", "relation": "配偶任职", "since": "2026-01-01"}
    (made,) = do(bureau, keep_rows, kind="relations", rows=(row,))
    assert read(bureau, related) == {("16001", "S0001"), ("16001", site)}
    do(bureau, end_row, kind="relations", row=made, on="2026-11-01", reason="配偶离职")
    assert read(bureau, related) == frozenset()


@pytest.mark.obligation("F208")
def test_trainings_are_kept_with_day_hours_and_certificate(bureau):
    row = {"owner": "16003", "name": "行政执法培训", "day": "2026-05-20", "hours": "24", "certificate": "P-2026-3"}
    do(bureau, keep_rows, kind="trainings", rows=(row,))
    (found,) = read(bureau, kept, "trainings", owner="16003")
    assert (found.get("day"), found.get("hours"), found.get("certificate")) == ("2026-05-20", "24", "P-2026-3")
    with pytest.raises(Refused, match="refused-kept-lacks"):
        do(bureau, keep_rows, kind="trainings", rows=(row | {"hours": ""},))


def test_a_risk_flag_keeps_its_evidence_and_stays_after_it_is_lifted(bureau):
    with pytest.raises(Refused, match="refused-risk-evidence"):
        do(bureau, flag_risk, subject="S0001", name="经营异常", day="2026-10-01")
    made = do(
        bureau, flag_risk, subject="S0001", name="经营异常", day="2026-10-01", file="截图.png", content=b"png",
        media_type="image/png",
    )  # fmt: skip
    (flag,) = read(bureau, kept, "risks", owner="S0001")
    with bureau.reading() as session:
        assert read_evidence(session, flag.get("evidence")) == b"png"
    do(bureau, end_row, kind="risks", row=made, on="2026-11-10", reason="已移出")
    (flag,) = read(bureau, kept, "risks", owner="S0001")
    assert (flag.get("ended_on"), flag.get("ended_reason"), flag.holds_on("2026-11-20")) == (
        "2026-11-10",
        "已移出",
        False,
    )


def test_rows_of_a_special_library_find_their_subject_and_come_twice_only_as_a_correction(bureau):
    name = read(bureau, get_subject, "S0002").name
    rows = [
        {
            "library": "危化库",
            "code": "S0001",
            "name": "别名",
            "licence": "危化证",
            "number": "1",
            "valid_until": "2027-01-01",
        },
        {"library": "危化库", "name": name, "licence": "危化证", "number": "2", "valid_until": "9999-09-09"},
        {"library": "危化库", "name": "没有这一家", "licence": "危化证", "number": "3"},
    ]
    do(bureau, enter_special, rows=rows, file="专项库.xlsx", content=b"x")
    assert {one.get("number"): one.get("owner") for one in read(bureau, kept, "specials")} == {
        "1": "S0001", "2": "S0002", "3": "",
    }  # fmt: skip
    do(bureau, enter_special, rows=[rows[0] | {"valid_until": "2029-01-01"}])
    found = read(bureau, kept, "specials", owner="S0001")
    assert [one.get("valid_until") for one in found] == ["2029-01-01"]


def test_what_has_no_code_by_law_gets_a_running_one_of_the_bureau(bureau):
    given = {"name": "人民广场地下人防工程", "address": "人民路1号"}
    first = do(bureau, enter_uncoded, profile=bureau.profile, kind="shelter", values=given)
    second = do(bureau, enter_uncoded, profile=bureau.profile, kind="shelter", values=given | {"name": "二号工程"})
    assert (first, second) == ("RFGC-410526-0001", "RFGC-410526-0002")
    assert kind_of(read(bureau, get_subject, first)) == "shelter"
    assert [one.id for one in read(bureau, subjects, search="RFGC")] == [second, first]


@pytest.mark.obligation("F079", "F073")
def test_an_item_is_published_only_when_it_says_what_the_bureau_s_list_asks(bureau):
    draft = ITEMS[0].model_copy(update={"id": "QX77", "ratio": "", "frequency": "", "item_class": ""})
    do(bureau, enter_items, rows=(draft,))
    (item,) = (one for one in read(bureau, items) if one.id == "QX77")
    assert lacking_of_item(item, bureau.profile) == ("item_class", "ratio", "frequency")
    assert set(wanted_of_item(bureau.profile)) >= {
        "basis",
        "subject_category",
        "content",
        "methods",
        "ratio",
        "frequency",
    }
    with pytest.raises(Refused) as refusal:
        do(bureau, publish_drafts, profile=bureau.profile, ids=("QX77",), published_on="2026-11-20")
    assert "还缺事项类别、比例、频次" in say(refusal.value.code, **refusal.value.facts)
    whole = draft.model_copy(update={"ratio": "5%", "frequency": "每年1次", "item_class": "重点检查事项"})
    do(bureau, enter_items, rows=(whole,))
    do(bureau, publish_drafts, profile=bureau.profile, ids=("QX77",), published_on="2026-11-20", link="www.hnhx.gov.cn")
    (item,) = (one for one in read(bureau, items) if one.id == "QX77")
    assert (item.published_on, item.valid_from, item.link, is_key(item)) == (
        "2026-11-20", "2026-11-20", "www.hnhx.gov.cn", True,
    )  # fmt: skip


@pytest.mark.obligation("F011")
def test_an_item_left_out_of_random_checks_says_why(bureau):
    draft = ITEMS[0].model_copy(update={"id": "QX78", "random": "no"})
    do(bureau, enter_items, rows=(draft,))
    (item,) = (one for one in read(bureau, items) if one.id == "QX78")
    assert lacking_of_item(item, bureau.profile) == ("random_reason",)


def test_an_item_that_ended_may_not_be_checked_after_its_last_day(bureau):
    do(bureau, end_item, item="QX01", on="2026-11-30", reason="依据已废止")
    (item,) = (one for one in read(bureau, items) if one.id == "QX01")
    assert (may_be_checked(item, "2026-11-30"), may_be_checked(item, "2026-12-01")) == (True, False)
    assert (state_of_item(item, "2026-12-01"), item.ended_reason) == ("ended", "依据已废止")
    with pytest.raises(Refused, match="refused-item-end-reason"):
        do(bureau, end_item, item="QX02", on="2026-11-30", reason=" ")


@pytest.mark.obligation("F221")
def test_officers_leave_and_come_back_with_their_days(bureau):
    do(bureau, change_officers, ids=("16003", "16004"), changes={"duty": "left"}, reason="调离")
    assert {read(bureau, find_officer, one).left_on for one in ("16003", "16004")} == {"2026-11-20"}
    do(bureau, change_officers, ids=("16003",), changes={"duty": "on", "joined_on": "2026-11-21"}, reason="调回")
    back = read(bureau, find_officer, "16003")
    assert (back.duty, back.left_on, back.joined_on) == ("on", "", "2026-11-21")


@pytest.mark.obligation("F083")
def test_who_may_check_an_item_follows_from_duty_certificate_and_fields(bureau):
    (item,) = (one for one in read(bureau, items) if one.id == "QX01")
    able = [one.id for one in fit_for(item, read(bureau, officers), bureau.profile, "2026-11-20")]
    needs = bureau.profile.category("testing").needs
    assert able == (["16001", "16002"] if "lightning" in needs else ["16001", "16002", "16003", "16004", "16005"])
    do(bureau, change_officers, ids=("16001",), changes={"duty": "leave"}, reason="病假")
    again = [one.id for one in fit_for(item, read(bureau, officers), bureau.profile, "2026-11-20")]
    assert again == [one for one in able if one != "16001"]


def test_a_team_is_kept_by_the_names_of_its_officers_and_ends_on_a_day(bureau):
    with bureau.reading() as session:
        people = officers(session, bureau.desk().bureau)[:3]
    with bureau.writing() as session:
        team = keep_team(
            session, desk=bureau.desk(), clock=bureau.clock, name="防雷一组", people=[one.name for one in people]
        )
    with bureau.reading() as session:
        (found,) = standing_teams(session, bureau.desk().bureau, "2026-11-20")
    assert (found.get("name"), members_of(found)) == ("防雷一组", tuple(one.id for one in people))
    with bureau.writing() as session:
        keep_team(
            session, desk=bureau.desk(), clock=bureau.clock, name="防雷一组", people=[one.id for one in people[:2]],
            team=team, reason="人员调整",
        )  # fmt: skip
        end_row(session, desk=bureau.desk(), clock=bureau.clock, kind="teams", row=team, on="2026-12-01", reason="解散")
    with bureau.reading() as session:
        (still,) = standing_teams(session, bureau.desk().bureau, "2026-11-30")
        assert len(members_of(still)) == 2
        assert standing_teams(session, bureau.desk().bureau, "2026-12-01") == ()


@pytest.mark.parametrize(
    ("people", "code"),
    [
        (["王秀英"], "refused-standing-team-few"),
        (["王秀英", "王秀英"], "refused-standing-team-few"),
        (["王秀英", "无此人"], "refused-standing-team-unknown"),
    ],
)
def test_a_team_of_one_or_of_somebody_unknown_is_refused(bureau, people, code):
    with bureau.writing() as session, pytest.raises(Refused) as refusal:
        keep_team(session, desk=bureau.desk(), clock=bureau.clock, name="一组", people=people)
    assert refusal.value.code == code
