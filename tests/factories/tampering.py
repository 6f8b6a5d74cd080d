"""Somebody with the key and the will: takes the database's guard over entries away, as only tests and vandals do."""

from sqlalchemy import Connection


def take_guard_away(connection: Connection) -> None:
    """Let entries be changed and removed by plain SQL."""
    table = " on entry" if connection.dialect.name == "postgresql" else ""
    for name in ("entry_stays", "entry_remains"):
        connection.exec_driver_sql(f"drop trigger if exists {name}{table}")
