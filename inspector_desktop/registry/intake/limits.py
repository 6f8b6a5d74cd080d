"""How much a spreadsheet may cost before reading it stops, and the confinement of the process that reads it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Budgets of one reading; sizes in bytes, `seconds` from start to end, `memory` of the reading process.

    `ratio` counts only for parts of at least `ratio_from` bytes: small parts of honest files compress well too. `text`
    is all that the cells hold together, `at_once` the size of sheets and texts up to which the library, which holds all
    cells, reads a workbook. The defaults are those of a small file; `limits_for` gives a large one more.
    """

    file: int = 192 * MEBIBYTE
    unpacked: int = 1024 * MEBIBYTE
    entries: int = 2_000
    ratio: int = 250
    ratio_from: int = 8 * MEBIBYTE
    sheets: int = 256
    rows: int = 1_048_576
    columns: int = 256
    cell: int = 32_767
    text: int = 512 * MEBIBYTE
    at_once: int = 48 * MEBIBYTE
    memory: int = 256 * MEBIBYTE
    seconds: int = 9


SMALL = 8 * MEBIBYTE
LARGEST_MEMORY = 480 * MEBIBYTE
LONGEST_SECONDS = 180
FEW_ROWS = 200_000
_MAPPED = 40 * MEBIBYTE  # of programs and libraries, which the limit of data does not count and the memory shows


def limits_for(size: int) -> Limits:
    """Return the budgets for a file of so many bytes.

    Up to 8 MB it is 256 MB, 9 s and 200,000 rows whatever is inside; beyond, each MB of the file brings 8 MB, up to 480
    MB, 3 s and 100,000 rows. So a bomb buys nothing: it would have to be as large as an honest list of as many rows.
    """
    beyond = max(0, size - SMALL)
    usual = Limits()
    return replace(
        usual,
        memory=min(LARGEST_MEMORY, usual.memory + 8 * beyond),
        seconds=min(LONGEST_SECONDS, usual.seconds + 3 * beyond // MEBIBYTE),
        rows=min(usual.rows, FEW_ROWS + 100_000 * beyond // MEBIBYTE),
    )


def confine(limits: Limits) -> None:
    """Hold this process to its memory and processor time, where the system can; elsewhere the parent watches."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  (not on Windows)

    wanted = (
        (resource.RLIMIT_DATA, max(limits.memory // 2, limits.memory - _MAPPED)),
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
