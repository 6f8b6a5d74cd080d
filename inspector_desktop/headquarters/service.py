"""The service itself: which address does what, who may ask, and how each answer is spelt.

Every request of a device is signed by its life; every answer carries our header, the time, and a signed document. What
a request does is decided in the modules beside this one. The disclosure site is served below `/` as plain files.
"""

from __future__ import annotations

import json
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect

from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.errors import Known
from inspector_desktop.exchange import answers
from inspector_desktop.exchange.batch import MOST_BYTES
from inspector_desktop.exchange.digests import write_comparison
from inspector_desktop.exchange.frames import is_hex
from inspector_desktop.exchange.handovers import write_identity
from inspector_desktop.exchange.pages import MOST_LINES, write_page
from inspector_desktop.exchange.requests import (
    CODE,
    OURS,
    TIME,
    VERSION,
    WINDOW_SECONDS,
    Asked,
    check_asked,
    read_asked,
)
from inspector_desktop.exchange.signed import read_public
from inspector_desktop.headquarters import depot, directory, log, numbers
from inspector_desktop.headquarters.depot import MOST_PIECE, Depot
from inspector_desktop.headquarters.identity import Identity
from inspector_desktop.headquarters.keys import refresh_keys
from inspector_desktop.headquarters.receiving import NotTakenError, receive
from inspector_desktop.headquarters.tables import Device, Life
from inspector_desktop.storage.engine import reading, writing

_SMALL = 64 * 1024
PUBLIC = ("disclosure.", "draw.", "plan.", "profile.", "registry.item")
"""How kinds of facts begin that may change what stands on the disclosure site."""
LOG = logging.getLogger(__name__)
_STATUS = {
    answers.FORKED: 409,
    answers.GAP: 412,
    answers.SHORTER: 409,
    answers.OFFSET: 409,
    answers.SPOILT: 422,
    answers.NOT_READ: 400,
    answers.NOT_CITED: 404,
    answers.CLOCK: 401,
    answers.REPLAYED: 401,
    answers.UNKNOWN_LIFE: 401,
    answers.REVOKED: 403,
    answers.CODE_USED: 403,
}
_NONCES_KEPT = 100_000


@dataclass(frozen=True)
class Question:
    """A signed request, checked: who asks, and with which bytes."""

    life: Life
    asked: Asked
    body: bytes


@dataclass
class Service:
    """What all handlers need, and the nonces of the last minutes."""

    engine: Engine
    depot: Depot
    identity_of: Callable[[], Identity]
    clock: Clock
    site: Path | None = None

    @property
    def identity(self) -> Identity:
        """Who headquarters is now; its key may give way to a next one while the service runs."""
        return self.identity_of()

    def __post_init__(self) -> None:
        self._nonces: OrderedDict[str, None] = OrderedDict()
        self._guard = Lock()
        self._pen = Lock()  # one hand writes the site

    def once(self, nonce: str) -> bool:
        """Whether this nonce is new (handlers run side by side, so this is guarded)."""
        with self._guard:
            if nonce in self._nonces:
                return False
            self._nonces[nonce] = None
            while len(self._nonces) > _NONCES_KEPT:
                self._nonces.popitem(last=False)
            return True

    def publish(self) -> None:
        """Write the disclosure site anew, after something that stands on it was published, corrected or withdrawn."""
        if self.site is None:
            return
        from inspector_desktop.headquarters.site import write_site  # noqa: PLC0415  (templates load when needed)

        with self._pen, reading(self.engine) as session:
            try:
                write_site(session, self.site, self.clock, identity=self.identity, evidence=self.depot.read)
            except Known as error:
                LOG.warning("site not written: %s", error.code)

    def publish_keys(self) -> None:
        """Write the list of keys of a site that is there anew: a transcript may be signed by a key of this minute."""
        with self._pen, reading(self.engine) as session:
            try:
                refresh_keys(session, self.site, self.identity, self.clock)
            except Known as error:
                LOG.warning("keys not written: %s", error.code)

    def check(self, request: Request, body: bytes, *, revoked_too: bool = False) -> Question:
        """Who asks. Raises `NotTakenError` when nobody we know does, or too early, too late, or a second time."""
        try:
            asked = read_asked(request.headers)
            with reading(self.engine) as session:
                life = session.get(Life, asked.life)
                device = session.get(Device, life.device) if life is not None else None
            if life is None or device is None:
                raise NotTakenError(answers.UNKNOWN_LIFE)
            target = _target(request)
            check_asked(asked, read_public(life.key), method=request.method, target=target, body=body)
        except Known as error:
            raise NotTakenError(answers.UNKNOWN_LIFE) from error
        if abs((moment(asked.time) - self.clock.now()).total_seconds()) > WINDOW_SECONDS:
            raise NotTakenError(answers.CLOCK)
        if not self.once(asked.nonce):
            raise NotTakenError(answers.REPLAYED)
        if device.revoked_at and not revoked_too:
            raise NotTakenError(answers.REVOKED)
        return Question(life, asked, body)


