"""处理移送 as an officer does it: from the problems of a visit to the letter, and from the receipt to its end."""

from __future__ import annotations

import os

import pytest
from factories.bureau import released_inspections
from factories.finished import officers_of, signed_visit
from factories.windows import make_bench, settle, sign_in
from PySide6.QtWidgets import QApplication, QPushButton

from inspector_desktop.gui import look
from inspector_desktop.gui.pages.inspecting import papers
from inspector_desktop.handling.store import transfers_of
from inspector_desktop.wording import say

SHOTS = os.environ.get("HANDLING_SHOTS", "")


@pytest.fixture(autouse=True)
def installed_look(qapp: QApplication) -> None:
    if not qapp.styleSheet():
        look.install_look(qapp)


@pytest.mark.obligation("F142")
def test_a_case_is_handed_over_from_the_report_and_its_receipt_entered(tmp_path, clock, monkeypatch, qtbot):
    bench = make_bench(tmp_path, clock, monkeypatch)
    dossier = signed_visit(bench.bureau, released_inspections(bench.bureau)[0])
    opened = []
    monkeypatch.setattr(papers, "open_file", opened.append)
    window = bench.window()
    sign_in(qtbot, window, officers_of(bench.bureau, dossier)[0].id)
    window.resize(1366, 768)

    def done(name: str = "") -> None:
        for _ in range(3):  # the page, its panel, the paper beside
            settle(qtbot, window)
        if SHOTS and name:
            window.grab().save(f"{SHOTS}/{name}.png")

    window.navigate("inspection", dossier=dossier, step="report")
    page = window.pages["inspection"]
    done("handling-report")
    next(one for one in page.head.findChildren(QPushButton) if one.text() == say("step-handling")).click()
    done("handling-new")
    panel = page.panel
    assert panel.matter.value().startswith("1. 检测报告日期") and len(panel.boxes) == 2
    assert panel.basis.value() == say("handling-proposed-basis-authority")
    panel.way.button("handling-copy").click()
    assert panel.form.field("approver").isHidden() and panel.reason.value() == say("handling-proposed-reason-copy")
    panel.reason.set_value("自己写的理由")
    panel.way.button("handling-justice").click()
    assert panel.reason.value() == "自己写的理由" and panel.basis.value() == say("handling-proposed-basis-justice")
    panel.receiver.set_value("滑县公安局")
    panel.print.click()
    done()
    assert len(opened) == 1 and opened[0].read_bytes().startswith(b"%PDF")
    assert panel.receiver.value() == "滑县公安局"  # a number was taken, and what was typed stays
    panel.primary.click()
    done("handling-refused")
    assert "批准人" in page.banner.text()
    panel.approver.set_value("孙志远")
    panel.approved_on.set_value("2026-11-20")
    panel.redraw()
    done("handling-filled")
    panel.primary.click()
    done("handling-sent")
    with bench.bureau.reading() as session:
        (kept,) = transfers_of(session, bench.bureau.desk().bureau, dossier)
    assert (kept.receiver, kept.problems, kept.documents[0].pages) == ("滑县公安局", (1, 2), 1)
    assert page.paper.page_count()
    panel.ask_receipt(kept)
    done("handling-receipt")
    panel.received_by.set_value("张红梅")
    panel.go.click()
    done("handling-done")
    with bench.bureau.reading() as session:
        assert transfers_of(session, bench.bureau.desk().bureau, dossier)[0].result == "receipt-accepted"
    assert page.case.view.done["handling"]
