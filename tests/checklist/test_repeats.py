"""Repeats, lists, defaults and triggers: what the sheet makes of them, and that little work gives what all work gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_desktop.checklist.definition import Choice, Definition, Group, Question, Table, blank_question
from inspector_desktop.checklist.program import Program
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.checklist.state import MOST_INSTANCES
from inspector_desktop.errors import Refused

AT = datetime(2026, 11, 20, 6, 15, tzinfo=UTC)
LISTS = {
    "city": (
        Choice("ay", "安阳", (("area", "henan"),)),
        Choice("hb", "鹤壁", (("area", "henan"),)),
        Choice("xt", "邢台", (("area", "hebei"),)),
    ),
    "area": (Choice("henan", "河南"), Choice("hebei", "河北")),
}


def table(*questions: Question, groups: tuple[Group, ...] = (), tables: dict[str, str] | None = None) -> Definition:
    return Definition("f", "表", "1", groups, questions, LISTS, tables or {})


POINTS = (Group("point", "检测点", "", "", repeated=True),)


def points(*more: Question) -> Definition:
    return table(
        blank_question("limit", "decimal"),
        blank_question("ohms", "decimal", group="point", constraint=". >= 0"),
        blank_question("over", "calculate", group="point", calculation="if(${ohms} > ${limit}, 1, 0)"),
        blank_question("place", "calculate", group="point", calculation="position(..)"),
        blank_question("all", "calculate", group="point", calculation="count(${point})"),
        blank_question("sum", "calculate", calculation="sum(${over})"),
        blank_question("worst", "calculate", calculation="max(${ohms})"),
        blank_question("high", "calculate", calculation="count(/data/point[ohms > 4])"),
        blank_question("joined", "calculate", calculation="join(',', /data/point[./over = 1]/ohms)"),
        *more,
        groups=POINTS,
    )


def filled(definition: Definition, *ohms: str) -> tuple[Sheet, list[str]]:
    page = Sheet(definition, at=AT)
    page.answer("limit", "4")
    born = []
    for one in ohms:
        born.append(page.add("point"))
        page.answer(born[-1].replace("point", "ohms"), one)
    return page, born


def test_instances_come_one_by_one_and_are_read_together() -> None:
    page, born = filled(points(), "3", "5", "8")
    assert born == ["point@1", "point@2", "point@3"] == list(page.instances("point"))
    assert [page.value(f"over@{one}") for one in (1, 2, 3)] == ["0", "1", "1"]
    assert [page.value(f"place@{one}") for one in (1, 2, 3)] == ["1", "2", "3"]
    assert [page.value(f"all@{one}") for one in (1, 2, 3)] == ["3", "3", "3"]
    assert (page.value("sum"), page.value("worst"), page.value("high"), page.value("joined")) == ("2", "8", "2", "5,8")


def test_an_instance_taken_out_takes_its_answers_with_it_and_its_number_never_comes_back() -> None:
    page, _ = filled(points(), "3", "5", "8")
    changed = page.remove("point@3")
    assert {"point", "sum", "worst", "all@1"} <= set(changed)
    assert (page.value("sum"), page.value("worst"), page.value("all@1")) == ("1", "5", "2")
    assert page.add("point") == "point@4"
    assert page.value("ohms@4") == ""
    again = Sheet(points(), page.answers(), at=AT)
    assert again.instances("point") == ("point@1", "point@2", "point@4")
    again.remove("point@4")
    assert again.add("point") == "point@5"


def test_removing_the_first_moves_the_places_of_the_others() -> None:
    page, _ = filled(points(), "3", "5", "8")
    assert "place@3" in page.remove("point@1")
    assert [page.value(f"place@{one}") for one in (2, 3)] == ["1", "2"]


def test_an_answer_in_one_instance_changes_nothing_of_its_sisters() -> None:
    page, _ = filled(points(), "3", "5", "8")
    changed = page.answer("ohms@2", "1")
    assert set(changed) == {"ohms@2", "over@2", "sum", "high", "joined"}


def test_indexed_repeat_reads_the_instance_of_a_place() -> None:
    page, _ = filled(
        points(
            blank_question("second", "calculate", calculation="indexed-repeat(${ohms}, ${point}, 2)"),
            blank_question("beyond", "calculate", calculation="indexed-repeat(${ohms}, ${point}, 9)"),
        ),
        "3", "5",
    )  # fmt: skip
    assert (page.value("second"), page.value("beyond")) == ("5", "")
    page.remove("point@1")
    assert page.value("second") == ""


def test_a_count_rules_how_many_there_are_and_keeps_what_was_answered() -> None:
    page = Sheet(
        table(
            blank_question("floors", "integer"),
            blank_question("exits", "integer", group="floor"),
            blank_question("total", "calculate", calculation="sum(${exits})"),
            groups=(Group("floor", "楼层", "", "", repeated=True, count="${floors}"),),
        ),
        at=AT,
    )
    page.answer("floors", "3")
    for one in (1, 2, 3):
        page.answer(f"exits@{one}", "2")
    assert page.value("total") == "6"
    page.answer("floors", "2")
    assert (page.value("total"), len(page.instances("floor"))) == ("4", 2)
    page.answer("floors", "3")
    assert (page.value("total"), page.value("exits@3")) == ("6", "2")
    page.answer("floors", "1000000")
    assert len(page.instances("floor")) == MOST_INSTANCES
    with pytest.raises(Refused):
        page.add("floor")


def test_repeats_within_repeats_are_counted_each_in_its_own() -> None:
    page = Sheet(
        table(
            blank_question("reading", "integer", group="probe"),
            blank_question("here", "calculate", group="room", calculation="sum(${reading})"),
            blank_question("all", "calculate", calculation="sum(${reading})"),
            blank_question(
                "first", "calculate", calculation="indexed-repeat(${reading}, ${room}, 2, ${probe}, 1)"
            ),
            groups=(
                Group("room", "房间", "", "", repeated=True), Group("probe", "测点", "room", "", repeated=True),
            ),
        ),
        at=AT,
    )  # fmt: skip
    for room in (page.add("room"), page.add("room")):
        for value in ("1", "2"):
            probe = page.add(room.replace("room", "probe"))
            page.answer(probe.replace("probe", "reading"), value)
    assert page.answers()["probe@2"].value == "1 2"
    assert (page.value("here@1"), page.value("here@2"), page.value("all"), page.value("first")) == ("3", "3", "6", "1")
    page.answer("reading@2.1", "10")
    assert (page.value("here@1"), page.value("here@2"), page.value("all"), page.value("first")) == (
        "3", "12", "15", "10",
    )  # fmt: skip
    page.remove("room@1")
    assert (page.value("all"), next(spot.key for spot in page.spots())) == ("12", "room")
    assert "reading@1.1" not in page.answers()


def test_a_filter_offers_and_a_choice_no_longer_offered_is_kept_but_invalid() -> None:
    page = Sheet(
        table(
            blank_question("area", "choice", choices="area"),
            blank_question("city", "choice", choices="city", choice_filter="area = ${area}"),
            blank_question("named", "calculate", calculation="jr:choice-name(${city}, '${city}')"),
            blank_question(
                "first", "calculate", calculation="instance('city')/root/item[area = ${area}][1]/label"
            ),
        ),
        at=AT,
    )  # fmt: skip
    assert page.choices("city") == ()
    assert "city" in page.answer("area", "henan")
    assert [one.name for one in page.choices("city")] == ["ay", "hb"]
    page.answer("city", "hb")
    assert (page.valid("city"), page.value("named"), page.value("first")) == (True, "鹤壁", "安阳")
    page.answer("area", "hebei")
    assert (page.valid("city"), page.value("city"), page.value("first")) == (False, "hb", "邢台")


def test_a_list_of_fifty_thousand_rows_is_looked_up_not_walked() -> None:
    rows = tuple((f"c{n}", f"企业{n}", f"town{n % 500}") for n in range(50_000))
    long = Table(("name", "label", "town"), rows)
    definition = table(
        blank_question("town"),
        blank_question("firm", "choice", choices="firms.csv", choice_filter="town = ${town}"),
        blank_question("pulled", "calculate", calculation="pulldata('firms', 'label', 'name', ${firm})"),
        tables={"firms.csv": long.digest},
    )
    page = Sheet(Program(definition, {"firms.csv": long}), at=AT)
    page.answer("town", "town7")
    assert len(page.choices("firm")) == 100
    page.answer("firm", "c507")
    assert (page.value("pulled"), page.valid("firm")) == ("企业507", True)
    page.answer("firm", "c508")
    assert not page.valid("firm")
    assert [one.name for one in page.choices("firm", search="企业49507")] == ["c49507"]


def test_defaults_are_taken_once_and_kept() -> None:
    definition = table(
        blank_question("begun", "start"),
        blank_question("who", "username"),
        blank_question("day", "date", default="today()", dynamic=True),
        blank_question("way", "text", default="现场"),
        blank_question("unit", "text", group="point", default="${way}", dynamic=True),
        groups=POINTS,
    )
    page = Sheet(definition, at=AT, fresh=True, about={"username": "李建国"})
    assert set(page.unkept()) == {"begun", "who", "day", "way"}
    page.add("point")
    assert page.unkept() == {"unit@1": Answer("现场")}
    page.answer("way", "书面")
    assert page.value("unit@1") == "现场"
    again = Sheet(definition, page.answers(), at=AT + timedelta(days=3))
    assert (again.value("day"), again.value("who"), again.value("begun")) == (
        "2026-11-20", "李建国", "2026-11-20T14:15:00+08:00",
    )  # fmt: skip


def test_once_and_random_are_kept_when_the_sheet_is_opened_again() -> None:
    definition = table(
        blank_question("a"),
        blank_question("number", "calculate", calculation="once(random())"),
        blank_question("id", "calculate", calculation="uuid()"),
    )
    page = Sheet(definition, at=AT)
    again = Sheet(definition, page.answers(), at=AT)
    assert page.value("number") == again.value("number") != ""
    assert page.value("id") == again.value("id")
    assert set(page.unkept()) == {"number", "id"}


def test_a_trigger_sets_off_a_calculation_and_nothing_else_does() -> None:
    page = Sheet(
        table(
            blank_question("sampled", "choice", choices="area"),
            blank_question("note"),
            blank_question("at", "calculate", calculation="concat(${note}, now())", trigger=("sampled",)),
        ),
        at=AT,
    )
    page.answer("note", "x")
    assert page.value("at") == ""
    assert "at" in page.answer("sampled", "henan")
    assert page.value("at") == "x2026-11-20T14:15:00+08:00"
    page.answer("note", "y")
    page.tick(AT + timedelta(hours=1))
    assert page.value("at") == "x2026-11-20T14:15:00+08:00"
    assert page.unkept() == {"at": Answer("x2026-11-20T14:15:00+08:00")}


def test_texts_show_what_their_references_stand_for() -> None:
    page, _ = filled(points(blank_question("told", "note", label="共 ${sum} 处超过 ${limit} 欧姆")), "3", "5")
    assert page.text("told") == "共 1 处超过 4 欧姆"
    assert "told" in page.answer("limit", "2")
    assert page.text("told") == "共 2 处超过 2 欧姆"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("time", "14:05", "25:00"),
        ("datetime", "2026-11-20T14:05:00+08:00", "2026-11-20"),
        ("geopoint", "35.5 114.5 60 4.2", "95 114"),
        ("geoshape", "1 1;1 2;2 2;1 1", "1 1;1 2;2 2;3 3"),
        ("range", "3", "3.5"),
        ("acknowledge", "OK", "yes"),
        ("image", "a" * 64, "照片.jpg"),
        ("rank", "hebei henan", "henan"),
        ("choices", "henan", "henan henan"),
    ],
)
def test_an_answer_is_of_its_kind(kind: str, good: str, bad: str) -> None:
    page = Sheet(table(blank_question("q", kind, choices="area" if kind in ("rank", "choices") else "")), at=AT)  # type: ignore[arg-type]
    page.answer("q", bad)
    assert not page.valid("q")
    page.answer("q", good)
    assert page.valid("q")


@pytest.mark.parametrize("key", ["ohms", "ohms@9", "nothing", "point@1.2", "limit@1", "@", "ohms@x"])
def test_a_key_of_nothing_is_refused(key: str) -> None:
    page, _ = filled(points(), "3")
    with pytest.raises(Refused) as refusal:
        page.answer(key, "1")
    assert refusal.value.code == "refused-unknown-line"


def test_a_circle_through_a_repeat_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        Program(
            table(
                blank_question("a", "calculate", group="point", calculation="${total} + 1"),
                blank_question("total", "calculate", calculation="sum(${a})"),
                groups=POINTS,
            )
        )
    assert refusal.value.code == "expression-cycle"
    with pytest.raises(Refused):
        Program(
            table(
                blank_question("n", "integer", group="point"),
                groups=(Group("point", "点", "", "", repeated=True, count="sum(${n})"),),
            )
        )


moves = st.one_of(
    st.tuples(st.just("add"), st.just("")),
    st.tuples(st.just("remove"), st.integers(0, 6).map(str)),
    st.tuples(st.sampled_from(["limit", "ohms@1", "ohms@2", "ohms@3"]), st.sampled_from(["", "1", "5", "x"])),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(moves, max_size=20))
def test_incremental_work_with_repeats_gives_what_full_work_gives(moved: list[tuple[str, str]]) -> None:
    definition = points()
    page = Sheet(definition, at=AT)
    for what, value in moved:
        before = _state(page)
        changed: tuple[str, ...] = ()
        try:
            if what == "add":
                page.add("point")
            elif what == "remove":
                page.remove(page.instances("point")[int(value) % max(1, len(page.instances("point")))])
            else:
                changed = page.answer(what, value)
        except (Refused, IndexError):
            continue
        after = _state(page)
        if changed:
            moved_keys = {key for key in after if after[key] != before.get(key)}
            assert moved_keys <= set(changed)
    assert _state(Sheet(definition, page.answers(), at=AT)) == _state(page)


def _state(page: Sheet) -> dict[str, tuple[str, bool, bool]]:
    return {
        spot.key: (page.value(spot.key), page.valid(spot.key), page.relevant(spot.key))
        for spot in page.spots()
        if isinstance(spot.item, Question)
    }


def test_indexed_repeat_takes_paths_as_well_as_names() -> None:
    page, _ = filled(
        points(
            blank_question("second", "calculate", calculation="indexed-repeat(/data/point/ohms, /data/point, 2)"),
            blank_question("named", "calculate", calculation="indexed-repeat(${ohms}, ${point}, 2)"),
        ),
        "3",
        "5",
    )
    assert (page.value("second"), page.value("named")) == ("5", "5")
    with pytest.raises(Refused, match="expression-arguments"):
        Program(points(blank_question("x", "calculate", calculation="indexed-repeat(1 + 1, ${point}, 2)")))
    with pytest.raises(Refused, match="expression-no-repeat"):
        Program(points(blank_question("x", "calculate", calculation="indexed-repeat(/data/limit, /data/point, 2)")))
