"""The disclosure site: static files written from what was published, and nothing else.

Pages of the five kinds of information (004 第六条), JSON, CSV, feed, transcripts of published draws, their rules and
both verifiers. Only publications, what `site_open` finds published, and the public part of draws are read; what was
taken down leaves all of them, its state and reason stay. Files that did not change are left alone, pages that are no
longer made are removed. With headquarters' identity each transcript gets its signature beside it, and the bureau's
keys are written to `v/keys.json`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlmodel import Session, select

from inspector_desktop.assets import resource
from inspector_desktop.clock import Clock, civil, civil_date, moment, stamp
from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.disclosure.document import TYPE
from inspector_desktop.disclosure.rules import CORRECTED
from inspector_desktop.disclosure.store import PublicationView, publications
from inspector_desktop.draw.kept import frozen_of, names_by_id
from inspector_desktop.draw.resealing import transcript_of
from inspector_desktop.draw.store import DrawView, draws, with_list
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.exchange.published import grouped_fingerprint
from inspector_desktop.headquarters import site_open, verifier
from inspector_desktop.headquarters.identity import Identity
from inspector_desktop.headquarters.keys import LIST, keys_of, signatures_of
from inspector_desktop.journal.records import Dossier
from inspector_desktop.profile.loading import available, load
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.store import rules_in_force
from inspector_desktop.profile.words import item_list
from inspector_desktop.publicity.store import noted
from inspector_desktop.wording import say

PER_PAGE = 100
FEED_LENGTH = 50
GROUP = 8
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
VECTOR, VECTOR_SIGNATURE = "ticket-v1-vector.json", "ticket-v1-vector.sig.json"
VECTOR_KEYS = "ticket-v1-keys.json"
OURS = ("results-*.html", "results/*.html", "draws/*.json")


@dataclass(frozen=True)
class Written:
    """What was written: files in all, those that changed, and those removed."""

    files: int
    changed: int
    removed: int


@dataclass(frozen=True)
class Shown:
    """An item and its result with a tone (`ok`, `found`, `plain`)."""

    item: str
    result: str
    tone: str


@dataclass(frozen=True)
class Row:
    """A publication as pages show it; `content` says whether anything but state and reason is shown.

    `type` is what kind of check it was; only one that was `drawn` counts as 双随机.
    """

    id: str
    content: bool
    state: str
    reason: str
    changed_on: str
    subject: str = ""
    code: str = ""
    fields: tuple[Any, ...] = ()
    items: tuple[Shown, ...] = ()
    draw: int = 0
    checked_on: str = ""
    published_on: str = ""
    published_at: str = ""
    updated_at: str = ""
    until: str = ""
    corrected: bool = False
    type: str = ""
    drawn: bool = True
    course: tuple[site_open.Step, ...] = ()

    @property
    def item(self) -> str:
        """All items in one cell."""
        return "；".join(one.item for one in self.items)

    @property
    def result(self) -> str:
        """All results in one cell, each once."""
        return "；".join(dict.fromkeys(one.result for one in self.items))

    @property
    def tone(self) -> str:
        """The tone of the results together."""
        tones = {one.tone for one in self.items}
        return next((tone for tone in ("found", "plain", "ok") if tone in tones), "plain")


def write_site(
    session: Session,
    folder: Path,
    clock: Clock,
    *,
    profile: Profile | None = None,
    address: str = "",
    identity: Identity | None = None,
    evidence: Callable[[str], bytes] | None = None,
) -> Written:
    """Write the site of one bureau into a folder, which is made if it is not there.

    Without a profile the shipped one of the bureau in the records is taken. `address` is where the site will stand,
    for the feed. Without an identity nothing is signed. `evidence` gives the packed lists of large draws by their hash,
    where they do not lie in the store itself. Raises `Refused` when no profile fits.
    """
    profile = profile or _profile(session, clock)
    bureau = profile.id
    today = civil_date(clock.now()).isoformat()
    found = publications(session, bureau)
    known = draws(session, bureau)
    numbers = {one.dossier: one.number for one in known}
    rows = tuple(_row(one, profile, today, numbers, site_open.course_of(session, profile, one)) for one in found)
    public = tuple(sorted((one for one in rows if one.content), key=lambda one: not one.drawn))
    closed = {(one.draw_id, one.subject) for one, row in zip(found, rows, strict=True) if not row.content}
    listed, transcripts = _draws(known, closed, lambda one: with_list(session, one, evidence))
    files: dict[str, bytes] = dict(transcripts)
    if identity is not None:
        unit = profile.bureau.draw_id
        files |= signatures_of(transcripts, folder, identity.signer, bureau=unit, clock=clock)
        files[LIST] = keys_of(session, identity, bureau=unit, clock=clock)
    common: dict[str, Any] = {
        "bureau": profile.bureau.name, "bureau_id": profile.bureau.draw_id,
        "telephone": profile.notice.complaint_telephone, "item_list": item_list(profile),
        "written": today, "address": f"{address.rstrip('/')}/" if address else "", "updated": stamp(clock.now()),
        "fingerprint": grouped_fingerprint(identity.public) if identity is not None else "",
        "former": [
            {"key": grouped_fingerprint(one.key), "time": _moment(one.at), "lost": one.lost}
            for one in (identity.former if identity is not None else ())
        ],
    }  # fmt: skip
    pages = _Pages(files, common)
    count = max(math.ceil(len(public) / PER_PAGE), 1)
    entries = noted(session, bureau)
    listed_items, item_places = site_open.item_rows(session, profile, today, entries)
    listed_plans, gone_plans = site_open.plan_rows(session, profile)
    drawn = tuple(one for one in public if one.drawn)
    tasks = _tasks(drawn)
    figures = {"results": len(drawn), "others": len(public) - len(drawn), "tasks": len(tasks), "draws": len(listed)}
    gone = [one for one in rows if not one.content]
    for number in range(1, count + 1):
        name = "index.html" if number == 1 else f"results-{number}.html"
        some = public[(number - 1) * PER_PAGE : number * PER_PAGE]
        pages.add(name, "index.html", "results", rows=some, number=number, pages=count, figures=figures, gone=gone)
    for row in rows:
        pages.add(f"results/{row.id}.html", "result.html", "results", row=row)
    pages.add("tasks.html", "tasks.html", "results", tasks=tasks)
    pages.add("items.html", "items.html", "items", items=listed_items, places=item_places)
    pages.add("plans.html", "plans.html", "plans", plans=listed_plans, gone=gone_plans)
    steps, courses = site_open.course_table(public, profile)
    pages.add("course.html", "course.html", "course", steps=steps, courses=courses)
    pages.add("draws.html", "draws.html", "draws", draws=listed, recorded=_recorded(known, closed))
    pages.add("v/index.html", "papers.html", "papers")
    vector = resource("site", VECTOR).read_bytes()
    pages.add("specification.html", "specification.html", "draws", **_vector(vector))
    pages.add("data.html", "data.html", "data")
    pages.add("feed.xml", "feed.xml", "", rows=public[:FEED_LENGTH])
    files["results.json"] = _json(profile, rows, today)
    files["results.csv"] = _csv(profile, public)
    files["items.csv"] = _items_csv(listed_items)
    files["site.css"] = resource("site", "site.css").read_bytes()
    files["verify.html"] = verifier.page()
    files[VECTOR] = vector
    files |= {name: resource("site", name).read_bytes() for name in (VECTOR_SIGNATURE, VECTOR_KEYS)}
    files["verify_draw.py"] = verifier.program()
    return _write(folder, files)


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def without_names(transcript: bytes, subjects: Iterable[str]) -> bytes:
    """A transcript in which these subjects' names are closed again; it still verifies: only hashes were sealed."""
    content: dict[str, Any] = json.loads(transcript)
    closing = set(subjects)
    frozen = content["frozen"]
    labels = {one["label"] for one in (*frozen["objects"], *frozen["excluded"]) if one["id"] in closing}
    content["opened"] = {key: value for key, value in content["opened"].items() if key not in labels}
    del content["digest"]
    content["digest"] = sha256_hex(canonical(content))
    return canonical(content) + b"\n"


