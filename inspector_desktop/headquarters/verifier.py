"""Both published verifiers as one file each: their parts put together, the browser's under a policy.

The parts stand in `resources/site`; what they compute is theirs. The policy names each script and the style by its
SHA-256 (CSP level 2), so that neither a changed nor an added script runs, and nothing can be fetched or sent.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

from inspector_desktop.assets import resource

CORE: Final = (
    "vendor/noble-sha256.js", "vendor/noble-ed25519.js", "form.js", "draw.js", "verify.js", "signature.js",
)  # fmt: skip
SCRIPTS: Final = (*CORE, "page.js")
_FOLDER: Final = ("site", "verifier")


def core() -> str:
    """The part that verifies, without the page: what the tests run."""
    return "\n".join(_text(*name.split("/")) for name in CORE)


def page() -> bytes:
    """The whole verifier."""
    style = _text("page.css")
    scripts = [_text(*name.split("/")) for name in SCRIPTS]
    allowed = " ".join(map(_hash, scripts))
    policy = f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    whole = _text("page.html")
    for mark, text in (
        ("<!--policy-->", f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        ("<!--style-->", f"<style>{style}</style>"),
        ("<!--scripts-->", "\n".join(f"<script>{one}</script>" for one in scripts)),
    ):
        whole = whole.replace(mark, text)
    return whole.encode()


def program() -> bytes:
    """The Python verifier: what it imports from beside it is taken in, before its `main`."""
    whole, beside = _source("verify_draw.py"), _source("verify_signature.py")
    first, _, rest = re.split(r"(from verify_signature import [^\n]*\n\n)", whole)
    head, body = beside.split("\n# ----", 1)
    imports = r"(?:^import \w+\n)+"
    needed = {line for part in (first, head) for line in re.findall(r"^import \w+\n", part, re.MULTILINE)}
    first = re.sub(imports, "".join(sorted(needed)), first, count=1, flags=re.MULTILINE)
    before, main = rest.split("\ndef main(", 1)
    return f"{first}{before}\n# ----{body}\ndef main({main}".encode()


def _source(name: str) -> str:
    return resource("site", name).read_bytes().decode().replace("\r\n", "\n")


def _text(*parts: str) -> str:
    # As bytes: on every system the same line ends, so that the hashes hold.
    return resource(*_FOLDER, *parts).read_bytes().decode().replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
