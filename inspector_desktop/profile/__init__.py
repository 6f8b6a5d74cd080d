"""The rules of one bureau, read from `resources/profiles/<bureau>.toml`: validated, frozen, each with its clause.

Knows no step and decides nothing; the steps ask it. A sixth bureau is a copied file with its own values.
"""

from inspector_desktop.profile.clocks import Deadline, Report
from inspector_desktop.profile.loading import available, load, parse, read
from inspector_desktop.profile.model import Profile

__all__ = ["Deadline", "Profile", "Report", "available", "load", "parse", "read"]
