"""What a record tells besides the check lines: other departments, who came and left, experts, a check without a visit.

All of it counts as it stood when the unit wrote its words: what came afterwards belongs to the report.
"""

from __future__ import annotations

from inspector_desktop.clock import civil, moment
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.profile.model import Profile
from inspector_desktop.signature.rules import READ_ALOUD
from inspector_desktop.signature.store import KIND, RecordContent
from inspector_desktop.wording import say


def minute(at: str) -> str:
    """A moment on paper: 2026年11月20日13时20分."""
    local = civil(moment(at))
    return say("minute-long", date=local.date(), hour=local.hour, minute=f"{local.minute:02}")


def is_off_site(content: RecordContent) -> bool:
    """Whether one checked without a visit."""
    return content.view.mode in OFF_SITE


def record_title(content: RecordContent, profile: Profile) -> str:
    """What the record is called: 现场 is left out of it where nobody went there."""
    return say("record-title-off-site") if is_off_site(content) else profile.document(KIND).title


def besides_words(content: RecordContent) -> tuple[str, ...]:
    """All of it, in the order of the record."""
    told = (off_site_words, others_words, presence_words, opinion_words)
    return tuple(words for one in told for words in one(content))


def read_words(content: RecordContent) -> str:
    """How it was read back, in words that are true where nobody met."""
    how = content.read.how if content.read is not None else READ_ALOUD
    return say(f"{how}-words-off-site" if is_off_site(content) else f"{how}-words")


def others_words(content: RecordContent) -> tuple[str, ...]:
    """Which departments took part and keep their own records, in words."""
    return tuple(
        say("record-other", department=department, number=number or say("record-other-number"))
        for department, number in content.others
    )


def presence_words(content: RecordContent) -> tuple[str, ...]:
    """Who came after the others or left before them, in words."""
    told = []
    for one in content.presence:
        if one.came_at:
            told.append((one.came_at, say("record-came-later", name=one.name, at=minute(one.came_at))))
        if one.left_at:
            words = say("record-left", name=one.name, at=minute(one.left_at), why=one.note.rstrip("。"))
            told.append((one.left_at, words))
    return tuple(words for _, words in sorted(told))


def opinion_words(content: RecordContent) -> tuple[str, ...]:
    """What experts said, in words."""
    return tuple(
        say(
            "record-expert", who=f"{one.unit}{one.name}", field=one.field or say("record-expert-field"),
            at=minute(one.given_at), question=one.question.rstrip("。"),
            opinion=one.opinion.rstrip("。") or say("record-expert-page"),
        )
        for one in content.opinions
    )  # fmt: skip


def off_site_words(content: RecordContent) -> tuple[str, ...]:
    """By which means one checked, who answered, what was asked and came, and which calls were held, in words."""
    found = content.off_site
    if found is None:
        return ()
    until = content.statement.place if content.statement is not None else 0
    who = f"{found.contact}（{found.contact_post}）" if found.contact_post else found.contact
    told = [
        say(
            "record-off-site", at=minute(found.begun_at), channel=found.channel, who=who,
            mode=say(f"mode-{found.mode}"),
        )
    ]  # fmt: skip
    came = [one for one in found.materials if one.received_at and (not until or one.place < until)]
    if came:
        listed = "；".join(
            say("record-material", name=one.name, at=minute(one.received_at), way=say(one.way)) for one in came
        )
        told.append(say("record-materials", count=len(came), lines=listed))
    wanting = [one.name for one in found.materials if one not in came]
    if wanting:
        told.append(say("record-materials-wanting", names="、".join(wanting)))
    told += [
        say(
            "record-call", at=minute(one.at), tool=one.tool, met=one.met, words=one.words.rstrip("。"),
            shots=len(one.shots),
        )
        for one in found.calls
        if not until or one.place < until
    ]  # fmt: skip
    return tuple(told)
