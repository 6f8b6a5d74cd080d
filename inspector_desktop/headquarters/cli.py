"""`inspector-headquarters`: the service and the desk work of those who look after it.

    inspector-headquarters serve --data-dir D --bureau 410526-QX [--host H] [--port P]
    inspector-headquarters person --data-dir D --id 16001 --name 李建国 --roles officer,supervising
    inspector-headquarters enrol --data-dir D --person 16001 --address http://10.0.0.5:8400
    inspector-headquarters devices | revoke --device ID --reason … | import-batch FILE|FOLDER… | publish | verify
    inspector-headquarters hand-over [--lost]

`--database postgresql://…` takes the place of the SQLite file in the folder. `--json` is for machines. Exit 0 or 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import select

from inspector_desktop.clock import SystemClock
from inspector_desktop.errors import Known, Refused
from inspector_desktop.exchange.published import grouped_fingerprint
from inspector_desktop.headquarters.depot import Depot
from inspector_desktop.headquarters.directory import make_code, put_person, revoke
from inspector_desktop.headquarters.identity import Identity, load_identity, replace_identity
from inspector_desktop.headquarters.running import Premises, build
from inspector_desktop.headquarters.tables import Device, open_headquarters
from inspector_desktop.headquarters.upgrading import refresh_records
from inspector_desktop.storage.engine import reading, writing
from inspector_desktop.wording import has, say

_Found = dict[str, Any]
_Command = Callable[[argparse.Namespace, Engine, Identity], _Found]
ROLES = ("officer", "section-chief", "deputy-head", "head", "supervising")
CLOCK = SystemClock()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when what was asked is so, else 1 with a sentence."""
    asked = _parser().parse_args(arguments)
    premises = Premises(asked.data_dir, asked.database)
    try:
        if asked.command == "serve":
            return _serve(asked, premises)
        identity = load_identity(premises.identity)
        engine = open_headquarters(premises.where)
        try:
            refresh_records(engine)
            found = _COMMANDS[asked.command](asked, engine, identity)
        finally:
            engine.dispose()
    except Known as error:
        _say({"refused": error.code, "why": _sentence(error)}, as_json=asked.json)
        return 1
    _say(found, as_json=asked.json)
    return 0 if found.get("verified", True) else 1


def _serve(asked: argparse.Namespace, premises: Premises) -> int:
    import uvicorn

    identity = load_identity(premises.identity, asked.bureau)
    with build(premises, identity, CLOCK) as app:
        uvicorn.run(app, host=asked.host, port=asked.port, log_level="info")
    return 0


def _person(asked: argparse.Namespace, engine: Engine, identity: Identity) -> _Found:
    roles = [role for role in asked.roles.split(",") if role]
    with writing(engine) as session:
        put_person(session, bureau=identity.bureau, person=asked.id, name=asked.name, roles=roles)
    return {"person": asked.id, "roles": roles}


def _enrol(asked: argparse.Namespace, engine: Engine, identity: Identity) -> _Found:
    with writing(engine) as session:
        code = make_code(session, identity=identity, clock=CLOCK, address=asked.address, person=asked.person)
    return {"code": code, "person": asked.person, "days": 7}


def _devices(asked: argparse.Namespace, engine: Engine, identity: Identity) -> _Found:
    del asked
    with reading(engine) as session:
        rows = session.exec(select(Device).where(Device.bureau == identity.bureau).order_by(Device.device)).all()
        devices = [
            {
                "device": row.device,
                "name": row.name,
                "seen_at": row.seen_at,
                "lease_until": row.lease_until,
                "skew_seconds": row.skew_seconds,
                "revoked_at": row.revoked_at,
            }
            for row in rows
        ]
    return {"devices": devices}


def _revoke(asked: argparse.Namespace, engine: Engine, identity: Identity) -> _Found:
    with writing(engine) as session:
        device = revoke(session, asked.device, clock=CLOCK, reason=asked.reason)
        found = {"device": device.device, "revoked_at": device.revoked_at}
    site = Premises(asked.data_dir).site
    if (site / "index.html").is_file():  # its key must leave the published list at once
        _write_site(engine, site, identity, Depot(Premises(asked.data_dir).evidence))
    return found


