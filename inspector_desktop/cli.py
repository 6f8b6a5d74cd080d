"""`inspector-desktop`: the program, and its commands for people at a terminal and for machines.

    inspector-desktop [--data-dir D] [--demo]                     opens the program
    inspector-desktop [--data-dir D] [--demo] COMMAND … [--json]  does one thing and says what was found

Exit 0 when what was asked is so, else 1 with a sentence; a bug of the program too ends in a sentence, and its place
stands in the log. What the commands do is `commands`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from typing_extensions import override

from inspector_desktop.errors import Cancelled, Known, Refused
from inspector_desktop.wording import say

PROGRAM = "inspector-desktop"
INTERRUPTED = 130
_COMMANDS = {
    "verify-draw": "verifying:verify_draw",
    "verify-document": "verifying:verify_document",
    "verify-journal": "verifying:verify_journal",
    "rebuild": "verifying:rebuild",
    "check-form": "forms:check_form",
    "evaluate": "forms:evaluate",
    "import": "forms:bring_in",
    "sync": "exchange:sync",
    "export-batch": "exchange:export_batch",
    "backup": "exchange:backup",
    "recover": "exchange:recover",
    "diagnostics": "exchange:diagnostics",
}


class _Parser(argparse.ArgumentParser):
    """Refuses with a sentence instead of ending the process."""

    @override
    def error(self, message: str) -> NoReturn:
        raise Refused("refused-command-usage", program=self.prog, message=message)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and do it."""
    if getattr(sys, "frozen", False):  # a spawned process of an installed program ends here
        import multiprocessing

        multiprocessing.freeze_support()
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    if as_json:
        _speak_utf8()
    try:
        asked = parser().parse_args(given)
        if asked.command is None:
            from inspector_desktop.app import open_program

            return open_program(asked.data_dir, demo=asked.demo)
        if asked.command == "tour":
            return _tour(asked)
        found = _load(_COMMANDS[asked.command])(asked)
    except Known as error:
        _refuse(error, as_json=as_json)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:  # noqa: BLE001  (a command never ends in a traceback)
        _refuse(Refused("refused-command-bug", log=_log_bug(given)), as_json=as_json)
        return 1
    _print([json.dumps(found.fields, ensure_ascii=False)] if as_json else found.lines)
    return 0 if found.good else 1


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    _common(common)
    common.add_argument("--json", action="store_true", help="for machines")
    whole = _Parser(prog=PROGRAM, description="Inspections under 双随机、一公开.")
    whole.set_defaults(data_dir=None, demo=False, pin_file=None, person="", json=False)
    _common(whole)
    commands = whole.add_subparsers(dest="command", parser_class=_Parser)

    def add(name: str, does: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=does, description=does, parents=[common])

    tour = add("tour", "one inspection from register to disclosure; leaves papers and pictures")
    tour.add_argument("--out", type=Path, required=True)
    tour.add_argument("--subjects", type=Path, help="the spreadsheet to bring in, instead of the demonstration's own")
    draw = add("verify-draw", "check transcripts of draws")
    draw.add_argument("files", nargs="+", type=Path, metavar="FILE")
    draw.add_argument("--signature", type=Path, metavar="FILE", help="else 7.sig.json beside 7.json")
    draw.add_argument("--keys", type=Path, metavar="FILE", help="the bureau's v/keys.json")
    draw.add_argument("--key", default="", metavar="FINGERPRINT", help="of the bureau's key, as it is published")
    document = add("verify-document", "check the code on a paper")
    document.add_argument("file", type=Path, metavar="FILE")
    document.add_argument("--keys", type=Path, help="JSON file of keys instead of the store's")
    add("verify-journal", "check chains, signatures and contents of a data folder")
    rebuilding = add("rebuild", "replay the journal and compare")
    rebuilding.add_argument("--repair", action="store_true", help="put the replayed rows in place where they differ")
    recovering = add("recover", "open with both halves of the recovery key and set a new PIN")
    recovering.add_argument("--share", type=Path, action="append", default=[], help="file of one half; give it twice")
    form = add("check-form", "examine a check table")
    form.add_argument("file", type=Path, metavar="FILE")
    value = add("evaluate", "work out an expression of a check table")
    value.add_argument("expression")
    value.add_argument("--form", type=Path)
    value.add_argument("--answers", type=Path, help="JSON object: question to answer")
    bringing = add("import", "read a spreadsheet into a register")
    bringing.add_argument("kind", choices=("subjects", "officers", "items"))
    bringing.add_argument("file", type=Path, metavar="FILE")
    bringing.add_argument("--dry-run", action="store_true", help="judge the rows and enter nothing")
    bringing.add_argument("--published-on", default="", metavar="DAY", help="publish complete items as of 2026-11-30")
    bringing.add_argument("--report", type=Path, help="write the findings as a spreadsheet")
    syncing = add("sync", "one round with headquarters")
    syncing.add_argument("--enrol", default="", metavar="CODE", help="enrol this device first")
    syncing.add_argument("--device-name", default="")
    syncing.add_argument("--receipts", type=Path, metavar="FOLDER", help="act on receipts from a stick instead")
    stick = add("export-batch", "write what waits as sealed files")
    stick.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    copying = add("backup", "copy the store and check the copy")
    copying.add_argument("--out", type=Path, required=True, metavar="FILE")
    add("diagnostics", "versions, settings, room, keyring")
    return whole


