"""What can go wrong, sorted by what the reader can do about it.

Every failure that the program knows carries a wording key and facts; the sentence lives in `resources/wording` and is
made only where it is shown. Anything not `Known` is a bug. Library errors are translated once, where they enter.
"""

from __future__ import annotations


class Known(Exception):  # noqa: N818  (these are answers, the house names them so)
    """A failure with a sentence: `code` is a wording key, `facts` fill its places."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: dict[str, str | int] = facts


class Refused(Known):
    """The rules or the input do not allow it; the sentence says how to repair."""


class Missing(Known):
    """Something named does not exist here."""


class NotSignedIn(Known):
    """A person has to sign in first, or typed a wrong PIN."""


class Unreachable(Known):
    """The other side did not answer; the only class of failure that is tried again by itself."""


class Disagreed(Known):
    """The other side answered, and its answer cannot be accepted as it stands."""


class Damaged(Known):
    """Stored bytes are not what was written."""


class Cancelled(Known):
    """A person stopped it; nothing is wrong."""
