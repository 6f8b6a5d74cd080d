"""The shipped check tables beside ODK Validate, which comes with pyxform: each is a form for ODK Collect as well.

It needs Java; `packaging/machine.py` asks the machine for it, so that where it is missing this fails and says so.
"""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
from factories import javarosa
from pyxform.validators.odk_validate import ODK_VALIDATE_PATH
from pyxform.xls2xform import convert

from inspector_desktop.assets import form


def validated(*forms: Path) -> tuple[int, str]:
    """What ODK Validate says of XForms: 0 where all are good, and its words."""
    java = shutil.which("java")
    assert java is not None, "there is no Java on this machine; packaging/dev.py setup installs default-jre-headless"
    told = subprocess.run(
        [java, "-Djava.awt.headless=true", "-jar", ODK_VALIDATE_PATH, *map(str, forms)],
        capture_output=True,
        text=True,
        check=False,
    )
    return told.returncode, told.stdout + told.stderr


def converted(source: Path, folder: Path) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        xform = convert(source, warnings=[], validate=False).xform
    target = folder / f"{source.stem}.xml"
    target.write_text(xform, encoding="utf-8")
    return target


@pytest.mark.obligation("F124")
def test_every_shipped_form_passes_odk_validate(tmp_path: Path) -> None:
    sources = sorted(form("petrol-station.md").parent.glob("*.md"))
    assert len(sources) >= 8
    forms = [converted(source, tmp_path) for source in [*sources, javarosa.written(tmp_path)]]
    status, words = validated(*forms)
    assert status == 0, words[-2000:]
    assert words.count("Xform is valid!") == len(forms)


def test_odk_validate_would_say_if_one_did_not(tmp_path: Path) -> None:
    good = converted(form("petrol-station.md"), tmp_path)
    bad = tmp_path / "bad.xml"
    bad.write_text(good.read_text(encoding="utf-8").replace('relevant="', 'relevant="nothing(', 1), encoding="utf-8")
    status, words = validated(bad)
    assert status != 0
    assert "bad.xml" in words
