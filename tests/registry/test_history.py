"""The past of a subject: every change with what stood before, and how it stood on a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories.bureau import open_bureau

from inspector_desktop.clock import civil_date
from inspector_desktop.registry.acts import set_credit
from inspector_desktop.registry.history import changes_of, subject_as_of
from inspector_desktop.registry.importing import bring_in_subjects, correct_subject
from inspector_desktop.registry.intake import Intake, IntakeRow

ONE = "91410526MA9G21K09P"


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def bring_in(bureau, **values):
    rows = (
        IntakeRow(2, {"name": "滑县道口加油站", "code": ONE, "code_kind": "uscc", **values}),
        IntakeRow(3, {"name": "别家", "code": "91410526MA9G21K10P", "code_kind": "uscc"}),
    )
    with bureau.writing() as session:
        bring_in_subjects(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, content=b"x",
            intake=Intake("subjects", "名录.xlsx", "表", 1, {}, (), rows, (), (), ()),
        )  # fmt: skip


@pytest.mark.obligation("F003")
def test_every_change_is_told_with_what_stood_before_and_any_day_can_be_looked_at(bureau):
    first = civil_date(bureau.clock.now())
    bring_in(bureau, address="道口镇")
    bureau.clock.advance(days=10)
    with bureau.writing() as session:
        correct_subject(
            session, desk=bureau.desk(), clock=bureau.clock, subject=ONE, values={"principal": "赵永安"}, reason="补登"
        )
    bureau.clock.advance(days=10)
    bring_in(bureau, address="产业集聚区")
    bureau.clock.advance(days=10)
    with bureau.writing() as session:
        set_credit(
            session, desk=bureau.desk(), clock=bureau.clock, ids=(ONE,), credit="high", since="2026-12-01",
            reason="按评定结果",
        )  # fmt: skip
    with bureau.reading() as session:
        told = changes_of(session, bureau.desk().bureau, ONE)
        assert [(one.kind, one.before) for one in told] == [
            ("changed", (("credit", ""), ("credit_since", ""), ("credit_source", ""))),
            ("updated", (("address", "道口镇"),)),
            ("changed", (("principal", ""),)),
            ("imported", ()),
        ]
        assert [(one.reason, one.file, one.row) for one in told] == [
            ("按评定结果", "", 0), ("", "名录.xlsx", 2), ("补登", "", 0), ("", "名录.xlsx", 2),
        ]  # fmt: skip

        def stood(days):
            view = subject_as_of(session, bureau.desk().bureau, ONE, first + timedelta(days=days))
            return view and (view.address, view.principal, view.credit)

        assert stood(-1) is None
        assert stood(5) == ("道口镇", "", "")
        assert stood(15) == ("道口镇", "赵永安", "")
        assert stood(25) == ("产业集聚区", "赵永安", "")
        assert stood(35) == ("产业集聚区", "赵永安", "high")
