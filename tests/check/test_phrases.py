"""常用语: what is offered in which order, who keeps what, and that it stands after a rebuild."""

from __future__ import annotations

import pytest
from factories.bureau import open_bureau, released_inspections
from factories.visits import come, judge_everything

from inspector_desktop.check.acts import save_sheet
from inspector_desktop.check.phrase_acts import Line, phrases_for, set_phrase, write_phrase
from inspector_desktop.check.phrase_rules import (
    BUREAU,
    GONE,
    HIDDEN,
    KEPT,
    LEARNED,
    MOST_LONG,
    OWN,
    PINNED,
    Phrase,
    merged,
    offered,
    refusal_of,
)
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.acts import register_paper_approval

LINE = "first_person"
USUAL = "检测报告日期为2026年3月2日，已超过半年。"


def test_pinned_ones_stand_first_then_ones_own_the_bureaus_and_what_was_learned():
    found = merged(
        ("写过一", "写过二"), {"局里": KEPT, "局里置顶": PINNED, "写过二": HIDDEN}, {"我的": KEPT, "写过一": PINNED}
    )
    assert offered(found) == ("写过一", "局里置顶", "我的", "局里")
    assert found[0] == Phrase("写过一", LEARNED, pinned=True)
    assert found[-1] == Phrase("写过二", BUREAU, hidden=True)
    assert [one.origin for one in found[1:4]] == [BUREAU, OWN, BUREAU]


def test_an_officers_own_word_goes_before_the_bureaus_and_may_be_taken_back():
    assert offered(merged((), {"局里": KEPT}, {"局里": HIDDEN})) == ()
    assert offered(merged((), {"局里": KEPT}, {"局里": GONE})) == ("局里",)
    assert offered(merged(("写过",), {"写过": HIDDEN}, {"写过": KEPT})) == ("写过",)
    assert merged((), {"旧": HIDDEN, "新": KEPT}, {}) == (Phrase("新", BUREAU),)  # written anew for everybody


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def line(bureau) -> Line:
    """A line of which something was written before."""
    first, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=first, approver="孙志远")
    come(bureau, first)
    judge_everything(bureau, first)
    with bureau.writing() as session:
        save_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=first)
        return Line(get_inspection(session, bureau.desk().bureau, first).form, LINE)


def phrases(bureau, desk, line: Line) -> tuple[Phrase, ...]:
    with bureau.reading() as session:
        return phrases_for(session, desk, line.form).get(line.name, ())


def write(bureau, desk, line, text, **more) -> None:
    with bureau.writing() as session:
        write_phrase(session, desk=desk, clock=bureau.clock, line=line, text=text, **more)


def say_of(bureau, desk, line, text, state, **more) -> None:
    with bureau.writing() as session:
        set_phrase(session, desk=desk, clock=bureau.clock, line=line, text=text, state=state, **more)


def test_an_officers_phrases_are_his_own_and_are_written_anew_hidden_and_shown(bureau, line):
    mine, other = bureau.desk("16002"), bureau.desk("16003")
    write(bureau, mine, line, "  未见  主要负责人任命文件。 ")
    say_of(bureau, mine, line, "未见 主要负责人任命文件。", PINNED)
    write(bureau, mine, line, "未见主要负责人任命文件。", instead="未见 主要负责人任命文件。")
    assert [(one.text, one.pinned) for one in phrases(bureau, mine, line) if not one.hidden] == [
        ("未见主要负责人任命文件。", True), (USUAL, False),
    ]  # fmt: skip
    assert offered(phrases(bureau, other, line)) == (USUAL,)
    say_of(bureau, mine, line, USUAL, HIDDEN)
    assert offered(phrases(bureau, mine, line)) == ("未见主要负责人任命文件。",)
    say_of(bureau, mine, line, USUAL, KEPT)
    assert USUAL in offered(phrases(bureau, mine, line))
    with bureau.reading() as session:
        assert rebuild(session).equal


def test_the_bureaus_phrases_are_kept_by_the_supervising_section_alone(bureau, line):
    keeper, officer = bureau.desk("16005"), bureau.desk("16003")
    write(bureau, keeper, line, "防雷装置未经检测投入使用。", for_bureau=True)
    assert [one.origin for one in phrases(bureau, officer, line)] == [BUREAU, LEARNED]
    with pytest.raises(Refused, match="refused-phrase-bureau"):
        write(bureau, officer, line, "另一句。", for_bureau=True)
    with pytest.raises(Refused, match="refused-phrase-bureau"):
        say_of(bureau, officer, line, "防雷装置未经检测投入使用。", GONE, for_bureau=True)
    say_of(bureau, officer, line, "防雷装置未经检测投入使用。", HIDDEN)
    assert offered(phrases(bureau, officer, line)) == (USUAL,)
    assert len(offered(phrases(bureau, keeper, line))) == 2


def test_a_phrase_that_is_empty_long_or_there_already_is_refused(bureau, line):
    known = (Phrase("有了", LEARNED), Phrase("藏着", OWN, hidden=True))
    assert refusal_of("", instead="", known=known) == "refused-phrase-empty"
    assert refusal_of("长" * (MOST_LONG + 1), instead="", known=known) == "refused-phrase-long"
    assert refusal_of("藏着", instead="", known=known) == refusal_of("有了", instead="有了", known=known) == ""
    with pytest.raises(Refused, match="refused-phrase-twice"):
        write(bureau, bureau.desk("16002"), line, USUAL)
    with pytest.raises(Refused, match="refused-phrase-empty"):
        say_of(bureau, bureau.desk("16002"), line, "  ", HIDDEN)
