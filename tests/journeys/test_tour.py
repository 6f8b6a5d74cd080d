"""The whole day, through the real windows and a real headquarters in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from inspector_desktop.draw.signing import ENDING, judge
from inspector_desktop.draw.transcript import verify
from inspector_desktop.paper import archive_form

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ("notice", "check-record", "report", "rectification-advice", "rectification-order")


@pytest.fixture(scope="module")
def left(tmp_path_factory) -> Path:
    """What the tour left; one tour serves all tests here."""
    out = tmp_path_factory.mktemp("tour")
    command = [sys.executable, "-m", "inspector_desktop", "tour", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return out


@pytest.fixture(scope="module")
def summary(left) -> dict:
    return json.loads((left / "summary.json").read_text(encoding="utf-8"))


@pytest.mark.timeout(700)
@pytest.mark.obligation("F001")
@pytest.mark.obligation("F008")
def test_everything_entered_is_receipted_with_every_photo_and_replays_equal(summary):
    assert summary["facts"] == summary["receipted"] > 100
    assert summary["set_aside"] == 0
    assert summary["photos"] == summary["photos_sent"] == 3
    assert summary["states"] == {"inspection": "record-complete"}
    assert summary["rebuild_equal"] is True


@pytest.mark.timeout(700)
@pytest.mark.obligation("F098")
def test_the_draw_verifies_here_and_by_the_sites_own_verifier(left, summary):
    assert summary["draw_verified"] is True
    answer = verify((left / "draw.json").read_bytes())
    site = left / "site"
    keys = (site / "v" / "keys.json").read_bytes()
    by_device = judge(
        (left / "draw.json").read_bytes(), answer, signature=(left / "draw.sig.json").read_bytes(), keys=keys
    )
    assert answer.verified and by_device.standing == "device"
    (published,) = (one for one in (site / "draws").glob("*.json") if not one.name.endswith(ENDING))
    command = [sys.executable, site / "verify_draw.py", published, "--keys", site / "v" / "keys.json"]
    checked = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert checked.returncode == 0, checked.stdout.decode()
    assert "这是局服务器的公钥" in checked.stdout.decode()


@pytest.mark.timeout(700)
@pytest.mark.parametrize("name", PAPERS)
def test_each_paper_is_there_numbered_and_fit_for_keeping(left, name):
    content = (left / f"{name}.pdf").read_bytes()
    assert archive_form.findings(content) == []
    text = "".join(page.extract_text() for page in PdfReader(left / f"{name}.pdf").pages)
    assert "〔2026〕" in text.replace(" ", "")


@pytest.mark.timeout(700)
def test_advice_and_order_are_two_papers_and_only_the_order_names_remedies(left):
    advice, order = (
        "".join(page.extract_text() for page in PdfReader(left / f"rectification-{name}.pdf").pages).replace("\n", "")
        for name in ("advice", "order")
    )
    assert "行政复议" in order
    assert "行政复议" not in advice


@pytest.mark.timeout(700)
def test_every_step_has_its_picture_in_the_size_of_a_laptop(left, summary):
    assert len(summary["screens"]) >= 40
    for name in summary["screens"]:
        with Image.open(left / "screens" / name) as picture:
            assert picture.size == (1366, 768)


@pytest.mark.obligation("F209")
@pytest.mark.timeout(700)
@pytest.mark.obligation("F010")
def test_the_result_stands_on_the_static_site_without_any_telephone_or_person(left):
    pages = list((left / "site" / "results").glob("*.html"))
    assert len(pages) == 1
    words = pages[0].read_text(encoding="utf-8")
    assert "发现问题已责令改正" in words
    everything = "".join(
        file.read_text(encoding="utf-8") for file in (left / "site").rglob("*") if file.suffix in {".html", ".json", ".csv"}
        and file.parent.name != "draws"
    )  # fmt: skip
    assert "0372-55" not in everything
    assert "13803720000" not in everything
    assert "刘桂兰" not in everything
