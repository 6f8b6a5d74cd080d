"""Talking to headquarters: one method per address, signed questions, verified answers.

An answer counts only with our header and a document that verifies: the page of a hotel's portal, a proxy's error and a
silence are all `Unreachable`. What the answers mean for the store is decided in `rounds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import Self

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.errors import Damaged, Disagreed, Unreachable
from inspector_desktop.exchange import answers
from inspector_desktop.exchange.requests import CODE, OURS, VERSION, sign_request
from inspector_desktop.exchange.signed import read_public

TIMEOUT = httpx2.Timeout(30.0, connect=10.0)
MOST_ANSWER = 80 * 1024 * 1024
_OK = frozenset({200, 201, 204})
_SERVER_TROUBLE = 500


class Rejected(Disagreed):
    """Headquarters refused under signature: `reason` is its code, `expected` the number or offset it would take."""

    def __init__(self, reason: str, expected: int = 0) -> None:
        super().__init__(f"rejected-{reason}", expected=expected)
        self.reason = reason
        self.expected = expected


@dataclass(frozen=True)
class Speaker:
    """Which device life asks."""

    device: str
    life: str
    signer: Ed25519PrivateKey


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes


class Wire:
    """A connection to one headquarters, whose identity key is pinned. Set `speaker` before asking as a device."""

    def __init__(self, address: str, identity: str, *, clock: Clock, client: httpx2.Client | None = None) -> None:
        self._address = address.rstrip("/")
        self._identity = read_public(identity)
        self._clock = clock
        # A proxy or a netrc file of the machine must not stand between a bureau's laptop and its headquarters unasked.
        self._client = client or httpx2.Client(trust_env=False, timeout=TIMEOUT, follow_redirects=False)
        self._ahead = timedelta()
        self.speaker: Speaker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def hello(self) -> answers.Greeting:
        """Greet; learn headquarters' time and this device's lease."""
        answer, nonce = self._ask("GET", "/v1/hello")
        greeting = answers.read_greeting(answer.content, self._identity)
        if greeting.nonce != nonce:
            raise Disagreed("error-exchange-signature")
        return greeting

    def identity(self) -> bytes:
        """Headquarters' key and how it came to be it; nobody need be known for that."""
        answer = self._send("GET", "/v1/identity", b"", {})
        if answer.status not in _OK:
            raise self._refused(answer, "")
        return answer.content

    def trust(self, identity: str) -> None:
        """Verify answers by this key from now on."""
        self._identity = read_public(identity)

    def put_batch(self, number: int, sealed: bytes) -> bytes:
        """Send a sealed batch; its receipt."""
        speaker = self._speaking()
        return self._ask("PUT", f"/v1/batches/{speaker.device}/{speaker.life}/{number}", sealed)[0].content

    def log(self, after: int, limit: int) -> bytes:
        """A page of the log."""
        return self._ask("GET", f"/v1/log?after={after}&limit={limit}")[0].content

    def dossier_log(self, dossier: str, after: int) -> bytes:
        """A page of one dossier."""
        return self._ask("GET", f"/v1/dossiers/{dossier}/log?after={after}")[0].content

    def digest(self, detail: str = "") -> bytes:
        """Where dossiers stand at headquarters."""
        return self._ask("GET", f"/v1/digest?detail={detail}")[0].content

    def evidence_offset(self, dossier: str, digest: str) -> int:
        """How much of a piece of evidence is there."""
        answer, _ = self._ask("HEAD", f"/v1/dossiers/{dossier}/evidence/{digest}")
        text = answer.headers.get("upload-offset", "")
        if not text.isdecimal():
            raise Unreachable("error-not-headquarters")
        return int(text)

    def evidence_piece(self, dossier: str, digest: str, *, offset: int, size: int, piece: bytes) -> bytes:
        """Send a piece; the receipt once the whole is there, else nothing."""
        target = f"/v1/dossiers/{dossier}/evidence/{digest}?offset={offset}&size={size}"
        return self._ask("PATCH", target, piece)[0].content

    def evidence(self, dossier: str, digest: str) -> bytes:
        """Fetch a piece of evidence; the caller verifies its digest."""
        return self._ask("GET", f"/v1/dossiers/{dossier}/evidence/{digest}")[0].content

    def new_life(self, document: bytes) -> bytes:
        """Announce a new life, speaking as the former one; its certificate."""
        return self._ask("POST", "/v1/lives", document)[0].content

    def numbers(self, document: bytes) -> bytes:
        """Ask for paper numbers; the signed block."""
        return self._ask("POST", "/v1/numbers", document)[0].content

    def enrol(self, document: bytes) -> bytes:
        """Ask to be enrolled (nobody's signature but that inside); the signed answer."""
        answer = self._send("POST", "/v1/enrol", document, {})
        if answer.status not in _OK:
            raise self._refused(answer, "")
        return answer.content

    def _ask(self, method: str, target: str, body: bytes = b"") -> tuple[_Answer, str]:
        for attempt in (1, 2):
            speaker = self._speaking()
            own = self._clock.now()
            headers = sign_request(
                speaker.signer,
                life=speaker.life,
                method=method,
                target=target,
                body=body,
                time=stamp(own + self._ahead),
                clock=stamp(own),
            )
            answer = self._send(method, target, body, headers)
            nonce = headers["inspector-nonce"]
            if answer.status in _OK:
                return answer, nonce
            error = self._refused(answer, nonce)
            if attempt == 1 and isinstance(error, Rejected) and error.reason == answers.CLOCK:
                continue  # this machine's clock is off; headquarters' own time is known now
            raise error
        raise AssertionError

    def _refused(self, answer: _Answer, nonce: str) -> Disagreed | Unreachable:
        if answer.status >= _SERVER_TROUBLE:
            return Unreachable("error-headquarters-troubled")
        code = answer.headers.get(CODE, "")
        try:
            refusal = answers.read_refusal(answer.content, self._identity)
        except (Damaged, Disagreed):
            # HEAD has no body to sign, and what headquarters cannot read it answers plainly.
            if not answer.content or code.startswith(("refused-", "error-")):
                return Rejected(code) if not code.startswith(("refused-", "error-")) else Disagreed(code)
            return Disagreed("error-headquarters-answer", status=answer.status)
        if refusal.nonce != nonce:
            return Disagreed("error-exchange-signature")
        if refusal.code == answers.CLOCK:
            self._ahead = moment(refusal.at) - self._clock.now()
        return Rejected(refusal.code, refusal.expected)

    def _send(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> _Answer:
        try:
            with self._client.stream(
                method, self._address + target, content=body or None, headers=headers, follow_redirects=False
            ) as response:
                content = bytearray()
                for piece in response.iter_bytes():
                    content += piece
                    if len(content) > MOST_ANSWER:
                        raise Unreachable("error-not-headquarters")
                answer = _Answer(response.status_code, response.headers, bytes(content))
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise Unreachable("error-no-answer") from error
        if answer.headers.get(OURS) != VERSION:
            raise Unreachable("error-not-headquarters")
        return answer

    def _speaking(self) -> Speaker:
        if self.speaker is None:
            raise Disagreed("error-not-enrolled")
        return self.speaker
