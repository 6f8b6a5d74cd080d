"""补充记录 beside the form: joint checks, experts, samples and tests, checks without a visit; one of them at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.pages.inspecting.panel import lock
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage

D = TypeVar("D")


class Beside(QWidget, Generic[D]):
    """One of the faces: reads its own rows and fills itself when they differ, so that what is typed stays."""

    def __init__(self, page: InspectionPage) -> None:
        super().__init__()
        self.page = page
        self.case: Case | None = None
        self.data: D | None = None
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(20, 12, 20, 16)
        self.inside.setSpacing(0)
        self.setLayout(texts.column(scrolled(texts.boxed(self.inside)), gap=0))

    def show_case(self, case: Case) -> None:
        """Read for a case, and fill if something is new."""
        before = (self.case.dossier, self.case.here, self.case.visit) if self.case is not None else None
        self.case = case

        def show(found: D) -> None:
            same = before == (case.dossier, case.here, case.visit) and found == self.data
            if self.case is not case or same:
                return
            self.data = found
            texts.empty_layout(self.inside)
            self.fill(case, found)
            self.inside.addStretch(1)
            if not case.here:
                lock(self)

        self.page.load(lambda session: self.read(session, case), show)

    def read(self, session: Session, case: Case) -> D:  # noqa: ARG002  (for those who override)
        """Read what is shown. Raises `TypeError` for a face that forgot to say how."""
        raise TypeError(f"{type(self).__name__} does not read")

    def fill(self, case: Case, found: D) -> None:  # noqa: ARG002  (for those who override)
        """Show it. Raises `TypeError` for a face that forgot to say how."""
        raise TypeError(f"{type(self).__name__} does not fill")

    def done(self, key: str) -> None:
        """Say that something was kept."""
        self.page.show_notice(say(key), "green")


class BesidesPanel(QWidget):
    """The faces under one tab of the page."""

    def __init__(self, page: InspectionPage) -> None:
        super().__init__()
        from inspector_desktop.gui.pages.inspecting.expert import ExpertFace  # noqa: PLC0415
        from inspector_desktop.gui.pages.inspecting.joint import JointFace  # noqa: PLC0415
        from inspector_desktop.gui.pages.inspecting.offsite import OffSiteFace  # noqa: PLC0415
        from inspector_desktop.gui.pages.inspecting.sampling import SamplingFace  # noqa: PLC0415

        self.faces: dict[str, Beside[object]] = {
            "joint": JointFace(page),  # type: ignore[dict-item]
            "expert": ExpertFace(page),  # type: ignore[dict-item]
            "sampling": SamplingFace(page),  # type: ignore[dict-item]
            "off-site": OffSiteFace(page),  # type: ignore[dict-item]
        }
        self._case: Case | None = None
        self.choice = buttons.ChoiceGroup(tuple((key, say(f"besides-{key}")) for key in self.faces), "joint")
        self.choice.chosen.connect(self.choose)
        self._stack = QStackedWidget()
        for face in self.faces.values():
            self._stack.addWidget(face)
        head = texts.row(self.choice, None)
        head.setContentsMargins(20, 12, 20, 0)
        self.setLayout(texts.column(head, self._stack, gap=0))

    def choose(self, key: str) -> None:
        """Show one face."""
        self.choice.set_value(key)
        self._stack.setCurrentWidget(self.faces[key])
        if self._case is not None:
            self.faces[key].show_case(self._case)

    def show_case(self, case: Case) -> None:
        """Show a case in the face in front."""
        fresh = self._case is None or self._case.dossier != case.dossier
        self._case = case
        if fresh and case.view.mode != "on-site":
            self.choice.set_value("off-site")
        self.choose(self.choice.value())
