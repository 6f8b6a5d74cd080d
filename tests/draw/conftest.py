"""The second verifier, written from the published page alone, as the tests' oracle."""

import importlib.util
from types import ModuleType

import pytest

from inspector_desktop.assets import resource


@pytest.fixture(scope="session")
def page() -> ModuleType:
    """`resources/site/verify_draw.py` as a module."""
    spec = importlib.util.spec_from_file_location("verify_draw", resource("site", "verify_draw.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
