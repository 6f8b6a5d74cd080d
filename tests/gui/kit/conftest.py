"""Every test of the parts sees the installed look, and fails when Qt warns."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inspector_desktop.gui import look

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a Qt warning fail the test; the offscreen platform says one thing about every window."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))


@pytest.fixture(autouse=True)
def installed_look(qapp: QApplication) -> None:
    """Install fonts, palette and style sheet."""
    if not qapp.styleSheet():
        look.install_look(qapp)
