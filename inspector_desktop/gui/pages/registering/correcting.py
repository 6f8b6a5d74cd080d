"""建议更正: the form in which anybody says what a register has wrong, or which firm it lacks; it needs no network.

Used beside the list of subjects and in the dossier of an inspection. What becomes of it is `proposing`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from inspector_desktop.check.certificates import JPEG
from inspector_desktop.check.pictures import prepare_photo
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.page import REGISTERS, SYNC, Page
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given, small
from inspector_desktop.gui.pages.registering.sided import FieldForm, FieldOf
from inspector_desktop.gui.pages.registering.subjects import SURVIVAL
from inspector_desktop.gui.syncing import sync_soon
from inspector_desktop.registry.proposal_acts import Proposed, propose_correction, propose_missing, propose_row
from inspector_desktop.registry.proposal_kinds import PROPOSABLE
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from inspector_desktop.clock import Clock
    from inspector_desktop.gui.pages.inspecting.late import LateField
    from inspector_desktop.journal.desks import Desk
    from inspector_desktop.registry.store import SubjectView

_COLUMNS = ("name", "code", "address", "principal", "phone")


def propose(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    subject: str,
    values: Mapping[str, str],
    reason: str,
    photos: list[tuple[bytes, str]],
    found_in: str,
    found_at: datetime | None = None,
) -> Proposed:
    """Propose what was typed, with its photographs made as those of a visit; without a subject, one that is missing."""
    finished = [(prepare_photo(content, name).jpeg, JPEG) for content, name in photos]
    if not subject:
        return propose_missing(
            session, desk=desk, clock=clock, values=values, reason=reason, photos=finished, found_in=found_in,
            found_at=found_at,
        )  # fmt: skip
    return propose_correction(
        session, desk=desk, clock=clock, subject=subject, values=values, reason=reason, photos=finished,
        found_in=found_in, found_at=found_at,
    )  # fmt: skip


def row_form(
    page: Page,
    kind: str,
    view: Any,
    asked: Sequence[FieldOf],
    values: Mapping[str, str],
    leave: Callable[[], object],
    *,
    stored: Callable[[dict[str, str]], dict[str, str]] = dict,
) -> FieldForm:
    """The form in which anybody proposes a correction of an item, officer, expert or partner, or one that is missing.

    `view` is the row (`id` and its columns), none for a missing one; `asked` and `values` are those of the form its
    keeper has, `stored` turns what was typed into what the register holds.
    """
    about = PROPOSABLE[kind]

    def save(given: dict[str, str], reason: str) -> None:
        said = stored(given)

        def done(_: object) -> None:
            leave()
            page.show_notice(say("correcting-done", name=said[about.name]), "green")
            sync_soon(page.context)

        page.act(
            propose_row, kind=kind, row=view.id if view is not None else "", values=said, reason=reason,
            changes=(REGISTERS, SYNC), done=done,
        )  # fmt: skip

    fields_of = [replace(one, needed=one.column in about.needed) for one in asked if one.column in about.columns]
    title = "correcting-title" if view is not None else "correcting-row-title"
    note = "correcting-note" if view is not None else "correcting-row-note"
    return FieldForm(
        say(title), say(note), fields_of, values, save, leave, reason=True, go="correcting-go",
        why="correcting-reason", wanting="refused-proposal-reason",
    )  # fmt: skip


class CorrectionForm(QWidget):
    """The form; `done` is called when a proposal was entered, `leave` when it is given up."""

    def __init__(
        self,
        page: Page,
        *,
        done: Callable[[], object],
        leave: Callable[[], object],
        found_in: str = "",
        label_width: int = 68,
        margin: int = 20,
        late: LateField | None = None,
    ) -> None:
        super().__init__()
        self._page, self._done, self._leave, self._found_in = page, done, leave, found_in
        self.late = late
        self._view: SubjectView | None = None
        self._photos: list[tuple[bytes, str]] = []
        self._title = texts.label("", font=look.section(), wrap=True)
        self._note = texts.soft("", wrap=True)
        self.form = fields.Form(label_width=label_width, gap=8)
        states = [(one, say(f"survival-{one}")) for one in SURVIVAL]
        wide = margin == 0  # a long name needs a second line beside the list only
        self.form.add("name", say("edit-name"), fields.LineField() if wide else fields.TextField(lines=2))
        self.form.add("code", say("field-code"), fields.LineField())
        self.form.add("address", say("field-address"), fields.TextField(lines=2))
        self.form.add("principal", say("field-principal"), fields.LineField())
        self.form.add("phone", say("field-phone"), fields.LineField())
        self.survival = self.form.add("survival", say("edit-state"), fields.ChoiceField(states))
        self.form.add("reason", say("correcting-reason"), fields.TextField(say("correcting-reason-hint"), lines=2))
        self.strip = PhotoStrip(addable=True)
        self.strip.given.connect(self.take)
        self.strip.add_asked.connect(self._ask)
        self.strip.remove_asked.connect(self._remove)
        self.form.add("photos", say("correcting-photos"), self.strip, top=True)
        self.go = buttons.primary(say("correcting-go"), self.run)
        row = texts.row(self.go, buttons.secondary(say("edit-cancel"), leave), None)
        layout = texts.column(self._title, self._note, self.form, *([late] if late else []), row, None, gap=12)
        layout.setContentsMargins(margin, margin and 18, margin, margin and 18)
        self.setLayout(layout)

    def fill(self, view: SubjectView | None) -> None:
        """Show a subject as the register has it, or an empty form for one it lacks."""
        self._view, self._photos = view, []
        self._title.setText(say("correcting-title") if view else say("correcting-missing-title"))
        self._note.setText(say("correcting-note") if view else say("correcting-missing-note"))
        for key in (*_COLUMNS, "survival", "reason"):
            self._editor(key).set_value(str(getattr(view, key, "")) if view else "")
            self.form.field(key).refuse("")
        self.survival.setVisible(view is not None)
        self._show_photos()
        self.form.field("address" if view else "name").editor.setFocus()

    def _ask(self) -> None:
        ask_pictures(self, self.take)

    def take(self, given: Given) -> None:
        """Read pictures off the UI thread and show them."""
        self._page.context.pool.run(
            lambda _: read_given(given), done=self._add, failed=self._page.show_refusal, owner=self
        )

    def run(self) -> None:
        """Hand over what was typed."""
        given, view = self.form.values(), self._view
        columns = (*_COLUMNS, "survival") if view else _COLUMNS
        values = {key: given[key] for key in columns}
        if not values["name"]:
            self.form.refuse("name", say("refused-subject-name"))
        elif view is not None and all(str(getattr(view, key)) == value for key, value in values.items()):
            self.form.refuse("address", say("refused-proposal-empty"))
        elif not given["reason"]:
            self.form.refuse("reason", say("refused-proposal-reason"))
        elif self.late is None or self.late.check():
            topics = [REGISTERS, SYNC, *([self._found_in] if self._found_in else [])]
            self._page.act(
                propose, subject=view.id if view else "", values=values, reason=given["reason"],
                photos=list(self._photos), found_in=self._found_in, changes=topics,
                found_at=self.late.value().at if self.late else None,
                done=lambda _: self._proposed(values["name"]),
            )  # fmt: skip

    def _proposed(self, name: str) -> None:
        self._done()
        self._page.show_notice(say("correcting-done", name=name), "green")
        sync_soon(self._page.context)

    def _add(self, found: list[tuple[bytes, str]]) -> None:
        self._photos += found
        self._show_photos()

    def _remove(self, key: str) -> None:
        del self._photos[int(key)]
        self._show_photos()

    def _show_photos(self) -> None:
        self.strip.set_photos(
            tuple(Photo(str(at), small(content), name) for at, (content, name) in enumerate(self._photos))
        )

    def _editor(self, key: str) -> fields.Editor:
        editor: fields.Editor = self.form.field(key).editor  # type: ignore[assignment]
        return editor
