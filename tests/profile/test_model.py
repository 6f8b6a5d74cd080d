"""What the profile of 滑县气象局 says, against the text of its source."""

import re

import pytest
from pydantic import ValidationError

from inspector_desktop import profile
from inspector_desktop.digest import canonical
from inspector_desktop.errors import Missing
from inspector_desktop.profile.base import Group, Row
from inspector_desktop.wording import has


@pytest.fixture(scope="module")
def hua():
    return profile.load("huaxian-meteorology")


def rows(value):
    if isinstance(value, Row):
        yield value
        for name in type(value).model_fields:
            yield from rows(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from rows(one)


@pytest.mark.obligation("F068")
def test_every_group_names_a_clause_of_the_source_a_law_or_a_default_with_its_reason(hua):
    groups = [row for row in rows(hua) if isinstance(row, Group)]
    assert len(groups) > 80
    assert all(re.match(r"000 \S|《[^》]+》|默认：\S", group.clause) for group in groups)


@pytest.mark.obligation("F056")
@pytest.mark.obligation("F057")
def test_ratios_are_thirty_and_five_percent_in_millionths_by_category(hua):
    assert {one.title: one.ratio_ppm for one in hua.categories} == {
        "雷电防御检测机构": 300_000,
        "升放气球单位": 300_000,
        "其他防雷安全重点单位": 50_000,
    }
    assert hua.quota.by == "category"
    assert hua.quota.rounding == "up"


def test_result_entry_takes_five_and_publication_twenty_working_days_from_the_end_of_the_check(hua):
    entry, public = hua.deadline("D01"), hua.deadline("D02")
    assert (entry.trigger, entry.length, entry.unit) == ("inspection-ended", 5, "working-days")
    assert (public.trigger, public.length, public.unit) == ("inspection-ended", 20, "working-days")
    assert [hua.deadline(one).closes for one in ("D03", "D04", "D05", "D06")] == ["04-30", "04-30", "11-30", "12-31"]


def test_main_plans_are_drawn_on_the_platform_and_supplementary_ones_locally(hua):
    assert hua.draw.place.main == "platform"
    assert hua.draw.place.supplementary == "local"
    assert hua.groups.size == 2


def test_the_default_event_has_at_least_a_hundred_million_million_million_outcomes(hua):
    parts = hua.event().parts
    assert parts[0].outcomes == 10**20
    assert hua.event("double-colour-ball").parts[0].outcomes == 1_107_568


def test_the_steps_shown_leave_out_the_feedback_letter_the_source_does_not_have(hua):
    assert [step.id for step in hua.steps] == [
        "authorised", "notice", "check", "signature", "report", "approval", "disclosure", "archive",
    ]  # fmt: skip
    assert not hua.has_step("feedback")


def test_the_entry_sheet_has_the_fields_of_the_platform_in_its_order(hua):
    assert [field.title for field in hua.entry_sheet.fields] == [
        "抽查计划编号", "抽查任务编号", "企业名称", "统一社会信用代码", "检查日期", "检查人员", "检查方式", "抽查事项",
        "检查结果", "后续处置", "检查情况说明",
    ]  # fmt: skip


def test_numbers_are_written_with_full_width_marks_a_year_and_no_leading_zero(hua):
    assert hua.number_text("check-record", year=2026, number=12) == "（滑）气检记〔2026〕12号"
    assert hua.number_text("annual-summary", year=2026, number=3) == "滑气〔2026〕3号"
    words = [one.word for one in hua.documents.kinds if one.word]
    assert len(words) == len(set(words))
    with pytest.raises(Missing):
        hua.number_text("file-cover", year=2026, number=1)
    with pytest.raises(Missing):
        hua.document("no-such-paper")


def test_advice_and_order_are_two_papers_and_only_the_order_binds(hua):
    assert not hua.document(hua.rectification.advice).enforceable
    assert hua.document(hua.rectification.order).enforceable


def test_branches_results_and_leads_use_words_that_other_rooms_know(hua):
    assert all(one.id.startswith("lead-") for one in hua.leads.sources)
    assert "branch-refused" in hua.signature.branches
    assert hua.results.clean == "none-found"
    assert has("refused-profile-value")


def test_a_profile_survives_the_body_of_a_fact_and_keeps_its_digest(hua):
    again = profile.Profile.from_body(hua.as_body())
    assert again == hua
    assert again.digest == hua.digest
    assert b"null" not in canonical(hua.as_body())


def test_a_profile_cannot_be_changed_in_place(hua):
    with pytest.raises(ValidationError):
        hua.device.lease_days = 400
