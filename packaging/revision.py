"""Write the revision that brings a store to the tables the code has now: `python packaging/revision.py`.

Compares the tables of journal, evidence and working rows with what the committed revisions make, and writes the
difference as the next revision (raise `SCHEMA` in `storage/upgrades.py` with it). `--first` writes revision 0001
anew instead, which is right only as long as no store made by it is in use anywhere.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ROOT / "inspector_desktop" / "migrations" / "versions"
sys.path.insert(0, str(ROOT))

TEMPLATE = '''"""{title}"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {former}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
{body}
'''


def main() -> None:
    from alembic.autogenerate import produce_migrations, render_python_code
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    from inspector_desktop.opening import stored_tables
    from inspector_desktop.storage.upgrades import migrate

    tables: Any = stored_tables()  # alembic takes several MetaData, its annotation says one
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--first", action="store_true")
    options.add_argument("--title", default="")
    given = options.parse_args()
    last = 0 if given.first else max((int(path.name[:4]) for path in VERSIONS.glob("[0-9]*.py")), default=0)
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        if last:
            migrate(connection, last)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = produce_migrations(context, tables).upgrade_ops
        if found is None or found.is_empty():
            print("no difference")
            return
        body = render_python_code(found, render_as_batch=True)
    body = re.sub(r"sqlmodel\.sql\.sqltypes\.AutoString\((?:length=(\d+))?\)", r"sa.String(\1)", body)
    body = "\n".join(line.rstrip() for line in body.splitlines() if not line.strip().startswith("#"))
    name = f"{last + 1:04d}"
    title = given.title or ("The tables of a store, from nothing." if last == 0 else "Say here what it is for.")
    path = VERSIONS / f"{name}.py"
    text = TEMPLATE.format(
        title=title, revision=name, former=f'"{last:04d}"' if last else "None", body="    " + body.strip()
    )
    path.write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(path)], check=True)
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
