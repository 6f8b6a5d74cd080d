"""What more the page of draws offers: its menu's further entries, and the windows behind them.

The windows are loaded when one is opened, so that the list of plans need not wait for them.
"""

from __future__ import annotations

from inspector_desktop.draw.store import DrawView
from inspector_desktop.gui.page import Page
from inspector_desktop.wording import say

CHAIN, BURDEN, VERIFY = "chain", "burden", "verify"
SWAP, SUPPLEMENT, EXCEPT, JOINT = "swap", "supplement", "except", "joint"


def of_list() -> list[tuple[str, str]]:
    """Entries beside the list of plans."""
    return [(CHAIN, say("draws-chain")), (BURDEN, say("draws-burden")), (VERIFY, say("verify-menu"))]


def of_draw(draw: DrawView | None) -> list[tuple[str, str]]:
    """Entries of a plan and its draw, as far as it has come."""
    found = [(EXCEPT, say("draws-except-menu")), (JOINT, say("draws-joint-menu"))]
    if draw is not None and draw.state in {"held", "released"}:
        found.append((SWAP, say("draws-swap-menu")))
        if not draw.recorded and not draw.supplements:
            found.append((SUPPLEMENT, say("draws-supplement-menu")))
    return found


def open_more(page: Page, key: str, *, plan: str, draw: str) -> bool:
    """Open the window behind an entry, and say whether it was one of these."""
    from inspector_desktop.gui.pages.drawing.chain import open_burden, open_chain  # noqa: PLC0415
    from inspector_desktop.gui.pages.drawing.changing import open_changing  # noqa: PLC0415
    from inspector_desktop.gui.pages.drawing.exceptions import open_exceptions  # noqa: PLC0415
    from inspector_desktop.gui.pages.drawing.joint import open_joint  # noqa: PLC0415
    from inspector_desktop.gui.pages.drawing.supplement import open_supplement  # noqa: PLC0415
    from inspector_desktop.gui.pages.drawing.verifying import VerifyWindow  # noqa: PLC0415

    if key == SWAP:
        open_changing(page, draw)
    elif key == SUPPLEMENT:
        open_supplement(page, draw)
    elif key == EXCEPT:
        open_exceptions(page, plan)
    elif key == JOINT:
        open_joint(page, plan)
    elif key == CHAIN:
        open_chain(page)
    elif key == BURDEN:
        open_burden(page)
    elif key == VERIFY:
        VerifyWindow(page).open()
    else:
        return False
    return True
