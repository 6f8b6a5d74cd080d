"""The papers of a draw."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from factories.bureau import approved_plan, enter_some_subjects, frozen_draw, open_bureau, released_inspections
from pypdf import PdfReader

from inspector_desktop.draw.document import commitment_paper, grouped, percent, record_paper
from inspector_desktop.draw.store import draws, get_draw
from inspector_desktop.paper.render import render
from inspector_desktop.plan.store import get_plan
from inspector_desktop.registry.acts import change_subjects


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def text_of(paper) -> str:
    pages = PdfReader(BytesIO(render(paper))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.obligation("F005")
def test_the_record_of_a_draw_names_digits_objects_groups_and_what_is_not_proven(bureau):
    released_inspections(bureau)
    with bureau.reading() as session:
        (draw,) = draws(session, bureau.desk().bureau)
        plan = get_plan(session, draw.bureau, draw.plan)
    text = text_of(record_paper(draw, plan, bureau.profile))
    assert "5830196744027715" in text
    assert draw.commitment in text
    assert "见证人" in text
    assert "未证明：名单和人员是否齐全" in text
    assert text.count("加油站") == len(draw.drawn)
    assert all(name in text for name in ("李建国", "王秀英", "赵志强"))


def test_the_notice_of_what_was_sealed_shows_the_whole_commitment_and_no_name(bureau):
    enter_some_subjects(bureau)
    with bureau.writing() as session:
        change_subjects(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            ids=["S0001"],
            changes={"survival": "closed"},
            reason="关停",
        )
    draw = frozen_draw(bureau, approved_plan(bureau))
    with bureau.reading() as session:
        view = get_draw(session, bureau.desk().bureau, draw)
        plan = get_plan(session, view.bureau, view.plan)
    text = text_of(commitment_paper(view, plan, bureau.profile, key="9f3c 61aa 0000 0000 0000 0000 0000 0000"))
    assert "签名公钥指纹应为9f3c61aa" in text
    assert view.commitment in text
    assert "库内47家，其中不参加抽取1家" in text
    assert "加油站" not in text


def test_a_void_draw_says_so_on_its_record(bureau):
    released_inspections(bureau)
    with bureau.reading() as session:
        (draw,) = draws(session, bureau.desk().bureau)
        plan = get_plan(session, draw.bureau, draw.plan)
    void = replace(draw, state="void", void_reason="名单有误", void_approver="主要负责人")
    assert "本次抽取已作废。原因：名单有误。批准人：主要负责人" in text_of(record_paper(void, plan, bureau.profile))


@pytest.mark.parametrize(("ppm", "shown"), [(300_000, "30%"), (50_000, "5%"), (5_000, "0.5%"), (2_500, "0.25%")])
def test_ratios_are_shown_as_percentages(ppm, shown):
    assert percent(ppm) == shown


def test_codes_are_read_in_groups_of_four():
    assert grouped("9f3c61aa0d") == "9f3c 61aa 0d"
