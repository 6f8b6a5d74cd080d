"""From the start of the process to the first usable window, against interpreter + Qt + empty window + key check.

Three times are told: `signin`, until the first painted window in which somebody can choose a name and type; `unlock`,
from pressing the button to the painted workbench when the PIN took two seconds to type (the program uses them); and
`work`, from the start to the painted workbench without that pause. The floor program paints an empty window, then
tries the same PIN (Argon2id at the same cost) and asks the same store one question. Runs go in pairs ABBA, after a
warming run of each; `control` is the same with the floor on both sides.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAIRS = 7
PIN = "202611"
GOALS = ("signin", "unlock", "work")
TYPING_SECONDS = 2.0
TIMEOUT = 120
Pair = tuple[dict[str, float], dict[str, float]]

OURS = """
import json, os, sys
from pathlib import Path
if __name__ == "__main__":
    told = {}
    def tell(goal):
        told.setdefault(goal, clock())
    from time import time as clock
    from PySide6.QtCore import QTimer
    from inspector_desktop import app
    from inspector_desktop.gui import starting
    from inspector_desktop.gui.window import MainWindow

    class Keyring:
        kept = json.loads(Path(os.environ["BENCH_KEYRING"]).read_text())
        def available(self): return True
        def get(self, service, name): return self.kept.get(service + "/" + name)
        def set(self, service, name, secret): self.kept[service + "/" + name] = secret
        def delete(self, service, name): self.kept.pop(service + "/" + name, None)

    def shown(window):
        def painted():
            window.grab()
            tell("signin")
            window.signin.pin.set_value(os.environ["BENCH_PIN"])
            window.signed_in.connect(lambda _context: QTimer.singleShot(0, watch))
            QTimer.singleShot(int(float(os.environ["BENCH_TYPING"]) * 1000), press)
        def press():
            tell("pressed")
            window.signin._sign_in()
        def watch():
            page = window.pages["workbench"]
            if window.tasks.ledger.is_busy or not page.isVisible():
                QTimer.singleShot(1, watch)
                return
            window.grab()
            tell("work")
            window.close()
        QTimer.singleShot(0, painted)
    app.SystemKeychain = Keyring
    starting.run(app.device(Path(os.environ["BENCH_DATA"])), shown=shown)
    print(json.dumps(told))
"""

FLOOR = """
import json, os, sys
from pathlib import Path
from time import time as clock
told = {}
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv[:1])
window = QMainWindow()
window.resize(1366, 768)
window.show()
application.processEvents()
window.grab()
told["signin"] = told["pressed"] = clock()
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
check = Argon2id(salt=bytes(16), length=32, iterations=3, lanes=4, memory_cost=64 * 1024)
check.derive(os.environ["BENCH_PIN"].encode())
import sqlcipher3.dbapi2 as sqlcipher
store = sqlcipher.connect(os.environ["BENCH_STORE"])
store.execute(f"pragma key = \\"x'{os.environ['BENCH_KEY']}'\\"")
store.execute("select count(*) from entry").fetchone()
window.grab()
told["work"] = clock()
store.close()
print(json.dumps(told))
"""


def run(scale: int | None) -> dict[str, object]:
    """Measure `scale` pairs (7)."""
    pairs = scale or PAIRS
    with tempfile.TemporaryDirectory() as folder:
        environment = _device(Path(folder))
        for program in (OURS, FLOOR):
            _once(program, environment)
        against = _pairs(OURS, FLOOR, pairs, environment)
        control = _pairs(FLOOR, FLOOR, pairs, environment)
    return {
        "what": "process start to first usable window",
        "pairs": pairs,
        "goal": 1.5,
        **{goal: _told(against, goal) for goal in GOALS},
        "control": {goal: _told(control, goal) for goal in GOALS},
    }


def _device(folder: Path) -> dict[str, str]:
    """A set-up device with the demonstration's registers, and where the programs find it."""
    from inspector_desktop.clock import SystemClock
    from inspector_desktop.demo.bureau import PROFILE, person, set_up_registers
    from inspector_desktop.keychain import MemoryKeychain
    from inspector_desktop.opening import create_device
    from inspector_desktop.places import Places
    from inspector_desktop.settings import Settings
    from inspector_desktop.storage.recovery import make_recovery

    clock, keyring, places = SystemClock(), MemoryKeychain(), Places(folder / "device")
    opening = create_device(
        places,
        settings=Settings(PROFILE),
        person=person("16005"),
        pin=PIN,
        recovery_public=make_recovery().public,
        clock=clock,
        keychain=keyring,
    )
    with opening.writing() as session:
        set_up_registers(session, desk=opening.desk, clock=clock)
    key = opening.key.hex()
    opening.close()
    kept = folder / "keyring.json"
    kept.write_text(json.dumps({"/".join(name): secret for name, secret in keyring.secrets.items()}))
    given = {"BENCH_DATA": places.folder, "BENCH_STORE": places.store, "BENCH_KEY": key, "BENCH_PIN": PIN}
    kept_environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return (
        kept_environment
        | {"BENCH_KEYRING": str(kept), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        | {name: str(value) for name, value in given.items()}
    )


def _once(program: str, environment: dict[str, str]) -> dict[str, float]:
    quick = _run(program, environment, typing=0)
    if program == FLOOR:
        return {**quick, "unlock": quick["work"] - quick["pressed"]}
    typed = _run(program, environment, typing=TYPING_SECONDS)
    return {**quick, "unlock": typed["work"] - typed["pressed"]}


def _run(program: str, environment: dict[str, str], *, typing: float) -> dict[str, float]:
    environment = environment | {"BENCH_TYPING": str(typing)}
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    return {goal: told[goal] - began for goal in ("signin", "pressed", "work")}


def _pairs(
    one: str, other: str, pairs: int, environment: dict[str, str]
) -> list[tuple[dict[str, float], dict[str, float]]]:
    found = []
    for at in range(pairs):
        if at % 2:
            second = _once(other, environment)
            found.append((_once(one, environment), second))
        else:
            found.append((_once(one, environment), _once(other, environment)))
    return found


def _told(found: list[Pair], goal: str) -> dict[str, object]:
    ratios = [one[goal] / other[goal] for one, other in found]
    return {
        "ratio": round(statistics.median(ratios), 3),
        "ratios": [round(one, 3) for one in ratios],
        "seconds": round(statistics.median(one[goal] for one, _ in found), 3),
        "floor_seconds": round(statistics.median(other[goal] for _, other in found), 3),
    }