_Answer = Callable[[Service, Request, bytes], Response]


def make_service(
    engine: Engine,
    blobs_folder: Path,
    site_folder: Path | None,
    identity: Identity | Callable[[], Identity],
    clock: Clock,
) -> FastAPI:
    """The application, on a database whose tables are there (`tables.open_headquarters`).

    `identity`: of this run, or asked for at each request.
    """
    asked = identity if callable(identity) else lambda: identity
    service = Service(engine, Depot(blobs_folder), asked, clock, site_folder)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.state.service = service
    blob = "/v1/dossiers/{dossier}/evidence/{digest}"
    for method, path, answer, limit in (
        ("GET", "/v1/hello", _hello, 0),
        ("GET", "/v1/identity", _identity, 0),
        ("PUT", "/v1/batches/{device}/{life}/{number}", _batch, MOST_BYTES),
        ("GET", "/v1/log", _log, 0),
        ("GET", "/v1/dossiers/{dossier}/log", _dossier_log, 0),
        ("GET", "/v1/digest", _digest, 0),
        ("HEAD", blob, _blob_offset, 0),
        ("PATCH", blob, _blob_piece, MOST_PIECE),
        ("GET", blob, _blob_whole, 0),
        ("POST", "/v1/enrol", _enrol, _SMALL),
        ("POST", "/v1/lives", _new_life, _SMALL),
        ("POST", "/v1/numbers", _numbers, _SMALL),
    ):
        app.add_api_route(path, _handler(service, answer, limit), methods=[method])
    if site_folder is not None:
        site_folder.mkdir(parents=True, exist_ok=True)
        app.mount("/", StaticFiles(directory=site_folder, html=True))
    return app


def _handler(service: Service, answer: _Answer, limit: int) -> Callable[[Request], object]:
    async def handle(request: Request) -> Response:
        body = bytearray()
        try:
            async for piece in request.stream():
                body += piece
                if len(body) > limit:
                    return _plain(service, 413, "too-large")
        except ClientDisconnect:  # nobody reads this answer; a cut line is no fault of the service
            return _plain(service, 400, "cut-off")
        return await run_in_threadpool(_answered, service, answer, request, bytes(body))

    return handle


def _answered(service: Service, answer: _Answer, request: Request, body: bytes) -> Response:
    try:
        response = answer(service, request, body)
    except NotTakenError as error:
        nonce = request.headers.get("inspector-nonce", "")
        refusal = answers.Refusal(
            nonce if is_hex(nonce, 32) else "", error.code, error.expected, stamp(service.clock.now())
        )
        response = Response(answers.write_refusal(refusal, service.identity.signer), _STATUS[error.code])
        response.headers[CODE] = error.code
    except Known as error:
        response = _plain(service, 422, error.code)
    response.headers[OURS] = VERSION
    response.headers[TIME] = stamp(service.clock.now())
    return response


def _plain(service: Service, status: int, code: str) -> Response:
    headers = {OURS: VERSION, TIME: stamp(service.clock.now()), CODE: code}
    return Response(json.dumps({"code": code}), status, headers, "application/json")


def _document(content: bytes, status: int = 200) -> Response:
    return Response(content, status, media_type="application/octet-stream")


def _hello(service: Service, request: Request, body: bytes) -> Response:
    question = service.check(request, body)
    with writing(service.engine) as session:
        device = directory.renew_lease(
            session, question.life.device, clock=service.clock, device_clock=question.asked.clock
        )
        greeting = answers.Greeting(
            bureau=service.identity.bureau,
            device=device.device,
            life=question.life.life,
            nonce=question.asked.nonce,
            at=stamp(service.clock.now()),
            lease_until=device.lease_until,
            last=log.end_of_log(session, service.identity.bureau),
            next_batch=question.life.next_batch,
        )
    return _document(answers.write_greeting(greeting, service.identity.signer))


def _identity(service: Service, _request: Request, _body: bytes) -> Response:
    """Whoever asks may know the key, and how it came to be headquarters'."""
    identity = service.identity
    return _document(write_identity(identity.former, identity.signer))


def _batch(service: Service, request: Request, body: bytes) -> Response:
    question = service.check(request, body, revoked_too=True)
    place = request.path_params
    number = str(place["number"])
    if (place["device"], place["life"]) != (question.life.device, question.life.life) or not number.isdecimal():
        raise NotTakenError(answers.NOT_READ)
    with writing(service.engine) as session:
        taken = receive(session, body, question.life.life, int(number), identity=service.identity, clock=service.clock)
    response = _document(taken.receipt, 200 if taken.repeated else 201)
    if any(kind.startswith(PUBLIC) for kind in taken.kinds):
        response.background = BackgroundTask(service.publish)
    return response


