"""`override` for what stands in the first window: types are checked with it, and starting does not load its library.

`typing_extensions` takes longer to load than a whole page of ours; Python itself has `override` from 3.12 on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override as override  # noqa: PLC0414  (handed on)
else:
    Method = TypeVar("Method")

    def override(method: Method) -> Method:
        """Say that a method takes the place of another; mypy checks it."""
        return method
