"""The search table of the subjects: small pieces of names, initials and codes, kept by triggers, on SQLite alone.

A word index cannot find 加油 in 滑县永安加油站, since Chinese is written without spaces. So every pair of characters of
a name is a word (`n加油`, the last one with the end: a single character is asked for as what a pair begins with), every
run of three initials (`pyaj`, likewise up to the end), every run of three characters of a code and its first two
(`d91`), and what the register is filtered by (`ms` and the state in hexadecimal).
The table holds numbers of rows and nothing else (`detail=none`), so that a million subjects stay searchable within
milliseconds. It is made with the table of subjects, belongs to the device, and is no record: it may be dropped at any
time; one with the words of another program is not asked, and made anew when the store is opened. `searching` asks it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, Table, text
from sqlmodel import Session

from inspector_desktop.registry.search_words import BLANK, END, GRAM, MARKS, TAGS, search_words
from inspector_desktop.storage.engine import reading, writing

SEARCH_TABLE = "subject_search"
_FLOOR = (3, 43, 0)  # before it a table without content cannot forget a row
_AT_ONCE = 5_000
_HASH_BYTES, _USUAL_HASH_BYTES = 16 << 20, 1 << 20
"""So much of the table is gathered before a piece of it is written: while very many are entered, and usually."""
_GATHER = f"insert into {SEARCH_TABLE}({SEARCH_TABLE}, rank) values ('hashsize', ?)"  # noqa: S608  (ours)

_RUNS = (
    "(with recursive t(s) as (select {text}), n(i) as (select 1 union all select i + 1 from n where i < {count}) "
    "select group_concat('{mark}' || substr(s, i, {long}), ' ') from n, t)"
)
_BLANK, _END = f"char({ord(BLANK)})", f"char({ord(END)})"


def _runs(column: str, mark: str, long: int, *, end: int) -> str:
    joined = f"replace(new.{column}, ' ', {_BLANK})" + f" || {_END}" * end
    count = f"max(length(new.{column}), 1)" if end else f"max(length(new.{column}) - {long - 1}, 1)"
    return _RUNS.format(text=joined, count=count, mark=mark, long=long)


_SEPARATOR = TAGS.encode().hex().upper()
_MARKS = " || ' ' || ".join(
    f"'{mark} {mark}' || replace(hex(new.{column}), '{_SEPARATOR}', ' {mark}')"
    if column == "tags"
    else f"'{mark}' || hex(new.{column})"
    for column, mark in MARKS.items()
)
_KEYS = " || ' ' || ".join((
    _runs("name", "n", 2, end=1),
    _runs("pinyin", "p", GRAM, end=2),
    f"'d' || replace(substr(new.code, 1, 2), ' ', {_BLANK})",
    _runs("code", "c", GRAM, end=0),
    _MARKS,
))  # fmt: skip
_ENTER = f"insert into {SEARCH_TABLE}(rowid, keys) values (new.rowid, {_KEYS});"  # noqa: S608  (ours)
_BACK = f"insert into {SEARCH_TABLE}(rowid, keys) select new.rowid, {_KEYS} where new.counted;"
_LEAVE = f"delete from {SEARCH_TABLE} where rowid = old.rowid;"  # noqa: S608
# Whatever is no letter or digit in ASCII is part of a word too; spaces alone part them.
_SIGNS = "!#$%&()*+,-./:;<=>?@[\\]^_`{|}~" + "\"\"''"
_WATCHED = ", ".join(("name", "code", "pinyin", "counted", *MARKS))
_FTS = f"""fts5(keys, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '{_SIGNS}'")"""
MADE = f"CREATE VIRTUAL TABLE {SEARCH_TABLE} using {_FTS}"
_MADE = {
    SEARCH_TABLE: MADE,
    f"{SEARCH_TABLE}_in": f"CREATE TRIGGER {SEARCH_TABLE}_in after insert on subject when new.counted "
    f"begin {_ENTER} end",
    f"{SEARCH_TABLE}_out": f"CREATE TRIGGER {SEARCH_TABLE}_out after delete on subject when old.counted "
    f"begin {_LEAVE} end",
    f"{SEARCH_TABLE}_changed": f"CREATE TRIGGER {SEARCH_TABLE}_changed after update of {_WATCHED} on subject "
    f"begin {_LEAVE} {_BACK} end",
}
KEYED = ", ".join(("rowid", "name", "pinyin", "code", *MARKS))
_NEXT = f"select {KEYED} from subject where rowid > ? and counted order by rowid limit ?"  # noqa: S608
_FILL = f"insert into {SEARCH_TABLE}(rowid, keys) values (?, ?)"  # noqa: S608
_FOUND = text("select name, sql from sqlite_master where name in (:a, :b, :c, :d)").bindparams(
    **dict(zip("abcd", _MADE, strict=True))
)


def make_search_table(_table: Table, connection: Connection, **_given: Any) -> None:
    """Make the search table after the table of subjects, where the database can keep one."""
    if _can_keep_one(connection):
        _make(connection)


def _make(connection: Connection) -> None:
    for name, made in _MADE.items():
        connection.exec_driver_sql(f"drop {'table' if name == SEARCH_TABLE else 'trigger'} if exists {name}")
        connection.exec_driver_sql(made)


def make_empty_table(connection: Connection) -> None:
    """Make the table alone, for whoever fills it himself."""
    connection.exec_driver_sql(f"drop table if exists {SEARCH_TABLE}")
    connection.exec_driver_sql(MADE)


def is_current(session: Session) -> bool:
    """Whether a search table stands here with the words that this program asks for."""
    if session.get_bind().dialect.name != "sqlite":
        return False
    found = session.execute(_FOUND)
    return {row[0]: row[1] for row in found} == _MADE


def renew_search_table(engine: Engine) -> bool:
    """Make the search table anew where it is missing or another program's; return whether it had to. May take long."""
    with reading(engine) as session:
        if is_current(session) or not _can_keep_one(session.connection()):
            return False
    with writing(engine) as session:
        connection = session.connection()
        _make(connection)
        fill_search_table(connection, 0)
    return True


def fill_search_table(connection: Connection, after: int, tick: Any = lambda: None) -> None:
    """Enter the counted subjects behind a row into the search table; what `tick` raises ends it."""
    connection.exec_driver_sql(_GATHER, (_HASH_BYTES,))
    while found := connection.exec_driver_sql(_NEXT, (after, _AT_ONCE)).cursor.fetchall():
        connection.exec_driver_sql(_FILL, [(row[0], search_words(row[1], row[2], row[3], row[4:])) for row in found])
        after = found[-1][0]
        tick()
    connection.exec_driver_sql(_GATHER, (_USUAL_HASH_BYTES,))


def _can_keep_one(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":
        return False
    version = str(connection.exec_driver_sql("select sqlite_version()").scalar())
    return tuple(int(part) for part in version.split(".")) >= _FLOOR
