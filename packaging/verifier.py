"""Make the hash function of the browser verifier from registry packages, by name, and check it by its digest.

Run once, by hand, with npm on the machine (``python packaging/verifier.py``); the result is committed under
``resources/site/verifier/vendor``. ``--check`` only compares what is there. ``--page FILE`` writes the one-file
verifier itself, as the disclosure site gets it.

SHA-256 of @noble/hashes is bundled readable, not minified: whoever doubts the verifier can read all of it. Its licence
stands at its head. Curves are not needed: a transcript is checked by hashes alone, signatures beside it are not.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = ROOT / "resources" / "site" / "verifier" / "vendor" / "noble-sha256.js"
HASHES = "@noble/hashes@2.4.0"
BUNDLER = "esbuild@0.28.2"
SHA256 = "234ac9879fa65c7e5d758091fcb06a51d901d5b25ef471ae0c5454d4f9db0d76"


def make() -> bytes:
    """Fetch, bundle, and put name and licence on top."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        subprocess.run(["npm", "pack", "--silent", HASHES], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (archive,) = folder.glob("*.tgz")
        with tarfile.open(archive) as opened:
            opened.extractall(folder, filter="data")
        package = folder / "package"
        (package / "entry.js").write_text('export { sha256 } from "./sha2.js";\n', encoding="utf-8")
        options = ["--bundle", "--format=iife", "--global-name=noble", "--target=es2022", "--legal-comments=none"]
        bundler = ["npm", "exec", "--yes", f"--package={BUNDLER}", "--", "esbuild", "entry.js", *options]
        bundled = subprocess.run(bundler, cwd=package, check=True, capture_output=True).stdout.decode()
        licence = (package / "LICENSE").read_text(encoding="utf-8").strip()
    return f"/* SHA-256 of {HASHES}, bundled unchanged with {BUNDLER}.\n\n{licence}\n*/\n{bundled}".encode()


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
    data = MADE.read_bytes() if asked.check else make()
    found = hashlib.sha256(data).hexdigest()
    print(f"{'ok ' if found == SHA256 else 'NEW'} {MADE.name} {len(data):,} {found}")
    if not asked.check:
        MADE.parent.mkdir(parents=True, exist_ok=True)
        MADE.write_bytes(data)
    return 0 if found == SHA256 else 1


if __name__ == "__main__":
    sys.exit(main())
