"""Every character finds a face."""

from __future__ import annotations

import hashlib
import runpy
from pathlib import Path

import pytest

from inspector_desktop.paper.faces import FILES, role

ROOT = Path(__file__).resolve().parents[2]


def test_a_character_the_face_lacks_is_taken_from_the_next_one() -> None:
    assert role("fang").of("检")[1] == "fang"
    assert role("fang").of("喆")[1] == "kai"
    assert role("kai").of("㸚")[1] == "song"
    assert role("title").of("㐖")[1] == "song"


def test_names_beyond_the_basic_plane_have_a_face_in_every_role() -> None:
    for name in FILES:
        for character in "𬱖𬭎𫖯𬘡㐖㸚喆堃昇祎":
            assert role(name).of(character)[0] == character


def test_a_character_no_face_has_is_printed_as_the_printers_mark() -> None:
    assert role("fang").of("\U0001f600")[0] == "〓"


def test_figures_beside_chinese_are_set_in_the_serif_face() -> None:
    assert {role(name).of("7")[1] for name in ("fang", "kai", "song")} == {"song"}


@pytest.mark.parametrize("name", sorted(FILES.values()))
def test_shipped_fonts_are_the_ones_the_recipe_makes(name: str) -> None:
    made = {one.file: one.sha256 for one in runpy.run_path(str(ROOT / "packaging" / "fonts.py"))["MADE"]}
    content = (ROOT / "resources" / "fonts" / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == made[name]
