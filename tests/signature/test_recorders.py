"""Recorder files on the record: told while the unit has not written its words, and no signature falls for later ones."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from factories.bureau import open_bureau, released_inspections
from factories.finished import checked_visit, officers_of, signed_visit
from pypdf import PdfReader

from inspector_desktop.check.evidence_acts import register_recorder
from inspector_desktop.inspection.store import find_paper
from inspector_desktop.signature.acts import standing_of
from inspector_desktop.signature.document import shown_digest
from inspector_desktop.signature.store import KIND, record_content
from inspector_desktop.storage.evidence import read_evidence


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def register(bureau, dossier, file):
    now = bureau.clock.now()
    desk = bureau.desk(officers_of(bureau, dossier)[0].id)
    with bureau.writing() as session:
        register_recorder(
            session, desk=desk, clock=bureau.clock, dossier=dossier, device="DSJ-0417", file=file,
            from_at=now - timedelta(minutes=40), until_at=now, keeper="采集站", moments=("moment-enter",),
        )  # fmt: skip


def test_a_file_registered_before_the_words_is_part_of_what_is_signed_and_a_later_one_is_not(bureau):
    dossier = checked_visit(bureau, released_inspections(bureau)[0])
    with bureau.reading() as session:
        plain = shown_digest(record_content(session, bureau.desk().bureau, dossier))
    register(bureau, dossier, "A001.mp4")
    with bureau.reading() as session:
        assert shown_digest(record_content(session, bureau.desk().bureau, dossier)) != plain


def test_a_file_registered_after_signing_voids_no_signature_and_stands_on_no_record(bureau):
    dossier = signed_visit(bureau, released_inspections(bureau)[0])
    bureau.clock.advance(minutes=5)
    register(bureau, dossier, "B002.mp4")
    with bureau.reading() as session:
        assert not standing_of(session, desk=bureau.desk(), dossier=dossier).void
        paper = find_paper(session, bureau.desk().bureau, dossier, KIND)
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(read_evidence(session, paper.blob))).pages)
    assert "B002" not in text