def _common(reader: argparse.ArgumentParser) -> None:
    reader.add_argument("--data-dir", type=Path, metavar="D")
    reader.add_argument("--demo", action="store_true", help="the demonstration bureau, in a folder of its own")
    reader.add_argument("--pin-file", type=Path, help="a file whose first line is the PIN (or set INSPECTOR_PIN)")
    reader.add_argument("--person", help="number of the person who signs in")


def _load(named: str) -> Callable[[argparse.Namespace], Any]:
    module, _, function = named.partition(":")
    found: Callable[[argparse.Namespace], Any] = getattr(
        import_module(f"inspector_desktop.commands.{module}"), function
    )
    return found


def _tour(asked: argparse.Namespace) -> int:
    found = find_spec("inspector_desktop.demo.tour")
    take = getattr(import_module("inspector_desktop.demo.tour"), "run", None) if found is not None else None
    if take is None:
        raise Refused("refused-tour-missing")
    return int(take(asked.out, subjects=asked.subjects))


def _refuse(error: Known, *, as_json: bool) -> None:
    try:
        why = say(error.code, **error.facts)
    except (LookupError, ValueError, OSError):  # no sentence, or none can be read: the code says at least which
        why = error.code
    if as_json:
        print(json.dumps({"refused": error.code, "why": why}, ensure_ascii=False))
    elif not isinstance(error, Cancelled):
        print(why, file=sys.stderr)


def _print(lines: Sequence[str]) -> None:
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough; nothing must be flushed into the pipe at exit either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _log_bug(arguments: Sequence[str]) -> str:
    """Write the failure in hand to the log and say where that is; if even that cannot be done, nowhere."""
    from inspector_desktop.logs import FILE, start_logging, stop_logging
    from inspector_desktop.places import Places, default_folder

    asked = argparse.ArgumentParser(add_help=False)
    asked.add_argument("--data-dir", type=Path, default=None)
    asked.add_argument("--demo", action="store_true")
    known = asked.parse_known_args(list(arguments))[0]
    folder = known.data_dir or default_folder()
    logs = Places(folder / "device" if known.demo else folder).logs
    try:
        start_logging(logs).exception("bug in command")
    except (Refused, OSError):
        return os.devnull
    stop_logging()
    return str(logs / FILE)


def _speak_utf8() -> None:
    """JSON is UTF-8 whatever the code page of the terminal."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
