"""The program's log files: what happened to the program, for whoever mends it. Ids only, never people or firms.

Texts of errors are left out of tracebacks, because libraries put values into them; Chinese characters and long runs
of digits (identity cards, telephones, credit codes) are masked wherever they would still come through.
"""

from __future__ import annotations

import logging
import re
import time
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from inspector_desktop.errors import Known
from inspector_desktop.places import disk_refusal

FILE = "inspector-desktop.log"
LARGEST = 1_000_000
KEPT = 5
_NAME = "inspector_desktop"
_CHINESE = re.compile(r"[⺀-鿿豈-﫿︰-﹏＀-￯𠀀-𳏿]+")
_DIGITS = re.compile(r"(?<![0-9A-Za-z])(?:\d{11,}[Xx]?|[0-9A-HJ-NP-Z]{18})(?![0-9A-Za-z])")


class IdsOnly(logging.Formatter):
    """Writes UTC time, level, logger and message; of an exception its kind, code and place, not its text."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))

    def formatException(  # noqa: N802  (logging's own name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        lines = []
        error = ei[1]
        while error is not None:
            code = f" {error.code}" if isinstance(error, Known) else ""
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}{code}")
            lines += [
                f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def mask(text: str) -> str:
    """Take out what could name somebody."""
    return _DIGITS.sub("#", _CHINESE.sub("…", text))


def start_logging(folder: Path, *, level: int = logging.INFO) -> logging.Logger:
    """Log into `folder`, at most `LARGEST` bytes per file and `KEPT` older files; a second call replaces the first.

    Raises `Refused` when the folder cannot be written.
    """
    logger = logging.getLogger(_NAME)
    logger.disabled = False  # libraries that set up logging of their own switch off what they do not know
    stop_logging()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / FILE, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)
    except OSError as error:
        raise disk_refusal(error) from error
    formatter = IdsOnly("%(asctime)sZ %(levelname)s %(name)s %(message)s", datefmt="%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
    return logger


def stop_logging() -> None:
    """Close the files, so that the folder can be moved."""
    logger = logging.getLogger(_NAME)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
