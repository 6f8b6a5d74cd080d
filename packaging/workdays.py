"""Makes `resources/workdays.json` from the `chinesecalendar` package: per year what differs from Monday to Friday.

Run it when that package knows a new year: `.venv/bin/python packaging/workdays.py`. Counting is done elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from chinese_calendar.constants import holidays, workdays

TARGET = Path(__file__).resolve().parent.parent / "resources" / "workdays.json"
SATURDAY = 5


def table() -> str:
    """Return the text of the file; weekend days among the holidays and weekdays among the work days say nothing new."""
    years: dict[str, dict[str, list[str]]] = {}
    for year in sorted({day.year for day in holidays}):
        years[str(year)] = {
            "rest": _of_year(year, (day for day in holidays if day.weekday() < SATURDAY)),
            "work": _of_year(year, (day for day in workdays if day.weekday() >= SATURDAY)),
        }
    lines = ",\n".join(f'  "{year}": {json.dumps(days)}' for year, days in years.items())
    source = f"chinesecalendar {version('chinesecalendar')} (MIT)"
    return f'{{\n "source": "{source}",\n "years": {{\n{lines}\n }}\n}}\n'


def _of_year(year: int, days: Iterable[date]) -> list[str]:
    return [day.strftime("%m-%d") for day in sorted(days) if day.year == year]


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