def _import_batch(asked: argparse.Namespace, engine: Engine, identity: Identity) -> _Found:
    """Take batches and evidence that came on a stick; a receipt is written beside each, to be carried back."""
    from inspector_desktop.headquarters.depot import Depot
    from inspector_desktop.headquarters.stick import take_stick

    taken = take_stick(engine, identity, Depot(Premises(asked.data_dir).evidence), asked.files, CLOCK)
    return {"batches": taken.batches, "evidence": taken.evidence, "left": taken.left}


def _publish(asked: argparse.Namespace, engine: Engine, identity: Identity) -> _Found:
    folder = asked.out or Premises(asked.data_dir).site
    _write_site(engine, folder, identity, Depot(Premises(asked.data_dir).evidence))
    return {"site": str(folder), "key": grouped_fingerprint(identity.public)}


def _hand_over(asked: argparse.Namespace, engine: Engine, identity: Identity) -> _Found:
    """A new key takes the place of headquarters'; transcripts on the site are signed by it at once."""
    premises = Premises(asked.data_dir)
    fresh = replace_identity(premises.identity, CLOCK, lost=asked.lost)
    if (premises.site / "index.html").is_file():
        _write_site(engine, premises.site, fresh, Depot(premises.evidence))
    return {
        "key": grouped_fingerprint(fresh.public),
        "former_key": grouped_fingerprint(identity.public),
        "from": fresh.former[-1].at,
        "lost": asked.lost,
        "notice": say("handover-lost" if asked.lost else "handover-signed"),
    }


def _write_site(engine: Engine, folder: Path, identity: Identity, depot: Depot) -> None:
    if find_spec("inspector_desktop.headquarters.site") is None:
        raise Refused("refused-site-unready")
    site = import_module("inspector_desktop.headquarters.site")
    with writing(engine) as session:
        site.write_site(session, folder, CLOCK, identity=identity, evidence=depot.read)


def _verify(asked: argparse.Namespace, engine: Engine, identity: Identity) -> _Found:
    from inspector_desktop.headquarters.checking import check

    with reading(engine) as session:
        found = check(session, identity.bureau, Depot(Premises(asked.data_dir).evidence))
    return {
        "verified": found.verified,
        "why": list(found.problems),
        "positions": found.positions,
        "accepted": found.accepted,
        "set_aside": found.set_aside,
        "evidence": found.evidence,
    }


_COMMANDS: dict[str, _Command] = {
    "person": _person,
    "enrol": _enrol,
    "devices": _devices,
    "revoke": _revoke,
    "hand-over": _hand_over,
    "import-batch": _import_batch,
    "publish": _publish,
    "verify": _verify,
}


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data-dir", type=Path, default=Path("headquarters"))
    common.add_argument("--database", default="", help="postgresql://… instead of SQLite in the folder")
    common.add_argument("--json", action="store_true")
    parser = argparse.ArgumentParser(prog="inspector-headquarters")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", parents=[common])
    serve.add_argument("--bureau", default="", help="makes the identity at the first start")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8400)
    person = commands.add_parser("person", parents=[common])
    person.add_argument("--id", required=True)
    person.add_argument("--name", required=True)
    person.add_argument("--roles", default="officer", help="of " + ", ".join(ROLES))
    enrol = commands.add_parser("enrol", parents=[common])
    enrol.add_argument("--person", required=True)
    enrol.add_argument("--address", required=True)
    commands.add_parser("devices", parents=[common])
    gone = commands.add_parser("revoke", parents=[common])
    gone.add_argument("--device", required=True)
    gone.add_argument("--reason", required=True)
    passage = commands.add_parser("hand-over", parents=[common])
    passage.add_argument("--lost", action="store_true", help="the former key was lost or given away: it signs nothing")
    stick = commands.add_parser("import-batch", parents=[common])
    stick.add_argument("files", nargs="+", type=Path)
    publish = commands.add_parser("publish", parents=[common])
    publish.add_argument("--out", type=Path)
    commands.add_parser("verify", parents=[common])
    return parser


def _sentence(error: Known) -> str:
    return say(error.code, **error.facts) if has(error.code) else error.code


def _say(found: _Found, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for name, value in found.items():
        for line in value if isinstance(value, list) else [value]:
            print(f"{name}: {line if not isinstance(line, dict) else json.dumps(line, ensure_ascii=False)}")


if __name__ == "__main__":
    sys.exit(main())
