"""What bears out a refusal is chosen from the evidence of the visit, and the paper turns to where one signs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.pictures import phone
from factories.stage import Stage, stage
from factories.visits import come, judge_everything
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector_desktop.check.acts import finish_check
from inspector_desktop.check.evidence_acts import register_recorder, take_picture
from inspector_desktop.check.evidence_store import evidence_of
from inspector_desktop.gui import look
from inspector_desktop.gui.pages.inspecting.signature import SIGN, SignaturePanel
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.signature.store import KIND, find_statement


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau: Bureau) -> str:
    first, *_ = released_inspections(bureau)
    given = {"desk": bureau.desk(), "clock": bureau.clock, "dossier": first}
    with bureau.writing() as session:
        register_paper_approval(session, approver="孙志远", **given)
    come(bureau, first)
    judge_everything(bureau, first)
    now = bureau.clock.now()
    with bureau.writing() as session:
        take_picture(session, content=phone(), name="值班室.jpg", step="moment-papers", **given)
        register_recorder(
            session, device="DSJ-07", file="F0012", from_at=now - timedelta(minutes=30), until_at=now, keeper="周敏",
            moments=("moment-enter", "moment-check"), **given,
        )  # fmt: skip
        finish_check(session, **given)
    return first


@pytest.fixture
def staged(bureau: Bureau, dossier: str, tmp_path: Path, qapp: QApplication):
    if not qapp.styleSheet():
        look.install_look(qapp)
    with stage(bureau, tmp_path) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, staged: Stage, dossier: str) -> InspectionPage:
    made = InspectionPage(staged.context)
    qtbot.addWidget(made)
    staged.pages.append(made)
    made.resize(1182, 736)
    made.open(dossier=dossier)
    made.show()
    settle(qtbot, staged)
    assert isinstance(made.panel, SignaturePanel)
    return made


def settle(qtbot: QtBot, staged: Stage) -> None:
    for _ in range(3):
        qtbot.waitUntil(lambda: not staged.tasks.is_busy, timeout=60_000)
        qtbot.wait(10)


def refuse(page: InspectionPage, proof: str) -> SignaturePanel:
    """Fill in a refusal up to its proof."""
    panel = page.panel
    form = panel.statement
    form.reading.set_value("read-aloud")
    form.opinion.set_value("opinion-agrees")
    form.branch.set_value("branch-refused")
    form.reason.set_value("要等总公司的人来")
    form.proof.set_value(proof)
    form._changed()
    return panel


def stated(bureau: Bureau, dossier: str):
    with bureau.reading() as session:
        return find_statement(session, bureau.desk().bureau, dossier)


def test_a_picture_of_the_visit_is_chosen_as_proof_or_a_new_one_added_with_what_its_camera_noted(
    qtbot, bureau, dossier, staged, page
):
    panel = refuse(page, "proof-photo")
    photo = panel.statement.photo
    settle(qtbot, staged)
    (known,) = photo.strip.photos()
    assert "值班室.jpg" in known.title and not known.thumbnail.isNull()
    photo.press(known.key)
    assert panel.statement.value().proof_photo == known.key
    photo.press(known.key)
    assert panel.statement.value().proof_photo == ""
    photo.take([phone()])
    settle(qtbot, staged)
    chosen = photo.value()
    assert chosen not in {"", known.key}
    assert panel.statement.reason.value() == "要等总公司的人来", "what was being written stays"
    panel.primary.click()
    settle(qtbot, staged)
    assert stated(bureau, dossier).proof_photo == chosen
    with bureau.reading() as session:
        found = evidence_of(session, bureau.desk().bureau, dossier)
    assert found.origin(chosen).device == "HUAWEI Mate 60"
    assert found.origin(chosen).step == "moment-papers"


def test_a_registered_recording_is_chosen_as_proof(qtbot, bureau, dossier, staged, page):
    panel = refuse(page, "proof-recorder")
    recorder = panel.statement.recorder
    assert not recorder.registered.isHidden()
    recorder.choose("0")
    assert (recorder.device.value(), recorder.file.value()) == ("DSJ-07", "F0012")
    assert "—" in recorder.span.value()
    panel.primary.click()
    settle(qtbot, staged)
    assert stated(bureau, dossier).recorder == recorder.value()


def test_the_paper_turns_to_where_one_signs_as_signing_begins_and_then_stays_where_one_reads(
    qtbot, bureau, dossier, staged, page
):
    page.resize(1182, 560)
    settle(qtbot, staged)
    bar = page.paper._area.verticalScrollBar()
    assert bar.value() == 0
    panel = refuse(page, "proof-none")
    panel.statement.no_proof.setText("断电")
    panel.primary.click()
    settle(qtbot, staged)
    assert panel.stage() == SIGN and page.paper.tabs().value() == KIND
    sheets, height = page.paper._sheets, page.paper._area.viewport().height()
    last = page.paper.page_count() - 1
    assert sheets.top_of(last) <= bar.value() < sheets.end_of(last) <= bar.value() + height + 1
    assert bar.value() > 0
    page.paper.go_to(1)
    page.refresh_paper()
    settle(qtbot, staged)
    assert bar.value() == 0
