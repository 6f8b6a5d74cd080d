"""Rules changed by facts: what is in force on a day, what is refused, what a newer file does, and that it replays."""

import json
from datetime import date

import pytest
from factories.bureaus import drawn, enter_firms, open_any_bureau, plan_for, sealed
from sqlmodel import select

from inspector_desktop import profile as profiles
from inspector_desktop.draw.document import frozen_of
from inspector_desktop.draw.store import get_draw
from inspector_desktop.draw.ticket import quotas
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.deadlines import dues
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.records import Entry
from inspector_desktop.profile.acts import change_rules, release_rules, restore_rules, take_rules
from inspector_desktop.profile.amending import Change, body_of, in_force, put, written
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.store import changes_of, rules_in_force, standing_of
from inspector_desktop.wording import say

HUAXIAN = "huaxian-meteorology"
LENGTH = "deadlines/D01/length"
RATIO = "categories/key-unit/ratio_ppm"
TODAY = date(2026, 11, 20)


def visit(dossier, checked):
    """An inspection as far as clocks look at it, whose check ended then."""
    plain = dict.fromkeys(InspectionView.__dataclass_fields__, "")
    plain |= {
        "check_kind": "kind-routine", "way": "way-random", "subject": "S1", "assigned_at": "2026-11-02T01:00:00Z",
        "window_from": "2026-11-01", "window_until": "2026-11-30", "batch": 1, "officers": (), "items": (),
        "begun": {}, "done": {"check": checked}, "notes": {}, "needs_upgrade": False, "plan_number": "2026001",
        "task_number": "001", "dossier": dossier,
    }  # fmt: skip
    return InspectionView(**plain)


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_any_bureau(tmp_path, clock, profiles.load(HUAXIAN))
    yield opened
    opened.engine.dispose()


def change(bureau, *values, reason="局务会纪要", number="16005", **more):
    with bureau.writing() as session:
        return change_rules(
            session, desk=bureau.desk(number), clock=bureau.clock, file=profiles.load(HUAXIAN), values=values,
            reason=reason, **more,
        )  # fmt: skip


def refusal(bureau, *values, **more):
    with pytest.raises(Refused) as found:
        change(bureau, *values, **more)
    return found.value.code, say(found.value.code, **found.value.facts)


def now(bureau, today=TODAY):
    with bureau.reading() as session:
        return rules_in_force(session, profiles.load(HUAXIAN), today)


def test_a_store_without_such_facts_has_the_rules_of_the_file(bureau):
    assert now(bureau).profile == profiles.load(HUAXIAN)
    assert now(bureau).standing == ()


@pytest.mark.obligation("F090")
def test_a_change_holds_from_its_day_and_says_who_when_why_and_what_it_was(bureau):
    ruled = change(bureau, (RATIO, 70_000), reason=" 县局实际，局务会2026年第3号 ")
    assert ruled.profile.category("key-unit").ratio_ppm == 70_000
    (one,) = ruled.standing
    assert (one.value, one.former, one.by, one.since) == ("70000", "50000", "王秀英", "2026-11-20")
    assert one.reason == "县局实际，局务会2026年第3号"
    assert now(bureau).profile == ruled.profile
    assert ruled.file.category("key-unit").ratio_ppm == 50_000


def test_a_ratio_without_a_reason_is_not_changed(bureau):
    code, text = refusal(bureau, (RATIO, 70_000), reason="  ")
    assert code == "refused-rule-reason"
    assert "抽取比例" in text
    assert now(bureau).standing == ()


def test_what_comes_into_force_later_waits_for_its_day(bureau):
    ruled = change(bureau, (RATIO, 70_000), since="2027-01-01")
    assert ruled.profile.category("key-unit").ratio_ppm == 50_000
    assert [one.path for one in ruled.coming] == [RATIO]
    change(bureau, (RATIO, 60_000))
    assert now(bureau).profile.category("key-unit").ratio_ppm == 60_000
    assert now(bureau, date(2027, 1, 1)).profile.category("key-unit").ratio_ppm == 70_000


