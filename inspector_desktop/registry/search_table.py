"""The search table of the subjects: small pieces of names, initials and codes, kept by triggers, on SQLite alone.

A word index cannot find 加油 in 滑县永安加油站, since Chinese is written without spaces. So every character of a name
and every pair of them is a word (`n加`, `n加油`), every run of one to three initials (`pyaj`), every run of three
characters of a code and its first one and two (`c410`), and what the register is filtered by (`ms` and the state in
hexadecimal).
The table holds numbers of rows and nothing else (`detail=none`), so that a million subjects stay searchable within
milliseconds. It is made with the table of subjects, belongs to the device, and is no record: it may be dropped at any
time. `searching` asks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table

SEARCH_TABLE = "subject_search"
GRAM = 3
MARKS: Mapping[str, str] = {
    "category": "mc", "survival": "ms", "credit": "mr", "kind": "mk", "jurisdiction": "mj", "tags": "mt",
}  # fmt: skip
"""What a filter's column is called in the table."""
_FLOOR = (3, 43, 0)  # before it a table without content cannot forget a row

_RUNS = (
    "(with recursive n(i) as (select 1 union all select i + 1 from n where i < length({text})) "
    "select group_concat({pieces}, ' ') from n)"
)
_NAME = _RUNS.format(text="new.name", pieces="'n' || substr(new.name, i, 1) || ' n' || substr(new.name, i, 2)")
_INITIALS = _RUNS.format(
    text="new.pinyin",
    pieces="'p' || substr(new.pinyin, i, 1) || ' p' || substr(new.pinyin, i, 2) || ' p' || substr(new.pinyin, i, 3)",
)
_CODE = (
    "'c' || substr(new.code, 1, 1) || ' c' || substr(new.code, 1, 2) || ' ' || coalesce("
    + _RUNS.format(
        text="new.code", pieces=f"iif(i > length(new.code) - {GRAM - 1}, null, 'c' || substr(new.code, i, {GRAM}))"
    )
    + ", '')"
)
_SEPARATOR = "、".encode().hex().upper()
_MARKS = " || ' ' || ".join(
    f"'{mark} {mark}' || replace(hex(new.{column}), '{_SEPARATOR}', ' {mark}')"
    if column == "tags"
    else f"'{mark}' || hex(new.{column})"
    for column, mark in MARKS.items()
)
_KEYS = f"coalesce({_NAME}, '') || ' ' || coalesce({_INITIALS}, '') || ' ' || {_CODE} || ' ' || {_MARKS}"
_ENTER = f"insert into {SEARCH_TABLE}(rowid, keys) values (new.rowid, {_KEYS});"  # noqa: S608  (ours)
_BACK = f"insert into {SEARCH_TABLE}(rowid, keys) select new.rowid, {_KEYS} where new.counted;"
_LEAVE = f"delete from {SEARCH_TABLE} where rowid = old.rowid;"  # noqa: S608
_OPTIONS = "content='', contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 0'"
_WATCHED = ", ".join(("name", "code", "pinyin", "counted", *MARKS))
_STATEMENTS = (
    f"drop table if exists {SEARCH_TABLE}",
    f"create virtual table {SEARCH_TABLE} using fts5(keys, {_OPTIONS})",
    f"create trigger {SEARCH_TABLE}_in after insert on subject when new.counted begin {_ENTER} end",
    f"create trigger {SEARCH_TABLE}_out after delete on subject when old.counted begin {_LEAVE} end",
    f"create trigger {SEARCH_TABLE}_changed after update of {_WATCHED} on subject begin {_LEAVE} {_BACK} end",
)


def make_search_table(_table: Table, connection: Connection, **_given: Any) -> None:
    """Make the search table after the table of subjects, where the database can keep one."""
    if connection.dialect.name != "sqlite":
        return
    version = str(connection.exec_driver_sql("select sqlite_version()").scalar())
    if tuple(int(part) for part in version.split(".")) < _FLOOR:
        return
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
