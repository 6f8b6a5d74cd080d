"""The command of the house says what a machine lacks, measures into files, and counts the duties served."""

import importlib.util
import json
import os
import sys
import tomllib

import pytest
from factories.sources import ROOT

sys.path.append(str(ROOT / "packaging"))


def load(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


machine = load("machine")
dev = load("dev")


@pytest.fixture
def house(tmp_path, monkeypatch):
    """The command at work on an empty folder."""
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "BENCH", tmp_path / "bench")
    monkeypatch.setattr(dev, "BUILD", tmp_path / "build")
    monkeypatch.setattr(dev, "setup", lambda: None)
    monkeypatch.setattr(sys, "path", list(sys.path))
    (tmp_path / "bench").mkdir()
    (tmp_path / "build").mkdir()
    return tmp_path


def on_linux_without_apt(monkeypatch, *needs):
    monkeypatch.setattr(machine.platform, "system", lambda: "Linux")
    monkeypatch.setattr(machine.shutil, "which", lambda _: None)
    monkeypatch.setattr(machine, "LINUX", needs)


def test_a_machine_with_everything_is_left_alone(monkeypatch, capsys):
    on_linux_without_apt(monkeypatch, machine.Need(("libthere1",), lambda: True, refuse=True))
    machine.provide()
    assert capsys.readouterr().out == ""


def test_a_library_the_program_needs_is_named_and_stops_the_setup(monkeypatch, capsys):
    on_linux_without_apt(monkeypatch, machine.library("libnowhere.so.9", "libnowhere9t64", "libnowhere9"))
    with pytest.raises(SystemExit) as stop:
        machine.provide()
    assert stop.value.code == 1
    assert "apt-get install --no-install-recommends libnowhere9\n" in capsys.readouterr().out


def test_a_program_only_tests_need_is_named_and_stops_nothing(monkeypatch, capsys):
    on_linux_without_apt(monkeypatch, machine.program("no-such-program", "no-such-package"))
    machine.provide()
    assert "no-such-package" in capsys.readouterr().out


def test_the_newest_debian_name_on_offer_is_installed(monkeypatch):
    called = []
    monkeypatch.setattr(machine, "_on_offer", lambda name: name.endswith("t64"))
    monkeypatch.setattr(machine.subprocess, "run", lambda command, **_: called.append(command))
    need = machine.library("libnowhere.so.9", "libnowhere9t64", "libnowhere9")
    machine._install(["apt-get"], [need])
    assert called[-1][-1] == "libnowhere9t64"


def test_a_measurement_is_written_down_with_its_scale(house):
    (house / "bench" / "lines.py").write_text(
        '"""Counts."""\ndef run(scale):\n    return {"scale": scale}\n', encoding="utf-8"
    )
    assert dev.measure("lines", 7) == 0
    assert json.loads((house / "build" / "bench" / "lines.json").read_text(encoding="utf-8")) == {"scale": 7}


def test_measurements_are_listed_with_what_they_measure(house, capsys):
    (house / "bench" / "lines.py").write_text('"""Counts lines.\n\nMore."""\n', encoding="utf-8")
    (house / "bench" / "_shared.py").write_text('"""Not one."""\n', encoding="utf-8")
    assert dev.bench(None, None, only_list=True) == 0
    assert capsys.readouterr().out.split() == ["lines", "Counts", "lines."]


def test_an_unknown_measurement_is_an_answer_of_one(house, capsys):
    assert dev.bench("nothing", None) == 1
    assert "no measurement nothing" in capsys.readouterr().out


def test_duties_are_served_only_when_no_test_of_them_failed(house, capsys):
    listed = (ROOT / "tests" / "obligations.toml").read_text(encoding="utf-8")
    (house / "tests").mkdir()
    (house / "tests" / "obligations.toml").write_text(listed, encoding="utf-8")
    os.utime(house / "tests" / "obligations.toml", (0, 0))
    told = {"passed": {"F001": ["a", "b"], "F002": ["c"]}, "failed": {"F002": ["d"]}}
    (house / "build" / "obligations.json").write_text(json.dumps(told), encoding="utf-8")
    assert dev.obligations() == 0
    out = capsys.readouterr().out
    text = tomllib.loads(listed)["F001"]["text"]
    assert f"Served by passing tests: 1 of 253\n  F001  {text}  (2 tests)\n" in out
    assert "Served by none: 252\n  F002" in out
    assert "a test of it failed" in out


def test_the_record_is_made_again_when_a_source_is_newer(house, monkeypatch):
    ran = []
    (house / "build" / "obligations.json").write_text('{"passed": {}, "failed": {}}', encoding="utf-8")
    os.utime(house / "build" / "obligations.json", (10, 10))
    (house / "tests").mkdir()
    (house / "tests" / "obligations.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(dev, "_call", lambda command, **_: ran.append(command) or 0)
    dev.obligations()
    assert "pytest" in ran[0]
