"""Signing in: a person and a PIN, a wrong one, a forgotten one, another person, a device not yet set up."""

from __future__ import annotations

import pytest
from factories.opening import PIN, device_kit
from factories.windows import make_bench, settle, sign_in

from inspector_desktop.gui.window import MainWindow, Start


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    made = make_bench(tmp_path, clock, monkeypatch)
    made.opening.close()
    return made


@pytest.fixture
def window(bench, qtbot):
    made = bench.window()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.stop()


def try_pin(qtbot, window, number, pin):
    window.signin.person.set_value(number)
    window.signin.pin.setText(pin)
    window.signin.go.click()
    settle(qtbot, window)


def test_a_person_signs_in_with_enter_and_stands_in_the_rail(window, qtbot):
    window.signin.person.set_value("16001")
    qtbot.keyClicks(window.signin.pin, PIN)
    with qtbot.waitSignal(window.signed_in, timeout=60_000):
        qtbot.keyClick(window.signin.pin, "\r")
    settle(qtbot, window)
    assert window.context is not None
    assert window.context.desk.person.name == "李建国"
    assert window.current == "workbench"


def test_a_wrong_pin_says_how_many_tries_are_left_and_lets_nobody_in(window, qtbot):
    try_pin(qtbot, window, "16001", "000000")
    assert window.context is None
    assert window.signin.banner.text().startswith("登录：李建国的密码不对，还可再试")
    assert window.signin.pin.value() == ""
    try_pin(qtbot, window, "16001", "")
    assert "没有填写密码" in window.signin.banner.text()


def test_after_many_wrong_pins_one_has_to_wait(window, qtbot):
    for _ in range(4):
        try_pin(qtbot, window, "16001", "000000")
    try_pin(qtbot, window, "16001", PIN)
    assert "秒后再试" in window.signin.banner.text()
    assert window.context is None


def test_the_demonstration_shows_its_pin(bench, qtbot):
    window = bench.window(demo_pin="135790")
    qtbot.addWidget(window)
    shown = [label.text() for label in window.signin.findChildren(type(window.signin.clock_card.told))]
    assert any("135790" in text for text in shown)
    window.stop()


def test_a_forgotten_pin_is_set_anew_with_both_halves(bench, window, qtbot):
    window.signin.person.set_value("16001")
    window.signin.forgotten.click()
    card = window.signin.recovery
    card.first.set_value(bench.halves[0])
    card.second.set_value(bench.halves[1])
    card.pin.setText("778899")
    card.again.setText("778890")
    card.run()
    assert "两次输入不一样" in card.form.field("again").refusal()
    card.again.setText("778899")
    with qtbot.waitSignal(window.signed_in, timeout=60_000):
        card.run()
    settle(qtbot, window)
    assert window.context.desk.person.name == "李建国"


def test_halves_of_another_key_are_refused(bench, window, qtbot):
    card = window.signin.recovery
    card.first.set_value(bench.halves[0])
    card.second.set_value(bench.halves[0])
    card.pin.setText("778899")
    card.again.setText("778899")
    card.run()
    settle(qtbot, window)
    assert "两处输入的都是第1份" in window.signin.banner.text()


def test_another_person_signs_in_over_the_open_store_and_the_former_may_stay(bench, qtbot):
    window = bench.window()
    sign_in(qtbot, window, "16005")
    before = window.opening
    window.switch_person()
    assert "王秀英" not in [window.signin.person.itemText(at) for at in range(window.signin.person.count())]
    window.signin.back.click()
    assert window.context.desk.person.name == "王秀英"
    window.switch_person()
    with qtbot.waitSignal(window.signed_in, timeout=60_000):
        window.signin.person.set_value("16001")
        window.signin.pin.setText(PIN)
        window.signin.go.click()
    settle(qtbot, window)
    assert window.context.desk.person.name == "李建国"
    assert window.opening.engine is before.engine
    window.stop()


def test_a_clock_behind_what_was_entered_asks_for_a_reason(bench, window, qtbot, clock):
    clock.advance(hours=-3)
    window.signin.person.set_value("16001")
    window.signin.pin.setText(PIN)
    window.signin.go.click()
    settle(qtbot, window)
    assert window.context is None
    card = window.signin.clock_card
    assert "2026-11-20 14:15" in card.told.text()
    card.reason.setText("上次开机时电脑时间偏快，已校正")
    with qtbot.waitSignal(window.signed_in, timeout=60_000):
        window.signin._explain(card.reason.value())
    settle(qtbot, window)
    assert window.context is not None


def test_a_new_device_is_set_up_and_opened(tmp_path, clock, monkeypatch, qtbot):
    kit = device_kit(tmp_path, clock, monkeypatch)
    window = MainWindow(Start(kit.places, clock, kit.keychain))
    qtbot.addWidget(window)
    window.show()
    form = window.signin.first.form
    for key, text in (("name", "李建国"), ("number", "16001"), ("pin", PIN), ("again", PIN)):
        form.field(key).editor.setText(text)
    window.signin.first.run()
    settle(qtbot, window)
    assert "恢复公钥不完整" in window.signin.banner.text()
    form.field("public").editor.setText(kit.recovery.public.hex())
    with qtbot.waitSignal(window.signed_in, timeout=60_000):
        window.signin.first.run()
    settle(qtbot, window)
    assert window.context.profile.bureau.name == "滑县气象局"
    window.stop()