class _Pages:
    """Fills templates into files."""

    def __init__(self, files: dict[str, bytes], common: Mapping[str, Any]) -> None:
        self._files, self._common = files, common
        self._templates = Environment(
            loader=FileSystemLoader(resource("site", "templates")), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._templates.globals["say"] = say
        self._templates.filters["day"] = date.fromisoformat

    def add(self, name: str, template: str, here: str, **more: Any) -> None:
        root = "../" * name.count("/")
        text = self._templates.get_template(template).render(**self._common, root=root, here=here, **more)
        self._files[name] = text.encode()


def _profile(session: Session, clock: Clock) -> Profile:
    bureaus = set(session.exec(select(Dossier.bureau).distinct()).all())
    known = [load(name) for name in available()]
    fitting = [one for one in known if one.id in bureaus]
    if not fitting and not bureaus:
        fitting = known[:1]
    if not fitting:
        raise Refused("refused-site-bureau")
    return rules_in_force(session, fitting[0], civil_date(clock.now())).profile


def _row(
    one: PublicationView, profile: Profile, today: str, numbers: Mapping[str, int], course: tuple[site_open.Step, ...]
) -> Row:
    expired = one.content is not None and one.until < today
    if one.content is None or expired:
        state = say("site-expired") if expired else say(one.state)
        reason = say("site-expired-reason") if expired else one.reason
        changed = one.until if expired else civil_date(one.changed_at).isoformat()
        return Row(id=one.public_id, content=False, state=state, reason=reason, changed_on=changed)
    content = one.content
    tones = {code.title: _tone(code.outcome) for code in profile.results.codes}
    drawn = bool(one.draw_id or content.draw)
    said = next((field.value for field in content.fields if field.key == TYPE), "")
    return Row(
        id=one.public_id, content=True, state=say(one.state), reason=one.reason,
        changed_on=civil_date(one.changed_at).isoformat() if one.changed_at else "",
        subject=content.subject, code=content.code, fields=content.fields,
        items=tuple(Shown(item.item, item.result, tones.get(item.result, "plain")) for item in content.items),
        draw=numbers.get(one.draw_id, content.draw),
        checked_on=next((f.value for f in content.fields if f.key == "insDate"), ""),
        published_on=civil_date(one.published_at).isoformat(), published_at=one.published_at,
        updated_at=one.changed_at or one.published_at, until=one.until, corrected=one.state == CORRECTED,
        type=said or say("site-type-drawn" if drawn else "site-type-other"), drawn=drawn, course=course,
    )  # fmt: skip


def _tone(outcome: str) -> str:
    return {"clean": "ok", "problem": "found", "obstructed": "found"}.get(outcome, "plain")


def _tasks(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows:
        fields = [one for one in row.fields if one.key != "insDate"]
        key = tuple(one.value for one in fields)
        title = next((one.value for one in fields if one.key == "raninsTaskName"), "")
        found.setdefault(key, {"title": title, "fields": fields, "rows": []})["rows"].append(row)
    return list(found.values())


def _draws(
    known: tuple[DrawView, ...], closed: set[tuple[str, str]], read: Callable[[DrawView], DrawView]
) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """Every number up to the latest, missing ones too, latest first; and the transcripts that may be shown."""
    by_number = {one.number: one for one in known}
    listed: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    for number in range(max(by_number, default=0), 0, -1):
        one = by_number.get(number)
        if one is None:
            listed.append({"number": number, "missing": True})
            continue
        name = f"draws/{number}.json"
        shown, names = bool(one.published_at and one.transcript), list[str]()
        if shown:
            subjects = [subject for draw, subject in closed if draw == one.dossier]
            try:
                whole = read(one)
                files[name] = _transcript(whole, subjects)
                names = _large_names(whole, subjects) if whole.listed else _drawn_names(files[name])
            except Missing:  # its list has not come to headquarters yet
                shown = False
        state, tone = ("site-draw-shown", "ok") if shown else ("site-draw-sealed", "plain")
        if one.state == "void":
            state, tone = "site-draw-void", "gone"
        listed.append(
            {
                "number": number, "missing": False, "state": say(state), "tone": tone,
                "title": one.title if shown else "", "frozen_at": _moment(one.frozen_at),
                "commitment": [one.commitment[at : at + GROUP] for at in range(0, len(one.commitment), GROUP)],
                "event": say("site-event-is", name=one.event_name, at=_moment(one.event_at)),
                "reason": one.void_reason if shown else "", "file": name if shown else "",
                "names": names if shown else [],
            }
        )  # fmt: skip
    return listed, files


def _drawn_names(transcript: bytes) -> list[str]:
    """Who was drawn, in the order of the result; a name that was closed again is a dash."""
    content: dict[str, Any] = json.loads(transcript)
    labels = {one["id"]: one["label"] for one in content["frozen"]["objects"]}
    opened = content["opened"]
    return [opened.get(labels.get(one["id"], ""), ["", "—"])[1] for one in content["result"].get("objects", ())]


def _large_names(draw: DrawView, closed: list[str]) -> list[str]:
    """As `_drawn_names`, of a draw too large to be read again from its file."""
    names, later = names_by_id(draw, frozen_of(draw)), {one.comes for one in draw.changes if one.what == "object"}
    drawn = (one.subject for one in draw.drawn if one.subject not in later)
    return ["—" if one in closed else names.get(one, "—") for one in drawn]


def _transcript(draw: DrawView, closed: list[str]) -> bytes:
    file = transcript_of(draw, closed)
    return without_names(file, closed) if closed and not draw.listed else file


def _recorded(known: tuple[DrawView, ...], closed: set[tuple[str, str]]) -> list[dict[str, Any]]:
    """Draws held on the platform or by lot that were published: labelled as such, without a number, never verified."""
    listed = []
    for one in known:
        if not one.recorded or not one.published_at:
            continue
        names: dict[str, str] = json.loads(one.named)
        teams = ["、".join(names.get(officer, "—") for officer in group) for group in one.groups[1:]]
        listed.append(
            {
                "title": one.title, "place": say(f"site-recorded-{one.place}"), "task": one.task_number,
                "held_at": _moment(one.held_at), "void": one.state == "void", "reason": one.void_reason,
                "count": len(one.drawn), "teams": teams,
                "names": [names.get(row.subject, "—") for row in one.drawn if (one.dossier, row.subject) not in closed],
            }
        )  # fmt: skip
    return listed


def _vector(file: bytes) -> dict[str, Any]:
    """What the specification says of the test vector, taken from the file itself."""
    content: dict[str, Any] = json.loads(file)
    signature: dict[str, Any] = json.loads(resource("site", VECTOR_SIGNATURE).read_bytes())
    keys: dict[str, Any] = json.loads(resource("site", VECTOR_KEYS).read_bytes())
    stated, passed = (
        {key: value for key, value in one.items() if key != "signature"} for one in (signature, keys["former"][0])
    )
    return {
        "vector": content, "vector_bytes": len(file), "vector_sha256": sha256_hex(file),
        "vector_result": sha256_hex(canonical(content["result"])),
        "vector_signature": signature, "vector_statement": sha256_hex(canonical(stated)),
        "vector_keys": keys, "vector_handover": sha256_hex(canonical(passed)),
    }  # fmt: skip


def _moment(at: str) -> str:
    local = civil(moment(at))
    return say("site-moment", date=local.date(), time=local.strftime("%H:%M"))


def _json(profile: Profile, rows: tuple[Row, ...], today: str) -> bytes:
    body = {
        "bureau": profile.bureau.name,
        "written_on": today,
        "results": [
            {
                "id": one.id, "state": one.state, "subject": one.subject, "code": one.code,
                "type": one.type, "drawn": one.drawn,
                "task": {field.key: field.value for field in one.fields},
                "items": [{"raninsItemName": item.item, "raninsCheckResName": item.result} for item in one.items],
                "course": [{"step": step.title, "day": step.day} for step in one.course],
                "draw": one.draw, "published_on": one.published_on, "until": one.until,
                "corrected_on": one.changed_on if one.corrected else "",
                "reason": one.reason if one.corrected else "",
            }
            for one in rows
            if one.content
        ],
        "stopped": [
            {"id": one.id, "state": one.state, "reason": one.reason, "changed_on": one.changed_on}
            for one in rows
            if not one.content
        ],
    }  # fmt: skip
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(profile: Profile, rows: tuple[Row, ...]) -> bytes:
    """One line for each item; with a byte order mark, because spreadsheets ask for it."""
    columns = [one for one in profile.disclosure.task.columns if one.public]
    head = [say("site-id"), say("public-subject"), say("public-code"), *(one.title for one in columns)]
    head += [say("public-item"), say("public-result"), say("site-published-on"), say("site-state")]
    lines = [head]
    for row in rows:
        values = {TYPE: row.type} | {field.key: field.value for field in row.fields}
        before = [row.id, row.subject, row.code, *(values.get(one.key, "") for one in columns)]
        lines += [[*before, item.item, item.result, row.published_on, row.state] for item in row.items]
    return _lines_csv(lines)


def _items_csv(rows: list[dict[str, Any]]) -> bytes:
    """The published items, one line each, with every column any of them has."""
    columns = list(dict.fromkeys(label for row in rows for label, _ in row["fields"]))
    lines = [
        [say("field-id"), say("public-item"), *columns, say("site-published-on"), say("site-item-from"),
         say("site-item-until"), say("site-state")]
    ]  # fmt: skip
    for row in rows:
        values = dict(row["fields"])
        days = [row["published_on"], row["valid_from"], row["valid_until"], row["state"]]
        lines.append([row["id"], row["title"], *(values.get(one, "") for one in columns), *days])
    return _lines_csv(lines)


def _lines_csv(lines: list[list[str]]) -> bytes:
    text = "".join(",".join(_quoted(cell) for cell in line) + "\r\n" for line in lines)
    return b"\xef\xbb\xbf" + text.encode()


def _quoted(cell: str) -> str:
    return '"' + safe_cell(cell).replace('"', '""') + '"'


def _write(folder: Path, files: Mapping[str, bytes]) -> Written:
    changed = removed = 0
    for name, content in files.items():
        target = folder.joinpath(*name.split("/"))
        if target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f"{target.name}.new")
        fresh.write_bytes(content)
        fresh.replace(target)
        changed += 1
    for pattern in OURS:
        for old in folder.glob(pattern):
            if old.relative_to(folder).as_posix() not in files:
                old.unlink()
                removed += 1
    return Written(len(files), changed, removed)
