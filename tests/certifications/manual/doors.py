"""What the house's own tests need of these pages: addresses of one's own, and forms as they would be taken."""

from training.certifications.manual.acts import Excuse
from training.certifications.manual.bulk.service import draft
from training.certifications.manual.granting import excuse
from training.core.clock import day_in, now
from training.core.db import db
from training.people.models import Person

from .office import by

EXCUSAL = {
    "kind": "leave",
    "since": "2026-11-23",
    "until": "2027-02-05",
    "reason": "Cuti.",
    "document": "SK 1",
}
ANY_ACT = EXCUSAL | {"scheme": "", "due_on": "2027-01-31", "subject": "a"}
FIELDS: dict[str, dict[str, str]] = {
    "rulings.ask_many": EXCUSAL | {"scheme": "", "rev": "0"},
    "rulings.choose_many": {"action": "excuse", "ref": "", "refs": ""},
    "rulings.confirm_many": {"rev": "1", "stamp": "x"},
    "rulings.preview_act": ANY_ACT | {"edit": "1"},
    "rulings.save_act": ANY_ACT | {"stamp": "x"},
    "rulings.save_ending": {"until": "2026-12-31", "reason": "Percobaan", "stamp": "x"},
    "rulings.save_revocation": {"reason": "Percobaan"},
    "rulings.save_withdrawal": {"reason": "Percobaan", "stamp": "x"},
}


def addresses(person: Person, colleague: Person, certificate: str) -> dict[str, dict[str, object]]:
    """For each of these routes the values that name a colleague, a decision about them, or one's own paper."""
    moment = now()
    row = excuse(colleague, Excuse(day_in(person.agency.zone, moment)), "leave", by(person, now=moment))
    many = draft(person, "excuse", [colleague.ref], now=moment)
    db.session.commit()
    acting, ruling = {"ref": colleague.ref, "act": "excuse"}, {"ref": row.ref, "kind": "excusal"}
    return {
        "rulings.act": acting,
        "rulings.ask_many": {"ref": many.ref},
        "rulings.confirm_many": {"ref": many.ref},
        "rulings.decisions": {"ref": colleague.ref},
        "rulings.ending": {"ref": row.ref},
        "rulings.many": {"ref": many.ref},
        "rulings.preview_act": acting,
        "rulings.revocation": {"ref": certificate},
        "rulings.save_act": acting,
        "rulings.save_ending": {"ref": row.ref},
        "rulings.save_revocation": {"ref": certificate},
        "rulings.save_withdrawal": ruling,
        "rulings.withdrawal": ruling,
    }
