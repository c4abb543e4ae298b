"""The kinds of entries of the record, by what an auditor asks about. Pure."""

from collections.abc import Mapping

RIGHTS, TAKEN, BY_HAND, MATTERS, CONTENT, RECORD, LEARNING = GROUPS = (
    "rights",
    "taken",
    "by_hand",
    "matters",
    "content",
    "record",
    "learning",
)
PRIVILEGED = (RIGHTS, TAKEN, BY_HAND, MATTERS, RECORD)

# The first part of a kind decides, unless the whole kind stands here.
WHOLE: Mapping[str, str] = {
    "certificate.revoked": BY_HAND,
    "certificate.kept": BY_HAND,
    "certificates.exported": TAKEN,
    "attempt.extended": BY_HAND,
    "dossier.opened": TAKEN,
    "reporter.looked": TAKEN,
    "scenario.regraded": BY_HAND,
    "scenario.voided": BY_HAND,
    "correction.answered": BY_HAND,
    "item.answered": BY_HAND,
    "document.taken": TAKEN,
    "audit.looked": TAKEN,
}
FIRST: Mapping[str, str] = {
    **dict.fromkeys(("role", "access", "account", "agency", "password", "invitation"), RIGHTS),
    **dict.fromkeys(("report", "opening", "dossier"), TAKEN),
    **dict.fromkeys(
        ("excusal", "extension", "waiver", "provisional", "assignment", "extra_time", "certification"),
        BY_HAND,
    ),
    **dict.fromkeys(
        ("reminders", "entry", "term", "calendar", "award_version", "award_scheme", "regrade"), BY_HAND
    ),
    **dict.fromkeys(("person", "people", "post", "unit", "credentials"), BY_HAND),
    **dict.fromkeys(("case", "nomination", "reporter", "award", "remedy"), MATTERS),
    **dict.fromkeys(("code", "module", "scenario"), CONTENT),
    **dict.fromkeys(("record", "ledger"), RECORD),
}


def group_of(kind: str) -> str:
    """The group of a kind of entry; what nobody named belongs to learning."""
    if kind == "code.attested":
        return LEARNING
    return WHOLE.get(kind) or FIRST.get(kind.partition(".")[0], LEARNING)
