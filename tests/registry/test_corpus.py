"""One file of each kind of the hostile corpus: refused with a sentence or read with no code altered, within its bounds.

The whole corpus of 2,000 is `dev.py bench hostile`, by the same code.
"""

import importlib.util
import os
import sys
from datetime import date
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("corpus_running", Path(__file__).with_name("corpus_running.py"))
running = sys.modules.setdefault("corpus_running", importlib.util.module_from_spec(_SPEC))
_SPEC.loader.exec_module(running)
SLOW = {"overlapping_parts", "rows_without_end"}  # they use up their time; the bench takes them
TURN = int(os.environ.get("INSPECTOR_SEED", date.today().toordinal()))  # noqa: DTZ011  (any day will do)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A workbook and a table of 2003, as real lists are."""
    folder = tmp_path_factory.mktemp("lists")
    corpus, texts = running.corpus, running.corpus_texts
    book = corpus.honest(folder / "a.xlsx", corpus.seeded("own", 0), 200)
    table = folder / "b.xlsx"
    rows = texts._row_2003("甲公司", corpus.hostile.SOUND, "局", "所") * 100
    table.write_text(texts.BOOK_2003.format("", texts._row_2003(*corpus.HEAD) + rows), "utf-8")
    return running.kinds([book, table])


def test_the_corpus_has_kinds_enough_and_its_first_file_is_the_bomb_of_one_string(real, tmp_path):
    assert len(real) >= 60
    assert running.plan(2_000)[0] == ("one_string_everywhere", 0)
    assert len(set(running.plan(2_000))) == 2_000
    borne = running.bear("one_string_everywhere", 0, tmp_path)
    assert borne.fault == ""
    assert borne.outcome in {"refused-import-memory", "refused-import-damaged"}


def test_files_of_the_kinds_by_turns_are_borne(real, tmp_path):
    names = [name for name in real if name not in SLOW]
    chosen = [names[(TURN * 24 + at) % len(names)] for at in range(24)]
    found = [running.bear(kind, TURN, tmp_path) for kind in chosen]
    assert [one for one in found if one.fault] == []
    assert len({one.outcome for one in found}) > 1


def test_a_code_that_is_not_in_the_file_is_noticed(real, tmp_path):
    path = tmp_path / "a.xlsx"
    running.corpus.listed(path, [running.corpus.inline("@", running.hostile_code())])
    intake = running.judge_sheets("subjects", "a", running.read_sheets(path))
    assert running.altered(path, intake, set()) == ""
    other = running.corpus.listed(tmp_path / "b.xlsx", [running.corpus.inline("@", "330100000012343")])
    assert other == set()
    assert "not in the file" in running.altered(tmp_path / "b.xlsx", intake, set())
