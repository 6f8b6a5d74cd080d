"""Commands on a real device with a real headquarters beside it: the demonstration, prepared once."""

import json
import sqlite3

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from factories.demo import PIN, command, prepared, told
from factories.tampering import take_guard_away

from inspector_desktop.clock import SystemClock
from inspector_desktop.demo.subjects import rows, spreadsheet
from inspector_desktop.opening import open_device
from inspector_desktop.storage.backup import envelopes_of


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return prepared(tmp_path_factory.mktemp("演示") / "bureau")


@pytest.fixture
def run(demo, tmp_path):
    return lambda *arguments, **given: command("--demo", "--data-dir", demo.folder, *arguments, home=tmp_path, **given)


@pytest.fixture
def opening(demo):
    opened = open_device(demo.places, person_id="16005", pin=PIN, clock=SystemClock(), keychain=demo.keychain)
    yield opened
    opened.close()


def test_the_journal_of_a_sound_store_is_verified(run):
    found = told(run("verify-journal", "--json"))
    assert found["verified"]
    assert found["entries"] > 20
    assert found["evidence"] == 1  # the spreadsheet the firms came in


def test_a_record_that_differs_from_the_journal_is_found_and_repaired(run, opening):
    assert told(run("rebuild", "--json"))["equal"]
    with opening.writing() as session:
        session.connection().exec_driver_sql("update officer set name = 'someone' where id = '16001'")
    found = run("rebuild", "--json")
    assert (found.returncode, told(found)["different"]) == (1, ["officer"])
    assert told(run("rebuild", "--repair", "--json"))["repaired"]
    assert told(run("rebuild", "--json"))["equal"]


@pytest.mark.obligation("F188")
def test_a_body_changed_in_the_database_is_named(run, opening):
    with opening.writing() as session:
        connection = session.connection()
        entry, body = connection.exec_driver_sql(
            "select id, body from entry where kind = 'registry.officers-entered'"
        ).one()
        changed = body.replace("李建国".encode(), "李建囯".encode())
        assert changed != body
        take_guard_away(connection)
        connection.exec_driver_sql("update entry set body = ? where id = ?", (changed, entry))
    found = run("verify-journal", "--json")
    assert found.returncode == 1
    assert told(found)["why"] == [{"code": "journal-entry-damaged", "place": entry, "text": "签名或内容不符"}]
    with opening.writing() as session:
        session.connection().exec_driver_sql("update entry set body = ? where id = ?", (body, entry))
    assert told(run("rebuild", "--repair", "--json"))["entries"] > 20  # whoever replayed meanwhile left that body out


def test_a_round_brings_what_was_entered_and_says_so(run, tmp_path):
    file = tmp_path / "一家.csv"
    file.write_text("企业名称,统一社会信用代码,类别\n滑县新增加油站,,其他防雷安全重点单位\n", encoding="utf-8")
    brought = told(run("import", "subjects", file, "--json"))
    assert (brought["rows"], brought["accepted"], brought["entered"]) == (1, 1, 1)
    done = run("sync")
    assert done.returncode == 0, done.stderr
    assert "上传 3 条" in done.stdout
    again = told(run("sync", "--json"))
    assert (again["sent"], again["set_aside"], again["different"]) == (0, 0, [])


def test_a_dry_run_enters_nothing_and_needs_no_pin(tmp_path):
    file = tmp_path / "检查对象.xlsx"
    file.write_bytes(spreadsheet())
    done = command("--data-dir", tmp_path / "none", "import", "subjects", file, "--dry-run", "--json", home=tmp_path)
    found = told(done)
    assert (found["rows"], found["accepted"], found["refused"]) == (len(rows()), len(rows()), 0)
    assert not (tmp_path / "none" / "store.db").exists()


def test_the_same_firms_are_not_entered_twice(run, tmp_path):
    file = tmp_path / "检查对象.xlsx"
    file.write_bytes(spreadsheet())
    found = told(run("import", "subjects", file, "--json"))
    assert (found["entered"], found["known"]) == (0, len(rows()))


