"""What a save costs, counted by the system: the promise of one flush, held by the measurement itself."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "packaging" / "bench" / "save.py"

CALLS = """\
4711 access("/save-begins/0", F_OK) = -1 ENOENT (No such file or directory)
4711 pwrite64(5</data/store.db-wal>, "..."..., 24, 0) = 24
4711 pwrite64(5</data/store.db-wal>, "..."..., 4096, 24) = 4096
4711 write(1</dev/null>, "x", 1) = 1
4711 fdatasync(5</data/store.db-wal>) = 0
4711 fsync(7</elsewhere/file>) = 0
4711 access("/save-ends/0", F_OK) = -1 ENOENT (No such file or directory)
4711 fsync(5</data/store.db-wal>) = 0
4711 faccessat(AT_FDCWD, "/save-begins/1", F_OK) = -1 ENOENT (No such file or directory)
4711 fdatasync(5</data/store.db-wal>) = 0
4711 fsync(4</data/store.db>) = 0
4711 faccessat(AT_FDCWD, "/save-ends/1", F_OK) = -1 ENOENT (No such file or directory)
+++ exited with 0 +++
"""


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("bench_save", BENCH)
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_save"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["bench_save"]


def test_flushes_and_bytes_are_counted_between_the_marks_and_in_the_folder_only(bench):
    assert bench._read(CALLS, "/data") == ([1, 2], [4120, 0])


def test_an_answer_and_a_photograph_with_its_entry_cost_one_flush_each(bench):
    if shutil.which("strace") is None:
        assert bench._counted("answer", 1) is None  # said to be missing, not guessed
        return
    answer, photo = bench._counted("answer", 80), bench._counted("photo", 4)
    assert (answer["flushes_min"], answer["flushes_max"]) == (1, 1)
    assert (photo["flushes_min"], photo["flushes_max"]) == (1, 1)
    assert answer["bytes_median"] <= 8192
    assert answer["bytes_total"] <= 8192 * 80
