"""The program's log: rotated, in UTC, with ids and without people."""

import logging

import pytest

from inspector_desktop import logs
from inspector_desktop.errors import Refused


@pytest.fixture
def log(tmp_path):
    logging.disable(logging.NOTSET)  # whatever another test or a library left behind
    logger = logs.start_logging(tmp_path / "logs")
    yield logger
    logs.stop_logging()


def written(tmp_path):
    return (tmp_path / "logs" / logs.FILE).read_text(encoding="utf-8")


def test_ids_come_through(log, tmp_path):
    log.info("dossier %s refolded, %d entries", "01a1f7a90a697b1f8851ade72dc664d6", 12)
    assert "INFO inspector_desktop dossier 01a1f7a90a697b1f8851ade72dc664d6 refolded, 12 entries" in written(tmp_path)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("李建国 signed", "… signed"),
        ("card 41052619800101123X", "card #"),
        ("card 410526198001011234", "card #"),
        ("call 13837200000", "call #"),
        ("firm 91410526MA3X1234XK", "firm #"),
        ("滑县某某加油站（有限）", "…"),
        ("entry 12 of 20261120", "entry 12 of 20261120"),
    ],
)
def test_what_could_name_somebody_is_masked(said, kept):
    assert logs.mask(said) == kept


def refuse(cause):
    raise Refused("refused-own-approval", officer="Li Jianguo") from cause


def test_an_error_is_told_by_kind_code_and_place_but_not_by_its_text(log, tmp_path):
    cause = ValueError("secret of Li Jianguo")
    try:
        refuse(cause)
    except Refused:
        log.exception("refused")
    text = written(tmp_path)
    assert "inspector_desktop.errors.Refused refused-own-approval" in text
    assert "builtins.ValueError" in text
    assert "test_logs.py:" in text
    assert "Jianguo" not in text


def test_loggers_of_the_rooms_write_into_the_same_file(log, tmp_path):
    logging.getLogger("inspector_desktop.sync").warning("batch 7 again")
    assert "WARNING inspector_desktop.sync batch 7 again" in written(tmp_path)


def test_the_files_are_rotated_and_few(log, tmp_path, monkeypatch):
    for handler in log.handlers:
        handler.maxBytes = 2_000
    for number in range(500):
        log.info("line %d with some words to fill the file", number)
    files = sorted(path.name for path in (tmp_path / "logs").iterdir())
    assert len(files) == logs.KEPT + 1
    assert "line 499" in written(tmp_path)


def test_starting_again_closes_the_former_file(log, tmp_path):
    logs.start_logging(tmp_path / "other")
    log.info("here")
    assert len(log.handlers) == 1
    assert not (tmp_path / "logs" / logs.FILE).exists()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="error-disk-readonly"):
        logs.start_logging(tmp_path / "file" / "logs")