def test_going_back_to_the_source_keeps_the_history(bureau):
    change(bureau, (RATIO, 70_000))
    with bureau.writing() as session:
        ruled = restore_rules(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            file=profiles.load(HUAXIAN),
            paths=(RATIO,),
            reason="试行期满",
        )
    assert ruled.profile == profiles.load(HUAXIAN)
    assert [one.restores for one in ruled.history] == [False, True]
    with bureau.writing() as session, pytest.raises(Refused, match="refused-rule-unchanged"):
        restore_rules(
            session, desk=bureau.desk(), clock=bureau.clock, file=profiles.load(HUAXIAN), paths=(RATIO,), reason="再改"
        )


@pytest.mark.parametrize(
    ("values", "code", "words"),
    [
        ([(RATIO, 1_300_000)], "refused-rule-range", "130%"),
        ([("groups/size", 1)], "refused-rule-range", "应在 2 到 99 之间"),
        ([("groups/size", "三")], "refused-rule-number", "三"),
        ([(RATIO, None)], "refused-rule-together", "每个类别都要写比例"),
        ([(LENGTH, None)], "refused-rule-together", "期限"),
        ([("draw/items_count", 2)], "refused-rule-together", "每家抽几项"),
        ([("bureau/name", "")], "refused-rule-empty", "单位名称"),
        ([("plan/periods/checks/closes", "13-40")], "refused-rule-day", "11月30日"),
        ([("quota/base", "somewhere")], "refused-rule-choice", "比例的基数"),
        ([("documents/number", "{word}号")], "refused-rule-pattern", "【序号】"),
        ([("deadlines/D01", None)], "refused-rule-used", "结果录入省平台"),
        ([("bureau/draw_id", "410526-XX")], "refused-rule-fixed", "不能修改"),
        ([("source/title", "别的方案")], "refused-rule-fixed", "来源文件"),
        ([(RATIO, 50_000)], "refused-rule-same", "抽取比例"),
        ([("quota/nothing", 1)], "refused-rule-gone", "没有"),
    ],
)
def test_nonsense_is_refused_with_the_name_of_the_rule_and_a_repair(bureau, values, code, words):
    found, text = refusal(bureau, *values)
    assert found == code
    assert words in text
    assert text.startswith("本局规则：")
    assert now(bureau).standing == ()


def test_only_the_supervising_section_changes_rules_and_never_for_the_past(bureau):
    assert refusal(bureau, (RATIO, 70_000), number="16001")[0] == "refused-rule-role"
    assert refusal(bureau, (RATIO, 70_000), since="2026-11-19")[0] == "refused-rule-since"
    assert refusal(bureau, (RATIO, 70_000), since="明天")[0] == "refused-rule-since"


def test_what_belongs_together_is_changed_in_one_act(bureau):
    ruled = change(bureau, ("draw/drawn", ["subjects", "officers", "items"]), ("draw/items_count", 2))
    assert ruled.profile.draw.items_count == 2
    with bureau.reading() as session:
        entries = session.exec(select(Entry.kind).where(Entry.dossier == "rules")).all()
    assert entries == ["profile.rule-changed"]


def test_a_step_is_switched_off_and_on_again(bureau):
    assert not change(bureau, ("steps/report", None)).profile.has_step("report")
    with bureau.writing() as session:
        ruled = restore_rules(
            session, desk=bureau.desk(), clock=bureau.clock, file=profiles.load(HUAXIAN), paths=("steps/report",),
            reason="恢复",
        )  # fmt: skip
    assert [one.id for one in ruled.profile.steps] == [one.id for one in profiles.load(HUAXIAN).steps]


def test_the_journal_replays_to_the_same_rules(bureau):
    change(bureau, (RATIO, 70_000))
    change(bureau, (LENGTH, 7), ("deadlines/D01/warn_days", 3))
    with bureau.reading() as session:
        assert rebuild(session).equal
        assert len(changes_of(session, HUAXIAN)) == 3


