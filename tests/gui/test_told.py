"""A report on a refusal waits for the section chief on the workbench until he saw it, on whichever device that was."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from factories.signing import REFUSED, ended_visit, finalise, put, put_officers, state
from factories.windows import make_bench, settle, sign_in

from inspector_desktop.demo.bureau import PEOPLE, person
from inspector_desktop.errors import Missing
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.signature.seeing import READER, see_report, seen_by, unseen
from inspector_desktop.wording import say

CHIEF = next(str(one.id) for one in PEOPLE if READER in one.roles)


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def refused(bench):
    dossier = ended_visit(bench.bureau)
    state(bench.bureau, dossier, REFUSED)
    put(bench.bureau, dossier, "witness", "刘桂兰")
    put_officers(bench.bureau, dossier)
    finalise(bench.bureau, dossier)
    with bench.bureau.reading() as session:
        return get_inspection(session, bench.bureau.desk().bureau, dossier)


def found(bench, desk):
    with bench.bureau.reading() as session:
        return unseen(session, desk=desk)


def entries(page, text):
    return [one for one in page.findChildren(object) if hasattr(one, "text") and text in str(one.text())]


def test_a_refusal_report_waits_for_the_section_chief_until_he_opened_it(bench, refused, qtbot):
    window = bench.window()
    sign_in(qtbot, window, CHIEF)
    page = window.pages["workbench"]
    title = say("told-title", subject=refused.subject_name)
    assert entries(page, title) and entries(page, say("told-unseen"))
    desk = bench.bureau.desk(CHIEF)
    (one,) = found(bench, desk)
    window.resize(1366, 768)
    settle(qtbot, window)
    page._open_report(one)
    settle(qtbot, window)
    settle(qtbot, window)
    assert window.current == "inspection" and window.pages["inspection"].dossier == refused.dossier
    assert found(bench, desk) == ()
    with bench.bureau.reading() as session:
        (seen,) = seen_by(session, desk.bureau, refused.dossier)
    assert (seen.paper, seen.name) == (one.paper, desk.person.name)
    assert entries(window.pages["inspection"], say("told-seen", names="\n").partition("\n")[0])
    if folder := os.environ.get("PICTURES"):
        window.grab().save(str(Path(folder) / "told.png"))
    page.open()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not entries(page, title))
    window.stop()


def test_others_are_not_told_and_seeing_is_a_fact_that_another_device_reads_from_the_journal(bench, refused):
    desk = bench.bureau.desk(CHIEF)
    assert found(bench, bench.bureau.desk("16005")) == ()
    (one,) = found(bench, desk)
    assert one.dossier == refused.dossier and one.number
    for _ in range(2):
        with bench.bureau.writing() as session:
            see_report(session, desk=desk, clock=bench.bureau.clock, dossier=one.dossier, paper=one.paper)
    assert found(bench, desk) == ()
    assert found(bench, replace(desk, life="another-device")) == ()
    other = replace(desk, person=replace(person("16005"), roles=(READER,)))
    assert found(bench, other) == (one,)
    with bench.bureau.writing() as session:
        assert len(seen_by(session, desk.bureau, one.dossier)) == 1
        assert rebuild(session).equal
        with pytest.raises(Missing, match="error-report-unseen"):
            see_report(session, desk=desk, clock=bench.bureau.clock, dossier=one.dossier, paper="none")
