"""The search table of the subjects: an index of single characters, kept by triggers, on SQLite alone.

A word index cannot find 加油 in 滑县永安加油站, since Chinese is written without spaces; so every character of a name
is a word of its own and a search a phrase of them. Codes are cut into pieces of three. The table is made with the
table of subjects, belongs to the device, and is no record: it may be dropped at any time. `searching` asks it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table

SEARCH_TABLE = "subject_search"
GRAM = 3
_FLOOR = (3, 43, 0)  # before it a table without content cannot forget a row

_PIECES = (
    "(with recursive n(i) as (select 1 union all select i + 1 from n where i < length({text})) "
    "select group_concat(substr({text}, i, {size}), ' ') from n)"
)
_NAME, _CODE = _PIECES.format(text="new.name", size=1), _PIECES.format(text="new.code", size=GRAM)
_ENTER = f"insert into {SEARCH_TABLE}(rowid, name, code) values (new.rowid, {_NAME}, {_CODE});"  # noqa: S608  (ours)
_LEAVE = f"delete from {SEARCH_TABLE} where rowid = old.rowid;"  # noqa: S608
_OPTIONS = "content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'"
_STATEMENTS = (
    f"drop table if exists {SEARCH_TABLE}",
    f"create virtual table {SEARCH_TABLE} using fts5(name, code, {_OPTIONS})",
    f"create trigger {SEARCH_TABLE}_in after insert on subject begin {_ENTER} end",
    f"create trigger {SEARCH_TABLE}_out after delete on subject begin {_LEAVE} end",
    f"create trigger {SEARCH_TABLE}_changed after update of name, code on subject begin {_LEAVE} {_ENTER} end",
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
