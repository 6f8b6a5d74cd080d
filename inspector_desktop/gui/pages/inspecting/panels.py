"""Which panel belongs to which step: one line each. A step without a panel here is shown as still to come."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.panel import Panel

ROOM = "inspector_desktop.gui.pages.inspecting"
PANELS: dict[str, tuple[str, str]] = {
    "authorised": ("authorised", "AuthorisedPanel"),
    "notice": ("notice", "NoticePanel"),
    "check": ("check", "CheckPanel"),
    "signature": ("signature", "SignaturePanel"),
    "report": ("report", "ReportPanel"),
    "approval": ("approval", "ApprovalPanel"),
    "disclosure": ("disclosure", "DisclosurePanel"),
    "order": ("order", "OrderPanel"),
    "reinspection": ("reinspection", "ReinspectionPanel"),
    "closed": ("reinspection", "ReinspectionPanel"),
    "handling": ("handling", "HandlingPanel"),
}
"""Step to module and class; a panel is imported when its step is first looked at."""

BRANCHES = ("order", "reinspection", "closed", "handling")
"""Steps beside the main line, shown once they were begun."""


def panel_class(step: str) -> type[Panel] | None:
    """Import the panel of a step, if there is one."""
    if step not in PANELS:
        return None
    module, wanted = PANELS[step]
    found: type[Panel] = getattr(import_module(f"{ROOM}.{module}"), wanted)
    return found
