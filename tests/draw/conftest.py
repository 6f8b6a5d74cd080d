"""The second verifier, written from the published page alone, as the tests' oracle."""

from types import ModuleType

import pytest
from factories.browser import published_verifier


@pytest.fixture(scope="session")
def page() -> ModuleType:
    """The `verify_draw.py` of the site as a module."""
    return published_verifier()
