"""A corpus of 2,000 hostile files given to the importer, each refused or read within 256 MB and 10 s.

The corpus is `tests/registry/corpus*.py`, of which the tests take a few. Files run in two processes, each with a
reading process of its own. Fails when a file is not borne. `bench hostile --scale 300`
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

FILES = 2_000
PARTS = 2
ROOT = Path(__file__).resolve().parent.parent.parent
RUNNING = ROOT / "tests" / "registry" / "corpus_running.py"

_RUN = "import corpus_running, sys; corpus_running.main(*sys.argv[1:])"  # no file: reading processes begin small


def run(scale: int | None) -> dict[str, Any]:
    """Bear `scale` files (2,000); `INSPECTOR_REAL_LISTS` names a folder of real lists to spoil instead of ours."""
    where = os.environ.get("INSPECTOR_REAL_LISTS", "")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        real = sorted(Path(where).glob("*.xlsx")) if where else _own(Path(folder))
        count = str(scale or FILES)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(RUNNING.parent), *sys.path]), "PYTHONUTF8": "1"}
        parts = [
            subprocess.Popen(
                [sys.executable, "-c", _RUN, folder, count, str(part), str(PARTS), *map(str, real)],
                stdout=subprocess.PIPE, text=True, env=environment,
            )
            for part in range(PARTS)
        ]  # fmt: skip
        told = [json.loads(line) for one in parts for line in one.communicate()[0].splitlines()]
    faults = [one for one in told if one["fault"]]
    slowest = sorted(told, key=lambda one: -one["seconds"])[:5]
    largest = sorted(told, key=lambda one: -one["megabytes"])[:5]
    result = {
        "what": "hostile files, each refused with a sentence or read with no code altered",
        "files": len(told),
        "kinds": len({one["kind"] for one in told}),
        "outcomes": dict(Counter(one["outcome"] for one in told).most_common()),
        "slowest": [[one["seconds"], one["kind"], one["outcome"]] for one in slowest],
        "largest_mb": [[one["megabytes"], one["kind"], one["outcome"]] for one in largest],
        "largest_file_kb": max(one["bytes"] for one in told) >> 10,
        "faults": faults[:40],
        "not_borne": len(faults) + int(scale or FILES) - len(told),
        "goal": {"seconds": 10, "megabytes": 256, "not_borne": 0},
    }
    if result["not_borne"]:
        print(json.dumps(result, indent=1, ensure_ascii=False))
        raise SystemExit("files were not borne")
    return result


def _own(folder: Path) -> list[Path]:
    """Lists of our own, as real ones are: a workbook, and a table of 2003 under the name of one."""
    book = folder / "own-1.xlsx"
    table = folder / "own-2.xlsx"
    code = (
        "import importlib.util, sys; from pathlib import Path\n"
        f"sys.path.insert(0, {str(RUNNING.parent)!r})\n"
        "import corpus, corpus_texts, random\n"
        f"corpus.honest(Path({str(book)!r}), random.Random(1), 300)\n"
        "rows = ''.join(corpus_texts._row_2003(f'甲{n}', corpus.hostile.SOUND, '局', '所') for n in range(200))\n"
        "head = corpus_texts._row_2003(*corpus.HEAD)\n"
        f"Path({str(table)!r}).write_text(corpus_texts.BOOK_2003.format('', head + rows), 'utf-8')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONUTF8": "1"})
    return [book, table]