def test_officers_and_items_are_brought_in_and_items_published_only_with_a_day(run, tmp_path):
    people = tmp_path / "人员.csv"
    people.write_text("姓名,执法证号,有效期至\n新来甲,16052600301,2030-01-31\n李建国,,2031-01-31\n", "utf-8")
    found = told(run("import", "officers", people, "--json"))
    assert (found["entered"], found["undecided"], found["refused"]) == (1, 1, 0)
    listed = tmp_path / "事项.xml"
    head = "编号,抽查事项,抽查类别,检查主体,检查对象,检查内容,检查依据,检查方式,抽查比例,抽查频次"
    line = "QX77,施放气球检查,气象,滑县气象局,升放气球单位,资质,条例第三条,现场检查,5%,每年1次"
    cells = "".join(f"<tr><td>{one.replace(',', '<td>')}</tr>" for one in (head, line))
    listed.write_text(f"<table>{cells}</table>", "gb18030")
    assert told(run("import", "items", listed, "--json"))["entered"] == 1
    assert told(run("import", "items", listed, "--json"))["known"] == 1
    refused = run("import", "items", listed, "--published-on", "tomorrow", "--json")
    assert refused.returncode == 0  # nothing in the list differs, so nothing is published
    listed.write_text(f"<table>{cells}</table>".replace("5%", "8%"), "gb18030")
    refused = run("import", "items", listed, "--published-on", "tomorrow", "--json")
    assert (refused.returncode, told(refused)["refused"]) == (1, "refused-item-day")
    assert told(run("import", "items", listed, "--published-on", "2026-11-30", "--json"))["changed"] == 1
    listed.write_text(f"<table>{cells}</table>".replace("5%", "9%"), "gb18030")
    assert told(run("import", "items", listed, "--json"))["held"] == 1


def test_an_officer_may_not_import(run, tmp_path):
    file = tmp_path / "检查对象.xlsx"
    file.write_bytes(spreadsheet())
    found = run("--person", "16001", "import", "subjects", file, "--json")
    assert found.returncode == 1
    assert told(found)["refused"] == "refused-role-registers"


def test_a_backup_can_be_opened_and_holds_as_much(run, tmp_path, opening):
    target = tmp_path / "copies" / "备份.db"
    found = told(run("backup", "--out", target, "--json"))
    assert envelopes_of(target).is_file()
    copy = sqlcipher.connect(str(target))
    copy.execute(f"pragma key = \"x'{opening.key.hex()}'\"")
    assert copy.execute("select count(*) from entry").fetchone()[0] == found["entries"]
    copy.close()
    plain = sqlite3.connect(target)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("select count(*) from entry")
    plain.close()


def test_diagnostics_with_a_pin_name_the_settings_the_promise_needs(run):
    found = told(run("diagnostics", "--json"))
    assert found["store"]["pragmas"] == {
        "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "auto_vacuum": "2"
    }  # fmt: skip
    assert found["store"]["enrolled"]


def test_a_wrong_pin_is_refused(run, tmp_path):
    pin = tmp_path / "pin"
    pin.write_text("000000\n")
    found = run("--person", "16012", "--pin-file", pin, "verify-journal", "--json")
    assert found.returncode == 1
    assert told(found)["refused"].startswith(("refused-pin", "error-pin", "refused-wrong"))


def test_both_halves_of_the_recovery_key_give_a_new_pin_and_one_alone_does_not(run, demo, tmp_path):
    halves = demo.recovery.read_text(encoding="utf-8").strip().split("\n\n")
    for name, half in zip(("one", "two"), halves, strict=True):
        (tmp_path / name).write_text(half, encoding="utf-8")
    pin = tmp_path / "pin"
    pin.write_text("864209\n")
    given = ("recover", "--person", "16002", "--pin-file", pin, "--json")
    assert run(*given, "--share", tmp_path / "one", "--share", tmp_path / "one").returncode == 1
    assert told(run(*given, "--share", tmp_path / "one", "--share", tmp_path / "two")) == {"person": "16002"}
    assert told(run("--person", "16002", "--pin-file", pin, "verify-journal", "--json"))["verified"]


def test_what_waits_is_written_for_a_stick_once_there_is_something(run, tmp_path):
    told(run("sync", "--json"))
    assert told(run("export-batch", "--out", tmp_path / "stick", "--json"))["batches"] == []
    file = tmp_path / "两家.csv"
    file.write_text("企业名称,类别\n滑县又一加油站,其他防雷安全重点单位\n", encoding="utf-8")
    told(run("import", "subjects", file, "--json"))
    found = told(run("export-batch", "--out", tmp_path / "stick", "--json"))
    assert [name.endswith(".batch") for name in found["batches"]] == [True]
    assert (tmp_path / "stick" / found["batches"][0]).stat().st_size > 100


def test_somebody_elses_folder_is_not_made_a_demonstration(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    done = command("--demo", "--data-dir", tmp_path / "mine", "verify-journal", "--json", home=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout)["refused"] == "refused-demo-folder"
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]
