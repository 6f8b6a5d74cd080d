"""How much a spreadsheet may cost before reading it stops, and the confinement of the process that reads it."""

from __future__ import annotations

import sys
from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Budgets of one reading; sizes in bytes, `seconds` from start to end, `memory` of the reading process.

    `ratio` counts only for parts of at least `ratio_from` bytes: small parts of honest files compress well too.
    """

    file: int = 32 * MEBIBYTE
    unpacked: int = 256 * MEBIBYTE
    entries: int = 2_000
    ratio: int = 250
    ratio_from: int = 8 * MEBIBYTE
    rows: int = 200_000
    columns: int = 256
    cell: int = 32_767
    memory: int = 256 * MEBIBYTE
    seconds: int = 30


def confine(limits: Limits) -> None:
    """Hold this process to its memory and processor time, where the system can; elsewhere the parent watches."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  (not on Windows)

    wanted = (
        (resource.RLIMIT_DATA, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds + 1),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in wanted:
        _, hard = resource.getrlimit(kind)
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (value, value))
        except (OSError, ValueError):
            # Some systems know the name but not the limit; the parent's clock still holds.
            continue


def memory_of(pid: int) -> int:
    """Return the memory of a process in bytes, or 0 where the system's own limit (`confine`) does the watching."""
    if sys.platform != "win32":
        return 0
    import ctypes  # noqa: PLC0415
    from ctypes import wintypes  # noqa: PLC0415

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
            ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        )

    kernel = ctypes.WinDLL("kernel32")
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD)
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    query_information = 0x0400
    handle = kernel.OpenProcess(query_information, 0, pid)
    if not handle:
        return 0
    counters = Counters()
    counters.cb = ctypes.sizeof(Counters)
    try:
        known = kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
        return int(counters.PagefileUsage) if known else 0
    finally:
        kernel.CloseHandle(handle)
