"""Where the shipped files lie: resources and check tables, in a checkout and in an installed program."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _below(name: str) -> Path:
    shipped = _PACKAGE / "_shipped" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name


def resource(*parts: str) -> Path:
    """Path of a file below `resources/`."""
    return _below("resources").joinpath(*parts)


def form(name: str) -> Path:
    """Path of a check table below `forms/`."""
    return _below("forms") / name
