"""The test vector of section 9 of the published page."""

import json

from inspector_desktop.draw.changes import Standing
from inspector_desktop.draw.frozen import Frozen, read
from inspector_desktop.draw.ticket import Drawn, draw
from inspector_desktop.draw.transcript import Entered, Opening, assemble

DIGITS = "06111723293308"
COMMITMENT = "fe6daca07da02ba7ae0037be733471a4c3d2a7ca760467fb0c91bbb03e49241e"
SEED = "1474af4f2df8cab5e3e02ec5679bfa7d63d77884a9c0b38e992d2760e55c1275"
RESULT = "77ddf29acf0baec7539b39c1d9db67e2e2b61b2107e79c536fb82364b4ce1fb5"
DIGEST = "479b1fab027a07b07f748fad7761d46d781ab1822155723286f8c4d46a7ee5db"
NONCE = "00112233445566778899aabbccddeeff"
NAME = "城关永安加油站"
LABEL = "3c6ae36ffad087ef5d8c0af037d905a53a9da06c0a5cd17663c9bec839334b6a"
OPENED_AT = "2026-04-22T00:30:00Z"

FROZEN = r"""
{"format":"ticket-v1","bureau":"410526-QX","number":1,"previous":"0000000000000000000000000000000000000000000000000000000000000000","kind":"first","of":"",
"salt":"000102030405060708090a0b0c0d0e0f","frozen_at":"2026-04-20T01:00:00Z","floor_ppm":50000,"top_up":["key"],"note":{"title":"例"},
"source":{"name":"双色球 2026045 期","event_at":"2026-04-21T13:15:00Z","parts":[{"count":6,"min":1,"max":33,"set":true},{"count":1,"min":1,"max":16,"set":false}]},
"strata":[{"id":"testing","take":"ratio","ratio_ppm":300000,"count":0,"minimum":1,"batches":1,"items_fixed":["F1"],"items_pool":["I1","I2","I3"],"items_count":1},
{"id":"key","take":"ratio","ratio_ppm":500000,"count":0,"minimum":1,"batches":2,"items_fixed":[],"items_pool":[],"items_count":0}],
"objects":[{"id":"K1","label":"3c6ae36ffad087ef5d8c0af037d905a53a9da06c0a5cd17663c9bec839334b6a","stratum":"key","area":"","needs":[]},
{"id":"K2","label":"","stratum":"key","area":"","needs":[]},{"id":"K3","label":"","stratum":"key","area":"北区","needs":[]},
{"id":"K4","label":"","stratum":"key","area":"北区","needs":[]},{"id":"K5","label":"","stratum":"key","area":"","needs":[]},
{"id":"T1","label":"","stratum":"testing","area":"","needs":["lightning"]},
{"id":"T2","label":"","stratum":"testing","area":"","needs":["lightning"]},{"id":"T3","label":"","stratum":"testing","area":"","needs":["lightning"]}],
"excluded":[{"id":"K6","label":"","stratum":"key","rule":"cap","grounds":""},{"id":"T4","label":"","stratum":"testing","rule":"upper-level","grounds":""}],
"officers":[{"id":"16001","label":"","persons":1,"areas":["*"],"skills":["lightning"]},{"id":"16002","label":"","persons":1,"areas":["*"],"skills":[]},
{"id":"16003","label":"","persons":1,"areas":["南区"],"skills":[]},{"id":"16004","label":"","persons":1,"areas":["*"],"skills":[]},
{"id":"16005","label":"","persons":1,"areas":["*"],"skills":["lightning"]}],
"officers_out":[{"id":"16006","rule":"leave","grounds":""}],"groups":{"count":2,"size":2,"rest":"reserve"},"barred":[["16001","K1"],["16004","K2"]]}
"""


def frozen() -> Frozen:
    """The frozen input of the page."""
    return read(json.loads(FROZEN))


def opening() -> Opening:
    """The digits as they were typed."""
    return Opening(DIGITS, (Entered("王秀英", DIGITS), Entered("赵志强", DIGITS)), OPENED_AT, ("孙丽",))


def drawn() -> Drawn:
    """The result of the page."""
    return draw(frozen(), DIGITS)


def transcript() -> bytes:
    """The transcript of the page, both changes made."""
    given, result = frozen(), drawn()
    standing = Standing(given, result, OPENED_AT)
    first = standing.replace_object("K5", at="2026-05-06T02:00:00Z", reason="closed", approver="局长")
    second = standing.replace_officer(
        "16004", ["K4", "T3"], at="2026-05-07T02:00:00Z", reason="recusal", approver="局长"
    )
    return assemble(given, opening=opening(), drawn=result, changes=[first, second], opened={LABEL: (NONCE, NAME)})
