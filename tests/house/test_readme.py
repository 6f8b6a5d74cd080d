"""The README is tested: its commands exist, its links lead somewhere, and the lock and CI are what it says."""

import re
import subprocess
import sys
import tomllib

import pytest
from factories.sources import ROOT

README = ROOT / "README.md"
COMMAND = re.compile(
    r"(?:^|[\s`])(?:\.venv/bin/)?(packaging/dev\.py|inspector-desktop|inspector-headquarters) +([a-z][a-z-]+)\b"
)
ENTRY = {"inspector-desktop": "inspector_desktop.cli", "inspector-headquarters": "inspector_desktop.headquarters.cli"}


def commands() -> set[tuple[str, str]]:
    """Commands named in code: blocks and spans, not prose."""
    text = README.read_text(encoding="utf-8")
    code = re.findall(r"```.*?```", text, re.DOTALL) + re.findall(r"`[^`\n]+`", text)
    return {(found[1], found[2]) for piece in code for found in COMMAND.finditer(piece)}


def answers(program: str, command: str) -> bool:
    if program == "packaging/dev.py":
        start = [str(ROOT / program)]
    else:
        start = ["-c", f"import sys; from {ENTRY[program]} import main; sys.argv[0] = 'x'; sys.exit(main())"]
    told = subprocess.run([sys.executable, *start, command, "--help"], cwd=ROOT, capture_output=True, check=False)
    return told.returncode == 0


def test_the_commands_of_the_readme_exist():
    named = commands()
    assert ("packaging/dev.py", "run") in named
    assert ("packaging/dev.py", "test") in named
    assert [f"{program} {command}" for program, command in sorted(named) if not answers(program, command)] == []


def test_a_command_that_does_not_exist_is_noticed():
    assert answers("packaging/dev.py", "setup")
    assert not answers("packaging/dev.py", "no-such-command")


def test_the_files_the_readme_links_to_exist():
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", README.read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_is_hashed_and_names_no_index(name):
    lines = (ROOT / "packaging" / name).read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if re.match(r"[a-z0-9]", line)]
    assert pins != []
    assert [pin for pin in pins if "==" not in pin or not pin.endswith("\\")] == []
    assert [line for line in lines if re.search(r"://|^-|^ +-(?!-hash=sha256:)", line)] == []


def test_the_lock_holds_every_dependency_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["dev"]
    for name, wanted in (("requirements.txt", project["dependencies"]), ("requirements-dev.txt", extra)):
        pinned = set(
            re.findall(r"^([a-z0-9.-]+)==", (ROOT / "packaging" / name).read_text(encoding="utf-8"), re.MULTILINE)
        )
        plain = {re.sub(r"[._]", "-", re.split(r"[\[<>=~ ]", one)[0]).lower() for one in wanted}
        assert plain - {pin.replace(".", "-") for pin in pinned} == set()


def test_ci_runs_the_command_people_run():
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail\n" in text
    assert "python3 packaging/dev.py test\n" in text
