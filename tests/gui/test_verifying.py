"""验算 in the window: calculation and signature together, whose key by what, and what stays unproven."""

from __future__ import annotations

import pytest
from factories import draw_inputs as inputs
from factories import draw_vector as vector
from factories.signed import DEVICE, FORGER, HEADQUARTERS, LOST, a_list, signed
from factories.windows import make_bench, settle, sign_in
from PySide6.QtWidgets import QLabel

from inspector_desktop.exchange.handovers import hand_over
from inspector_desktop.exchange.published import grouped_fingerprint
from inspector_desktop.exchange.signed import public_text
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.pages.drawing.verifying import VerifyWindow
from inspector_desktop.journal.leases import Station
from inspector_desktop.sync.tables import KnownLife

FILE, UNIT = vector.transcript(), "410526-QX"
OWN, OTHER = grouped_fingerprint(public_text(HEADQUARTERS)), grouped_fingerprint(public_text(FORGER))


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    made = make_bench(tmp_path, clock, monkeypatch, registers=False)
    with made.bureau.writing() as session:  # enrolled with the key of the tests' headquarters
        session.add(
            Station(
                bureau=made.bureau.profile.id, device="d", address="", identity=public_text(HEADQUARTERS),
                root=public_text(FORGER), person="16005", lease_until="2099-01-01T00:00:00Z",
            )
        )  # fmt: skip
        session.add(KnownLife(life="1" * 32, device="d", key=public_text(DEVICE), certificate=b""))
    return made


@pytest.fixture
def ask(bench, qtbot, tmp_path):
    """Puts files in a folder, opens the window, and judges the transcript as a person who chose it alone."""
    window = bench.window()
    sign_in(qtbot, window)
    window.navigate("plans-draws")
    settle(qtbot, window)

    def asked(files: dict[str, bytes], *, pin: str = "", chosen: tuple[str, ...] = ("1.json",)) -> VerifyWindow:
        for old in tmp_path.glob("*.json"):
            old.unlink()
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        made = VerifyWindow(window.pages["plans-draws"])
        made.open()
        settle(qtbot, window)
        made.pin.setText(pin)
        made.check(tuple(tmp_path / name for name in chosen))
        settle(qtbot, window)
        made.close()
        return made

    yield asked
    window.stop()


def said(made: VerifyWindow) -> str:
    return "\n".join(one.text() for one in made._results.findChildren(QLabel))


def chip(made: VerifyWindow) -> str:
    (one,) = made._results.findChildren(Chip)
    return one.text()


@pytest.mark.obligation("F098")
def test_a_transcript_is_judged_with_its_signature_and_whose_key_is_told_by_what(ask):
    alone = ask({"1.json": FILE})
    assert (chip(alone), "没有签名文件" in said(alone)) == ("已验算", True)
    assert "未证明：见证人、作废、存证、公开的名称等，只凭文件自述。" in said(alone)

    beside = ask({"1.json": FILE, "1.sig.json": signed(FILE)})
    assert chip(beside) == "已验算"
    assert OWN in said(beside) and "局服务器的公钥，与本机登记时记下的相同" in said(beside)
    assert "已证明：见证人、作废、存证、公开的名称等，与签名时一字不差。" in said(beside)

    device = ask({"1.json": FILE, "1.sig.json": signed(FILE, DEVICE)})
    assert "本局一台设备的公钥，本机认得" in said(device)

    listed = ask({"1.json": FILE, "1.sig.json": signed(FILE, DEVICE), "keys.json": a_list(UNIT)})
    assert "公钥名单（截至 2026-11-20）：这是本局一台设备的公钥。" in said(listed)
    assert f"名单由指纹 {OWN} 签名，是本机登记的局服务器公钥" in said(listed)

    former = (hand_over(LOST, public_text(HEADQUARTERS), "2026-11-21T00:00:00Z"),)
    handed = ask({"1.json": FILE, "1.sig.json": signed(FILE, LOST), "keys.json": a_list(UNIT, former=former)})
    assert "局服务器在交接以前的公钥" in said(handed) and chip(handed) == "已验算"

    typed = ask({"1.json": FILE, "1.sig.json": signed(FILE), "keys.json": a_list(UNIT)}, pin=OWN)
    assert "与给定的相同" in said(typed)


@pytest.mark.obligation("F098")
def test_what_the_signature_refuses_is_refused_though_the_calculation_holds(ask):
    content = inputs.read_content(FILE)
    witness = content["seed"] | {"witnesses": ["没有来过的人"]}
    altered = inputs.write(inputs.reseal(content | {"seed": witness}))
    for files, pin, why in (
        ({"1.sig.json": signed(FILE, number=2)}, "", "签名文件的单位或编号与抽取记录不同"),
        ({"1.sig.json": signed(b"another")}, "", "签名文件签的不是这个文件"),
        ({"keys.json": a_list(UNIT)}, "", "给了公钥，抽取记录旁却没有签名文件"),
        ({"1.sig.json": signed(FILE, LOST), "keys.json": a_list(UNIT)}, "", "已停用，或不在"),
        ({"1.sig.json": signed(FILE, FORGER), "keys.json": a_list(UNIT, FORGER)}, "", "公钥名单不是给定指纹的公钥所签"),
        ({"1.sig.json": signed(FILE, FORGER)}, OWN, "签名的公钥不是给定的那一把"),
    ):
        found = ask({"1.json": FILE, **files}, pin=pin)
        assert (chip(found), why in said(found)) == ("未通过", True), why
        assert "不要采信这份记录" in said(found) and "已证明" not in said(found)
    stranger = ask({"1.json": FILE, "1.sig.json": signed(FILE, FORGER)})
    assert chip(stranger) == "已验算" and "未证明：公钥是谁的" in said(stranger) and OTHER in said(stranger)
    assert chip(ask({"1.json": altered})) == "已验算"  # which is why there is a signature
    assert chip(ask({"1.json": altered, "1.sig.json": signed(FILE)})) == "未通过"


def test_only_signatures_or_half_a_fingerprint_are_told_and_nothing_is_judged(ask):
    none = ask({"1.sig.json": signed(FILE)}, chosen=("1.sig.json",))
    assert "所选的只有签名或公钥名单" in none.banner.text() and none.found is None
    half = ask({"1.json": FILE, "1.sig.json": signed(FILE)}, pin="9f3c")
    assert "不是 32 位" in half.banner.text() and half.found is None
