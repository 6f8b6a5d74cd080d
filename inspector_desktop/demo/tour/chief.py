"""The tour at the chief's desk: a second program with its own store; a report returned with marks, then approved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from inspector_desktop.gui.driving import Stage

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.approvals import ApprovalsPage
    from inspector_desktop.gui.pages.inspecting.order import OrderPanel
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.gui.window import MainWindow


class Chief:
    """The window of the section chief, at which the deputy head signs in too."""

    def __init__(self, stage: Stage, window: MainWindow, dossier: str) -> None:
        self.stage, self.window, self.dossier = stage, window, dossier

    def take(self) -> ApprovalsPage:
        """Open the report in the queue, which takes it up."""
        page = cast("ApprovalsPage", self.stage.page(self.window, "approvals", dossier=self.dossier))
        self.stage.until(lambda: page.item is not None and page.item.here, "taken by the chief")
        return page

    def give_back(self, part: str, text: str) -> None:
        """Return the report with a mark at one of its parts."""
        stage, page = self.stage, cast("ApprovalsPage", self.window.pages["approvals"])
        stage.until(lambda: page.item is not None and not page.item.waits, "taking receipted")
        stage.picture(self.window, "approval")
        stage.press(page.sheet.give_back)
        stage.settle(self.window)
        stage.type_into(page.sheet.parts.field(part), text)
        stage.picture(self.window, "approval-marks")
        stage.press(page.sheet.agree)
        stage.until(lambda: page.item is None or not page.item.here, "returned")
        stage.settle(self.window)

    def agree(self, name: str) -> None:
        """Approve at this level."""
        stage, page = self.stage, cast("ApprovalsPage", self.window.pages["approvals"])
        stage.until(lambda: page.item is not None and not page.item.waits, "taking receipted")
        stage.picture(self.window, name)
        stage.press(page.sheet.agree)
        stage.until(lambda: page.item is None or not page.item.here, "approved")
        stage.settle(self.window)

    def export_order(self, folder: Path) -> None:
        """Export the order as PDF at the chief's desk."""
        stage = self.stage
        folder.mkdir(parents=True, exist_ok=True)
        page = cast("InspectionPage", stage.page(self.window, "inspection", dossier=self.dossier, step="order"))
        stage.until(lambda: page.panel is not None and cast("OrderPanel", page.panel).fixing is not None, "order")
        stage.settle(self.window)
        cast("OrderPanel", page.panel).export_to(folder, "order")
        stage.picture(self.window, "order-exported")