def newer_file(*values):
    body = body_of(profiles.load(HUAXIAN))
    for path, value in values:
        put(body, path, value)
    return Profile.model_validate(body)


def changed(path, value, number=1):
    return Change(number, path, written(value), "", "理由", "2026-11-20", "王秀英", "2026-11-20T06:15:00Z")


def test_a_newer_file_takes_the_changes_by_path_and_names_those_it_has_no_place_for():
    file = newer_file(("categories/balloon", None), ("bureau/upper", "新的市局"))
    ruled = in_force(file, [changed(RATIO, 70_000), changed("categories/balloon/ratio_ppm", 1, 2)], TODAY)
    assert ruled.profile.category("key-unit").ratio_ppm == 70_000
    assert ruled.profile.bureau.upper == "新的市局"
    assert [one.path for one in ruled.gone] == ["categories/balloon/ratio_ppm"]
    assert [one.path for one in ruled.standing] == [RATIO]


def test_a_change_that_no_longer_holds_together_with_a_newer_file_is_left_out_and_named():
    file = newer_file(("leads/deadline", "D02"))
    ruled = in_force(file, [changed("deadlines/D02", None), changed(RATIO, 70_000, 2)], TODAY)
    assert ruled.profile.deadline("D02")
    assert ruled.profile.category("key-unit").ratio_ppm == 70_000
    assert [one.path for one in ruled.gone] == ["deadlines/D02"]


@pytest.mark.obligation("F090")
def test_the_next_draw_takes_the_changed_ratio_and_a_sealed_one_keeps_its_own(bureau):
    enter_firms(bureau, "key-unit", 100)
    before = sealed(bureau, plan_for(bureau, "key-unit"))
    bureau.profile = change(bureau, (RATIO, 90_000)).profile
    after = sealed(bureau, plan_for(bureau, "key-unit"))
    with bureau.reading() as session:
        found = [quotas(frozen_of(get_draw(session, HUAXIAN, draw))) for draw in (before, after)]
    assert [sum(one.taken for one in quota) for quota in found] == [5, 9]
    assert len(drawn(bureau, before)) == 5
    with bureau.reading() as session:
        transcript = json.loads(get_draw(session, HUAXIAN, before).transcript)
    assert profiles.load(HUAXIAN).digest in json.dumps(transcript)
    assert bureau.profile.digest not in json.dumps(transcript)


def test_a_changed_deadline_holds_for_clocks_that_start_afterwards(bureau):
    profile = change(bureau, (LENGTH, 10), since="2026-11-25").profile
    assert profile.deadline("D01").length == 5
    later = now(bureau, date(2026, 11, 25)).profile
    running = visit("d1", "2026-11-20T08:00:00Z")
    following = visit("d2", "2026-11-25T08:00:00Z")
    found = {one.dossier: one for one in dues([running, following], later, date(2026, 11, 25)) if one.deadline == "D01"}
    assert (found["d1"].length, found["d1"].day) == (5, date(2026, 11, 27))
    assert (found["d2"].length, found["d2"].day) == (10, date(2026, 12, 9))


def test_the_rules_lie_on_one_desk_and_go_to_another_through_the_tray(bureau):
    change(bureau, (RATIO, 70_000))
    with bureau.writing() as session:
        release_rules(session, desk=bureau.desk(), clock=bureau.clock)
    with bureau.reading() as session:
        assert standing_of(session, HUAXIAN, bureau.life).in_tray
    assert refusal(bureau, (RATIO, 80_000))[0] == "refused-not-here"
    with bureau.writing() as session:
        take_rules(session, desk=bureau.desk(), clock=bureau.clock)
    assert refusal(bureau, (RATIO, 80_000))[0] == "refused-take-waiting"
    bureau.receipt_everything()
    assert change(bureau, (RATIO, 80_000)).profile.category("key-unit").ratio_ppm == 80_000
