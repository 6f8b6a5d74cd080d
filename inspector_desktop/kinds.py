"""All kinds of facts this program knows: importing this module registers them with the journal.

One line per step. Each step's facts bring their records along, so that afterwards `Record.metadata` is complete and
`projection` can say what the records of this program are.
"""

from __future__ import annotations

from sqlmodel import Session, col, select

import inspector_desktop.approval.facts
import inspector_desktop.check.evidence_facts
import inspector_desktop.check.facts
import inspector_desktop.check.joint_facts
import inspector_desktop.check.phrase_facts
import inspector_desktop.check.sampling_facts
import inspector_desktop.disclosure.facts
import inspector_desktop.draw.ceremony
import inspector_desktop.draw.facts
import inspector_desktop.draw.prepared_facts
import inspector_desktop.handling.facts
import inspector_desktop.inspection.facts
import inspector_desktop.inspection.joining_facts
import inspector_desktop.inspection.paper_facts
import inspector_desktop.inspection.team_facts
import inspector_desktop.journal.dossiers
import inspector_desktop.lead.facts
import inspector_desktop.notice.facts
import inspector_desktop.plan.facts
import inspector_desktop.plan.more_facts
import inspector_desktop.profile.facts
import inspector_desktop.publicity.facts
import inspector_desktop.rectification.facts
import inspector_desktop.rectification.pair_facts
import inspector_desktop.registry.facts
import inspector_desktop.registry.form_facts
import inspector_desktop.registry.kept_facts
import inspector_desktop.registry.proposal_facts
import inspector_desktop.report.facts
import inspector_desktop.signature.facts  # noqa: F401  (imported to register)
from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.journal.applying import fold
from inspector_desktop.journal.facts import _KINDS
from inspector_desktop.journal.records import Entry, Record
from inspector_desktop.storage.upgrades import Projection

REVISION = 1  # raised when a fact's `apply` changes what it writes and neither table nor version changes with it


def projection() -> Projection:
    """The records of this program. Its version changes with any table, any kind of fact and `REVISION`."""
    tables = [
        [
            table.name,
            [[column.name, str(column.type), str(column.nullable)] for column in table.columns],
            sorted(str(index.name) for index in table.indexes),
        ]
        for table in Record.metadata.sorted_tables
    ]
    kinds = [f"{kind}/{fact.VERSION}" for kind, fact in sorted(_KINDS.items())]
    return Projection(Record.metadata, sha256_hex(canonical([REVISION, tables, kinds]))[:16], replay)


def replay(session: Session) -> None:
    """Fold every dossier of the journal into the (empty) records."""
    for dossier in session.exec(select(Entry.dossier).distinct().order_by(col(Entry.dossier))).all():
        fold(session, session, dossier)
        session.flush()
        session.expunge_all()  # or a whole journal would stay in memory
