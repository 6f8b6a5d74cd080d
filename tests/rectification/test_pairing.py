"""Photographs before and after: bound by problem, shown side by side, printed on the annex of the reinspection."""

from __future__ import annotations

import io
import os
from dataclasses import replace

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.finished import checked_visit, house_of, officers_of
from factories.pictures import noise, phone, saved
from factories.stage import stage
from pypdf import PdfReader

from inspector_desktop.check.evidence_acts import Picture, add_picture, withdraw_picture
from inspector_desktop.check.evidence_store import evidence_of
from inspector_desktop.check.pictures import prepare_photo
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.pages.inspecting.media.pairs import PairStrip
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.inspection.store import get_inspection, papers_of
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.rectification.acts import issue_order, list_problems, propose_demands, reinspect
from inspector_desktop.rectification.document import Officer
from inspector_desktop.rectification.facts import Rechecked
from inspector_desktop.rectification.pairing import pair_pictures, pairs_of
from inspector_desktop.rectification.store import problems_of
from inspector_desktop.storage.evidence import read_evidence

SHOTS = os.environ.get("EVIDENCE_SHOTS", "")


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau):
    """An order on two problems, the first photographed when it was found."""
    found = checked_visit(bureau, released_inspections(bureau)[0])
    desk = bureau.desk(officers_of(bureau, found)[0].id)
    more = {"desk": desk, "clock": bureau.clock, "dossier": found}
    with bureau.writing() as session:
        list_problems(session, house=house_of(bureau), **more)
        demands = propose_demands(session, profile=bureau.profile, **more)
        issue_order(session, house=house_of(bureau), demands=demands, **more)
        first, _ = problems_of(session, desk.bureau, found)
        add_picture(session, picture=shot(phone((640, 480)), line=first.line), **more)
    return found


def shot(content: bytes, **where: str) -> Picture:
    return Picture(prepare_photo(content, "IMG.jpg"), "IMG.jpg", **where)


def act(bureau, function, dossier, **given):
    desk = bureau.desk(officers_of(bureau, dossier)[0].id)
    with bureau.writing() as session:
        return function(session, desk=desk, clock=bureau.clock, dossier=dossier, **given)


def pairs(bureau: Bureau, dossier: str):
    with bureau.reading() as session:
        return pairs_of(session, bureau.desk().bureau, dossier)


@pytest.mark.obligation("F063")
def test_a_photograph_after_is_bound_to_the_one_of_the_problem_and_stands_on_the_annex(bureau, dossier):
    before = pairs(bureau, dossier)[1]
    assert before.before and not before.after and not pairs(bureau, dossier)[2].candidates
    after = act(bureau, pair_pictures, dossier, problem=1, before=before.before, after=shot(saved(noise(), "JPEG")))
    assert (pairs(bureau, dossier)[1].before, pairs(bureau, dossier)[1].after) == (before.before, after)
    with bureau.reading() as session:
        assert evidence_of(session, bureau.desk().bureau, dossier).origin(after).step == "step-shot-after"
    results = (Rechecked(number=1, result="fix-done", words=""), Rechecked(number=2, result="fix-not", words="未动工"))
    officers = [Officer(one.name, one.certificate) for one in officers_of(bureau, dossier)]
    paper = act(bureau, reinspect, dossier, house=house_of(bureau), results=results, officers=officers)
    with bureau.reading() as session:
        pages = PdfReader(io.BytesIO(read_evidence(session, paper.blob))).pages
        text = "".join(pages[-1].extract_text().split())
        assert "整改前后对比照片" in text and "整改前（2026年11月20日）" in text and "整改后（2026年11月20日）" in text
        assert len(pages[-1].images) >= 2
        assert rebuild(session).equal


def test_what_is_no_pair_is_refused_and_a_photograph_taken_off_leaves_it(bureau, dossier):
    first = pairs(bureau, dossier)[1]
    after = shot(saved(noise(), "JPEG"))
    with pytest.raises(Refused, match="refused-pair-before"):
        act(bureau, pair_pictures, dossier, problem=1, before="0" * 64, after=after)
    with pytest.raises(Refused, match="refused-pair-after"):
        act(bureau, pair_pictures, dossier, problem=1, before=first.before, after=first.before)
    with pytest.raises(Missing):
        act(bureau, pair_pictures, dossier, problem=9, before=first.before, after=after)
    digest = act(bureau, pair_pictures, dossier, problem=1, before=first.before, after=replace(after, note="已更换"))
    act(bureau, withdraw_picture, dossier, digest=digest, line="", reason="拍错了设备")
    assert pairs(bureau, dossier)[1].after == ""


def test_a_reinspection_without_pairs_has_no_annex(bureau, dossier):
    officers = [Officer(one.name, one.certificate) for one in officers_of(bureau, dossier)]
    results = (Rechecked(number=1, result="fix-done", words=""),)
    paper = act(bureau, reinspect, dossier, house=house_of(bureau), results=results, officers=officers)
    with bureau.reading() as session:
        kept = [one for one in papers_of(session, bureau.desk().bureau, dossier) if one.number == paper.number]
        text = "".join(
            page.extract_text() for page in PdfReader(io.BytesIO(read_evidence(session, kept[0].blob))).pages
        )
    assert "对比照片" not in text


def test_the_page_shows_both_side_by_side_and_takes_the_one_after(qtbot, qapp, bureau, dossier, tmp_path):
    if not qapp.styleSheet():
        look.install_look(qapp)
    after = tmp_path / "after.jpg"
    after.write_bytes(phone((640, 480)))
    with bureau.reading() as session:
        assert get_inspection(session, bureau.desk().bureau, dossier)
    with stage(bureau, tmp_path, officers_of(bureau, dossier)[0].id) as staged:
        page = InspectionPage(staged.context)
        qtbot.addWidget(page)
        staged.pages.append(page)
        page.resize(1182, 736)
        page.open(dossier=dossier, step="reinspection")
        page.show()

        def strips() -> list[PairStrip]:
            return [one for one in page.findChildren(PairStrip) if one.isVisible()]

        def is_shown(side: str) -> bool:
            found = strips()
            return not staged.tasks.is_busy and len(found) == 2 and getattr(found[0], side).has_image()

        qtbot.waitUntil(lambda: is_shown("before"), timeout=30_000)
        first, second = strips()
        assert not first.after.has_image()
        assert first.add.isEnabled() and not second.add.isEnabled()
        first.take((after,))
        qtbot.waitUntil(lambda: is_shown("after"), timeout=30_000)
        if SHOTS:
            page.grab().save(f"{SHOTS}/pairs.png")
    assert pairs(bureau, dossier)[1].after
