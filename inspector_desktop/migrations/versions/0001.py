"""The tables of a store, from nothing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SIGNED = (
    "id", "bureau", "dossier", "dossier_kind", "number", "kind", "version", "occurred_at", "entered_at", "person",
    "life", "hash", "head", "signature",
)  # fmt: skip
_CHANGED = " or ".join(f"new.{name} <> old.{name}" for name in _SIGNED)
GUARD = (  # as `journal.protecting` had it with this revision
    f"""create trigger entry_stays before update of {", ".join(_SIGNED)}, life_number, body on entry when {_CHANGED}
    or (new.life_number <> old.life_number and new.life_number <> -abs(old.life_number))
    or (new.body <> old.body and length(new.body) > 0)
    begin select raise(abort, 'a signed entry never changes'); end""",
    "create trigger entry_remains before delete on entry begin select raise(abort, 'an entry is never removed'); end",
)


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "entry",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("dossier_kind", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("occurred_at", sa.String(), nullable=False),
        sa.Column("entered_at", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("life", sa.String(), nullable=False),
        sa.Column("life_number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("verdict_code", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("life", "life_number"),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index("entry_by_dossier", ["dossier", "number"], unique=False)
        batch_op.create_index("entry_by_hash", ["hash"], unique=False)
        batch_op.create_index("entry_by_position", ["bureau", "position"], unique=False)
        batch_op.create_index("entry_by_verdict", ["verdict", "life", "life_number"], unique=False)
    for statement in GUARD:
        op.execute(statement)

    op.create_table(
        "evidence",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("added_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "evidence_chunk",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "number"),
    )
    op.create_table(
        "store_mark",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "answer",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("given_at", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("saved", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("dossier", "line"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "clock_reason",
        sa.Column("latest", sa.String(), nullable=False),
        sa.Column("given_at", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("latest"),
    )
    op.create_table(
        "device_life",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("started_at", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("closed_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "sync_batch",
        sa.Column("life", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("life", "number"),
    )
    op.create_table(
        "sync_difference",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("found_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("dossier"),
    )
    op.create_table(
        "sync_evidence",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "sync_life",
        sa.Column("life", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("life"),
    )
    op.create_table(
        "sync_numbers",
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("request"),
    )
    with op.batch_alter_table("sync_numbers", schema=None) as batch_op:
        batch_op.create_index("sync_numbers_by_series", ["series", "year"], unique=False)

    op.create_table(
        "sync_settled",
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("settled_at", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("entry"),
    )
    op.create_table(
        "sync_station",
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("lease_until", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("settled_life", sa.String(), nullable=False),
        sa.Column("contact_at", sa.String(), nullable=False),
        sa.Column("synced_at", sa.String(), nullable=False),
        sa.Column("skew_seconds", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bureau"),
    )
