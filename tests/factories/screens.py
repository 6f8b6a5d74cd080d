"""Screens of Qt's offscreen platform: how many there are at the start, and plugging and unplugging them while it runs.

The platform takes its screens from a file, and anew through its native interface, which Qt's own tests use; it then
tells Qt of screens that came and went as every platform does. Python has no name for that interface: hence ctypes.
"""

from __future__ import annotations

import ctypes
import json
from pathlib import Path
from typing import Any

import PySide6
import shiboken6
from PySide6.QtCore import QByteArray, QJsonDocument

FIRST: dict[str, Any] = {"name": "first", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1}
SECOND = FIRST | {"name": "second", "x": 1366, "width": 1920, "height": 1080}
_LIBRARIES = Path(PySide6.__file__).parent / "Qt" / "lib"
_NATIVE_RESOURCE = 12  # of the virtual functions of a native interface the first after those of QObject
_POINTER = ctypes.c_void_p


def platform(folder: Path, *screens: dict[str, Any]) -> str:
    """The name of the platform with these screens; its file is written into `folder`, where the process must start."""
    (folder / "screens.json").write_text(json.dumps({"screens": screens}), encoding="utf-8")
    return "offscreen:configfile=screens.json"


def plug(*screens: dict[str, Any]) -> None:
    """Have these screens and no others from now on."""
    core, gui = (ctypes.CDLL(str(_LIBRARIES / f"libQt6{name}.so.6")) for name in ("Core", "Gui"))
    native = gui._ZN15QGuiApplication23platformNativeInterfaceEv
    native.restype = _POINTER
    platform_itself = native()
    functions = ctypes.cast(ctypes.cast(platform_itself, ctypes.POINTER(_POINTER))[0], ctypes.POINTER(_POINTER))
    wanted, text = QByteArray(b"setConfiguration"), QByteArray(json.dumps({"screens": screens}).encode())
    ask = ctypes.CFUNCTYPE(_POINTER, _POINTER, _POINTER)(functions[_NATIVE_RESOURCE])
    configure = ctypes.CFUNCTYPE(None, _POINTER, _POINTER)(ask(platform_itself, _address(wanted)))
    document, content = QJsonDocument.fromJson(text), (_POINTER * 2)()
    to_object = core._ZNK13QJsonDocument6objectEv
    to_object.argtypes = [_POINTER, _POINTER]
    to_object(ctypes.addressof(content), _address(document))
    configure(ctypes.addressof(content), platform_itself)


def _address(made: object) -> int:
    return int(shiboken6.getCppPointer(made)[0])
