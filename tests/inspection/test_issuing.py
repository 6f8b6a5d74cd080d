"""A paper made on a laptop whose clock is off says so at its foot."""

from __future__ import annotations

import io
import re

import pytest
from factories.bureau import open_bureau, released_inspections
from factories.finished import house_of
from pypdf import PdfReader

from inspector_desktop.journal.leases import Station
from inspector_desktop.notice.acts import issue_notice, register_paper_approval
from inspector_desktop.storage.evidence import read_evidence


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.mark.parametrize(
    ("skew", "words"),
    [
        (0, ""),
        (300, ""),
        (-300, ""),
        (361, "末次联网时时钟比局服务器快6分钟"),
        (-400 * 86400, "末次联网时时钟比局服务器慢576000分钟"),
    ],
)
def test_above_five_minutes_the_paper_warns_that_its_times_are_off(bureau, skew, words):
    dossier, *_ = released_inspections(bureau)
    desk = bureau.desk()
    with bureau.writing() as session:
        session.add(
            Station(
                bureau=desk.bureau, device="d", address="", identity="", root="", person="16005",
                lease_until="2027-01-04T06:15:00Z", skew_seconds=skew,
            )
        )  # fmt: skip
        register_paper_approval(session, desk=desk, clock=bureau.clock, dossier=dossier, approver="孙志远")
        paper = issue_notice(
            session, desk=desk, clock=bureau.clock, house=house_of(bureau), dossier=dossier, contact="李建国",
            telephone="0372-8112345", materials=(),
        )  # fmt: skip
        pdf = read_evidence(session, paper.blob)
    pages = PdfReader(io.BytesIO(pdf)).pages
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    assert ("末次联网时" in text) is bool(words)
    assert words in text
    assert len(pages) == 1
