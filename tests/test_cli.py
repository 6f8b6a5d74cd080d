"""Commands as real processes on real files: what they find, in sentences and for machines, and never a traceback."""

import io
import json
import re
import sys

import pytest
from factories.demo import command, told
from factories.draw_inputs import read_content, reseal, write
from factories.draw_vector import transcript
from factories.signed import PIN, signed
from factories.sources import ROOT

from inspector_desktop import cli
from inspector_desktop.errors import Refused

FORM = ROOT / "forms" / "lightning-safety.md"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def run(tmp_path):
    return lambda *arguments, **environment: command(*arguments, home=tmp_path, **environment)


def test_a_good_form_is_counted(run):
    found = told(run("check-form", FORM, "--json"))
    assert found["questions"] > 10
    assert found["lines"] > 10
    assert [one for one in found["problems"] if one["fatal"]] == []
    assert (found["form"], found["tables"]) == (FORM.stem, [])


def test_a_form_that_cannot_be_used_names_its_problems_and_exits_with_one(run, tmp_path):
    bad = tmp_path / "坏表.md"
    text = FORM.read_text(encoding="utf-8")
    bad.write_text(text.replace("select_one", "select_what", 1), encoding="utf-8")
    done = run("check-form", bad, "--json")
    assert done.returncode == 1
    found = next(one for one in told(done)["problems"] if one["code"] == "form-type")
    assert (found["sheet"], found["column"], found["value"]) == ("survey", "type", "select_what site")
    assert found["row"] > 1
    assert found["text"].startswith(f"survey 工作表第{found['row']}行“type”栏：不支持“select_what site”。")


@pytest.mark.parametrize(
    ("expression", "kind", "value"),
    [("1 + 2 * 3", "number", 7), ("concat('甲', '乙')", "string", "甲乙"), ("3 > 4", "boolean", False)],
)
def test_an_expression_has_a_type_and_a_value(run, expression, kind, value):
    assert told(run("evaluate", expression, "--json")) == {"type": kind, "value": value}


def test_an_expression_reads_answers_from_a_file(run, tmp_path):
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"tanks": "4"}), encoding="utf-8")
    found = told(run("evaluate", "${tanks} + 1", "--answers", answers, "--json"))
    assert found == {"type": "number", "value": 5}


def test_a_true_transcript_is_verified_and_a_changed_one_refused_with_its_step(run, tmp_path):
    true, false = tmp_path / "draw.json", tmp_path / "changed.json"
    content = transcript()
    true.write_bytes(content)
    document = json.loads(content)
    document["result"]["objects"][0], document["result"]["objects"][1] = document["result"]["objects"][1::-1]
    false.write_bytes(write(reseal(document)))
    good = run("verify-draw", true, "--json")
    assert (good.returncode, told(good)["verified"]) == (0, True)
    bad = run("verify-draw", false, "--json")
    assert (bad.returncode, told(bad)["verified"], told(bad)["step"]) == (1, False, "result")
    assert CHINESE.search(told(bad)["why"])


def test_the_signature_beside_a_transcript_is_found_and_what_it_refuses_is_refused(run, tmp_path):
    file = tmp_path / "7.json"
    file.write_bytes(transcript())
    plain = run("verify-draw", file)
    assert plain.returncode == 0
    assert "没有给出签名文件" in plain.stdout
    beside = tmp_path / "7.sig.json"
    beside.write_bytes(signed(transcript()))
    found = told(run("verify-draw", *sorted(tmp_path.glob("*.json")), "--key", PIN, "--json"))
    assert (found["verified"], found["signature"]["key"]) == (True, "pinned")
    content = read_content(transcript())
    file.write_bytes(write(reseal(content | {"seed": content["seed"] | {"witnesses": ["没有来过的人"]}})))
    bad = run("verify-draw", file, "--json")
    assert (bad.returncode, told(bad)["verified"], told(bad)["step"]) == (1, False, "signature")
    assert "停在“签名”" in run("verify-draw", file).stdout
    elsewhere = run("verify-draw", file, "--signature", tmp_path / "7.json")
    assert "不合格式" in elsewhere.stdout


BAD = [
    ("verify-draw", "not-there.json", "--key", "abc"),
    ("verify-draw", "a.json", "b.json", "--signature", "a.sig.json"),
    ("no-such-command",),
    ("evaluate",),
    ("evaluate", "1 +"),
    ("evaluate", "1", "--answers", "not-there.json"),
    ("check-form", "not-there.md"),
    ("check-form", "."),
    ("verify-draw", "not-there.json"),
    ("verify-document", "not-there.pdf", "--keys", "not-there.json"),
    ("verify-document", "not-there.pdf"),
    ("verify-journal",),
    ("rebuild",),
    ("sync",),
    ("export-batch", "--out", "."),
    ("backup", "--out", "copy.db"),
    ("recover",),
    ("recover", "--share", "a", "--share", "b"),
    ("import", "subjects", "not-there.xlsx", "--dry-run"),
    ("import", "subjects", ".", "--dry-run"),
    ("import", "items", "not-there.xlsx"),
    ("import", "firms", "x.xlsx"),
    ("tour",),
]


@pytest.mark.parametrize("arguments", BAD, ids=" ".join)
def test_bad_input_is_a_chinese_sentence_and_exit_one(capsys, monkeypatch, tmp_path, arguments):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert cli.main(["--data-dir", str(tmp_path / "数据"), *arguments]) == 1
    told = capsys.readouterr().err.strip()
    assert CHINESE.search(told)
    assert told.endswith("。")
    assert "\n" not in told


def test_bad_input_for_machines_is_a_code_and_a_sentence(run):
    done = run("verify-draw", "not-there.json", "--json")
    assert done.returncode == 1
    assert told(done)["refused"] == "error-file-missing"
    assert CHINESE.search(told(done)["why"])


def test_a_bug_is_one_sentence_and_its_place_stands_in_the_log(tmp_path, monkeypatch, capsys):
    def fall(_asked):
        raise ZeroDivisionError("a firm's name 永安")

    monkeypatch.setattr(cli, "_load", lambda _named: fall)
    assert cli.main(["--data-dir", str(tmp_path), "diagnostics"]) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    log = tmp_path / "logs" / "inspector-desktop.log"
    assert str(log) in said
    written = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in written
    assert "永安" not in written


def test_an_error_without_a_sentence_is_told_by_its_code(capsys):
    cli._refuse(Refused("no-sentence-for-this"), as_json=True)
    assert json.loads(capsys.readouterr().out) == {"refused": "no-sentence-for-this", "why": "no-sentence-for-this"}


def test_diagnostics_say_without_anybody_signed_in_what_the_machine_is_like(run, tmp_path):
    found = told(run("--data-dir", tmp_path / "数据", "diagnostics", "--json"))
    assert found["sqlite_ok"]
    assert not found["set_up"]
    assert not found["keyring"]
    assert found["free_bytes"] > 0


def test_help_is_there_for_every_command():
    commands = cli.parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    assert set(commands) == {*cli._COMMANDS, "tour"}
