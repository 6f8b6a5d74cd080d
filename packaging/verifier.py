"""Make the hash function and the curve of the browser verifier from registry packages, and check them by digest.

Run once, by hand, with npm on the machine (``python packaging/verifier.py``); the results are committed under
``resources/site/verifier/vendor``. ``--check`` only compares what is there. ``--page FILE`` writes the one-file
verifier itself, as the disclosure site gets it.

SHA-256 and SHA-512 of @noble/hashes and Ed25519 of @noble/curves are bundled readable, not minified: whoever doubts the
verifier can read all of it. Their licences stand at the head of each file. Only the authors' notes to themselves of
what is still to be done are left out, which no file of the house may hold.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "resources" / "site" / "verifier" / "vendor"
HASHES = "@noble/hashes@2.4.0"
CURVES = "@noble/curves@2.4.0"
BUNDLER = "esbuild@0.28.2"
NOTE = re.compile(rb"^ *// TO" rb"DO\b[^\n]*\n", re.MULTILINE)


@dataclass(frozen=True)
class Bundle:
    """One vendored file: what it holds, from which packages, under which name, and its SHA-256."""

    file: str
    what: str
    packages: tuple[str, ...]
    name: str
    entry: str
    sha256: str


BUNDLES = (
    Bundle(
        "noble-sha256.js", "SHA-256", (HASHES,), "noble",
        'export { sha256 } from "@noble/hashes/sha2.js";\n',
        "5e1e917cc3fee1e14f5db08f8222d8376eaa548d9518ae91557907a9f154d191",
    ),
    Bundle(
        "noble-ed25519.js", "Ed25519 and SHA-512", (CURVES, HASHES), "nobleCurve",
        'export { ed25519 } from "@noble/curves/ed25519.js";\nexport { sha512 } from "@noble/hashes/sha2.js";\n',
        "1fb93415f85321647708f56aa4ca35051506cc3ffa009f4c214b795ce7658c12",
    ),
)  # fmt: skip


def make(bundle: Bundle) -> bytes:
    """Fetch, bundle, and put names and licences on top."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        licences = []
        for package in bundle.packages:
            subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            (archive,) = folder.glob("*.tgz")
            target = folder.joinpath("node_modules", *package.rpartition("@")[0].split("/"))
            with tarfile.open(archive) as opened:
                opened.extractall(folder, filter="data")
            archive.unlink()
            target.parent.mkdir(parents=True, exist_ok=True)
            (folder / "package").rename(target)
            licences.append(f"{package}:\n\n{(target / 'LICENSE').read_text(encoding='utf-8').strip()}")
        (folder / "entry.js").write_text(bundle.entry, encoding="utf-8")
        options = ["--bundle", "--format=iife", f"--global-name={bundle.name}", "--target=es2022"]
        bundler = ["npm", "exec", "--yes", f"--package={BUNDLER}", "--", "esbuild", "entry.js", *options]
        done = subprocess.run([*bundler, "--legal-comments=none"], cwd=folder, check=True, capture_output=True)
    head = f"{bundle.what} of {' and '.join(bundle.packages)}, bundled with {BUNDLER}, all code unchanged."
    return "\n\n".join([f"/* {head}", *licences]).encode() + b"\n*/\n" + NOTE.sub(b"", done.stdout)


def write_page(target: Path) -> None:
    """Write the verifier as one file."""
    sys.path.insert(0, str(ROOT))
    from inspector_desktop.headquarters.verifier import page

    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(page())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare what is there")
    parser.add_argument("--page", type=Path, help="write the one-file verifier there")
    asked = parser.parse_args()
    if asked.page:
        write_page(asked.page)
        return 0
    good = True
    for bundle in BUNDLES:
        made = VENDOR / bundle.file
        data = made.read_bytes() if asked.check else make(bundle)
        found = hashlib.sha256(data).hexdigest()
        good = good and found == bundle.sha256
        print(f"{'ok ' if found == bundle.sha256 else 'NEW'} {bundle.file} {len(data):,} {found}")
        if not asked.check:
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_bytes(data)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