def _log(service: Service, request: Request, body: bytes) -> Response:
    question = service.check(request, body)
    after = _whole_number(request.query_params.get("after", "0"))
    limit = _whole_number(request.query_params.get("limit", str(MOST_LINES)))
    with reading(service.engine) as session:
        last = log.end_of_log(session, service.identity.bureau)
        if after > last:
            raise NotTakenError(answers.SHORTER, last)
        page = log.page_after(session, service.identity.bureau, after=after, limit=limit, life=question.life.life)
    return _document(write_page(page, service.identity.signer))


def _dossier_log(service: Service, request: Request, body: bytes) -> Response:
    question = service.check(request, body)
    after = _whole_number(request.query_params.get("after", "0"))
    with reading(service.engine) as session:
        page = log.page_of_dossier(
            session,
            service.identity.bureau,
            request.path_params["dossier"],
            after=after,
            life=question.life.life,
        )
    return _document(write_page(page, service.identity.signer))


def _digest(service: Service, request: Request, body: bytes) -> Response:
    service.check(request, body)
    with reading(service.engine) as session:
        comparison = log.compare(session, service.identity.bureau, detail=request.query_params.get("detail", ""))
    return _document(write_comparison(comparison, service.identity.signer))


def _blob_offset(service: Service, request: Request, body: bytes) -> Response:
    question, dossier, digest = _cited(service, request, body)
    with reading(service.engine) as session:
        depot.require_cited(session, service.identity.bureau, dossier, digest)
        known = depot.received(session, service.identity.bureau, digest)
    whole = known is not None
    offset = known.size if known is not None else service.depot.offset(digest, question.life.life)
    return Response(status_code=200, headers={"upload-offset": str(offset), "upload-complete": "?1" if whole else "?0"})


def _blob_piece(service: Service, request: Request, body: bytes) -> Response:
    question, dossier, digest = _cited(service, request, body)
    offset = _whole_number(request.query_params.get("offset", ""))
    size = _whole_number(request.query_params.get("size", ""))
    with reading(service.engine) as session:
        depot.require_cited(session, service.identity.bureau, dossier, digest)
        known = depot.received(session, service.identity.bureau, digest)
    if known is not None:
        return _document(service.identity.repeated(known.receipt))
    life = question.life.life
    if not service.depot.append(digest, life, offset=offset, piece=body, size=size):
        return Response(status_code=204, headers={"upload-offset": str(service.depot.offset(digest, life))})
    with writing(service.engine) as session:
        receipt = depot.finish(session, digest, size, identity=service.identity, clock=service.clock)
    return _document(receipt, 201)


def _blob_whole(service: Service, request: Request, body: bytes) -> Response:
    _, dossier, digest = _cited(service, request, body)
    with reading(service.engine) as session:
        depot.require_cited(session, service.identity.bureau, dossier, digest)
        known = depot.received(session, service.identity.bureau, digest)
    if known is None or not service.depot.path(digest).exists():
        raise NotTakenError(answers.NOT_CITED)
    return FileResponse(service.depot.path(digest), media_type="application/octet-stream")


def _cited(service: Service, request: Request, body: bytes) -> tuple[Question, str, str]:
    question = service.check(request, body)
    digest = str(request.path_params["digest"])
    if not is_hex(digest, 64):
        raise NotTakenError(answers.NOT_CITED)
    return question, str(request.path_params["dossier"]), digest


def _enrol(service: Service, _request: Request, body: bytes) -> Response:
    with writing(service.engine) as session:
        answer = directory.enrol(session, body, identity=service.identity, clock=service.clock)
    service.publish_keys()
    return _document(answer)


def _new_life(service: Service, request: Request, body: bytes) -> Response:
    question = service.check(request, body)
    with writing(service.engine) as session:
        certificate = directory.begin_life(session, body, question.life, identity=service.identity, clock=service.clock)
    service.publish_keys()
    return _document(certificate)


def _numbers(service: Service, request: Request, body: bytes) -> Response:
    question = service.check(request, body)
    with writing(service.engine) as session:
        return _document(numbers.allot(session, body, question.life, identity=service.identity, clock=service.clock))


def _target(request: Request) -> str:
    """Path and query exactly as they were sent; that is what the device signed."""
    raw, query = request.scope["raw_path"], request.scope["query_string"]
    return str((raw + (b"?" + query if query else b"")).decode("ascii"))


def _whole_number(text: str) -> int:
    if not text.isdecimal() or len(text) > 15:  # noqa: PLR2004  (beyond any position or size)
        raise NotTakenError(answers.NOT_READ)
    return int(text)
