"""The worker's duty to send letters: claim, hand over, settle. See the folder's note on how often."""

import re
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app

from .. import jobs
from ..clock import now
from ..db import affected, db, reading
from ..worker import Worker
from .carriers import Carrier, ConsoleCarrier, Final, FolderCarrier, Passing, Unknown
from .composing import compose, message_id
from .models import RESTING, UNCERTAIN, Letter
from .rules import next_try
from .smtp import ANSWER_SECONDS, SmtpCarrier
from .ways import Console, Folder, Way

A_TURN = 20
# Held for as long as the server may take to answer, so that nobody calls it uncertain meanwhile.
ANSWERED_WITHIN = timedelta(seconds=ANSWER_SECONDS + 30)
DIED = "worker"


def send_waiting(worker: Worker) -> bool:
    """Send what waits, a turn at most. Says whether there was any."""
    way = current_app.config["MAIL"]
    if way is None:
        return False
    carrier, done = carrier_for(way), 0
    try:
        _wake(now())
        while done < A_TURN and _send_next(carrier, worker.name):
            done += 1
            worker.pulse()
    finally:
        carrier.close()
    return done > 0


def carrier_for(way: Way) -> Carrier:
    """Who carries letters that way."""
    if isinstance(way, Console):
        return ConsoleCarrier()
    return FolderCarrier(way.path) if isinstance(way, Folder) else SmtpCarrier(way)


def _wake(at: datetime) -> None:
    """Letters whose pause is over wait again. Looks without locking before it writes."""
    rested = (Letter.state == RESTING, Letter.wake_at <= at)
    db.session.rollback()
    with reading():
        any_rested = db.session.scalar(sa.select(Letter.id).where(*rested).limit(1))
        db.session.rollback()
    if any_rested:
        affected(sa.update(Letter).where(*rested).values(state=jobs.WAITING, wake_at=None))
        db.session.commit()


def _send_next(carrier: Carrier, worker: str) -> bool:
    number = jobs.next_in_line(Letter, now())
    if number is None:
        return False
    letter = jobs.claim(Letter, number, worker, now())
    if letter is None:
        return True
    # Nobody else's writing waits while the mail server thinks.
    db.session.expunge(letter)
    db.session.rollback()
    try:
        settled = _send(letter, carrier, worker)
        state = settled.pop("state")
        jobs.settle(Letter, number, worker, state, now(), **settled)
        db.session.commit()
    except jobs.Lost:
        db.session.rollback()
    return True


def _send(letter: Letter, carrier: Carrier, worker: str) -> dict[str, Any]:
    """What becomes of the letter: the columns that settle it."""
    if letter.handed_over_at:
        return {"state": UNCERTAIN, "failure": DIED}
    if letter.tries > jobs.MOST_TRIES:
        return {"state": jobs.FAILED, "failure": DIED}
    sender, number, attempts, give_up_at = _plain(letter)
    identity = message_id(letter, sender)

    def about_to() -> None:
        held = {"handed_over_at": now(), "message_id": identity}
        jobs.renew(Letter, number, worker, now() + ANSWERED_WITHIN, **held)

    try:
        carrier.carry(letter.ref, compose(letter, sender, now()), about_to)
    except Passing as refused:
        return _refused(attempts + 1, give_up_at, str(refused))
    except (Final, ValueError) as refused:
        return {"state": jobs.FAILED, "handed_over_at": None, "failure": _line(str(refused))}
    except Unknown as silence:
        return {"state": UNCERTAIN, "failure": _line(str(silence))}
    return {"state": jobs.DONE, "sent_at": now(), "failure": ""}


def _plain(letter: Letter) -> tuple[Any, int, int, datetime]:
    return current_app.config["MAIL_FROM"], letter.id, letter.attempts, letter.give_up_at


def _refused(attempts: int, give_up_at: datetime, said: str) -> dict[str, Any]:
    wake_at = next_try(attempts, now(), give_up_at)
    kept = {"handed_over_at": None, "failure": _line(said), "attempts": attempts}
    if wake_at is None:
        return {"state": jobs.FAILED, **kept}
    return {"state": RESTING, "wake_at": wake_at, "tries": 0, "finished_at": None, **kept}


def _line(said: str) -> str:
    """A server's answer as one short line."""
    return re.sub(r"\s+", " ", said).strip()[:300]
