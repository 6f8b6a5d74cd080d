"""A field for a moment: date and minute as people write them; empty means now."""

from __future__ import annotations

import re
from datetime import datetime

from inspector_desktop.clock import CIVIL, Clock, civil, moment, stamp
from inspector_desktop.gui.kit.fields import LineField, read_date
from inspector_desktop.wording import say

_TIME = re.compile(r"^(.*?)[\s　]*(\d{1,2})\s*[:：时点]\s*(\d{1,2})\s*分?\s*$")


class MomentField(LineField):
    """A civil date and time such as `11月20日 14:15` of this year, or `14:15` of today; `moment` gives it aware."""

    def __init__(self, clock: Clock, hint: str = "", *, width: int = 220) -> None:
        super().__init__(hint, width=width)
        self._clock = clock
        self.editingFinished.connect(self._tidy)

    def moment(self) -> datetime | None:
        """Return what was written, in UTC+8; None when nothing was, or it cannot be read."""
        return read_moment(self.value(), self._clock)

    def show_moment(self, when: datetime | str) -> None:
        """Show a moment or its stamp."""
        local = civil(moment(when) if isinstance(when, str) else when)
        self.set_value(f"{say('kit-date', date=local.date())} {local:%H:%M}")

    def stamp(self) -> str:
        """Return the moment's stamp, empty when there is none."""
        found = self.moment()
        return stamp(found) if found else ""

    def complaint(self) -> str:
        """Return what is wrong with the way it is written."""
        return say("kit-moment-unreadable") if self.value() and self.moment() is None else ""

    def _tidy(self) -> None:
        found = self.moment()
        if found is not None:
            self.show_moment(found)


def read_moment(text: str, clock: Clock) -> datetime | None:
    """Read date and time as people write them; without a date it is today, without a year this year."""
    found = _TIME.match(text.strip())
    if not found:
        return None
    today = civil(clock.now()).date()
    written = found[1].strip()
    day = today if not written else read_date(written) or read_date(f"{today.year}-{written}")
    hour, minute = int(found[2]), int(found[3])
    if day is None or hour > 23 or minute > 59:  # noqa: PLR2004  (a clock's own numbers)
        return None
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CIVIL)
