"""现场检查记录 beside the form: a blank before the arrival, then as it would print now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector_desktop.gui.pages.inspecting.panel import Preview
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.inspection.store import find_reserved, get_inspection
from inspector_desktop.notice.blanks import Blank, record_blank
from inspector_desktop.signature.document import fits, record_paper
from inspector_desktop.signature.store import KIND, record_content, signatures_of
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.paper.model import Paper


def record_name(page: InspectionPage, case: Case) -> str:
    """What the record of a case is called: 现场 is left out of it where nobody goes there."""
    return say("record-title-off-site") if case.view.mode in OFF_SITE else page.context.profile.document(KIND).title


def record_preview(page: InspectionPage, case: Case, *, in_progress: bool) -> Preview:
    """The tab of 现场检查记录 as it would print now, with the signatures that still fit what it says."""
    profile = page.context.profile
    bureau, dossier = case.view.bureau, case.dossier

    def build(session: Session) -> Paper:
        if case.visit is None:
            view = get_inspection(session, bureau, dossier)
            return record_blank(Blank(view, profile, None, find_reserved(session, bureau, dossier, KIND), ()))
        content = record_content(session, bureau, dossier, in_progress=in_progress)
        signed = tuple(one for one in signatures_of(session, bureau, dossier) if fits(one, content))
        scans = {one.scan: read_evidence(session, one.scan) for one in signed if one.scan}
        return record_paper(content, signed, profile, read_scan=scans.__getitem__)

    return Preview(KIND, record_name(page, case), build)
