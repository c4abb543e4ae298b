"""What people do at desks that put nothing else on record, such as giving somebody a new password: kept and
put on record in the transaction of the deed, so that no administrator works unseen."""

from collections.abc import Mapping

from flask import Flask, Response, current_app, g, has_request_context, request
from flask_login import current_user
from sqlalchemy import event
from sqlalchemy.orm import Session

from ...core.clock import now
from ...core.db import db
from ...ledger.service import record
from .models import Deed

# What a door is for, by its endpoint. Uploads, previews and drafts change nothing yet and are passed over.
DOORS: Mapping[str, str] = {
    "administration.agencies": "agency.opened",
    "administration.new_person": "person.added",
    "administration.person": "person.changed",
    "administration.access": "person.access_set",
    "administration.password": "password.given",
    "administration.transfer": "post.given",
    "administration.post": "post.changed",
    "administration.withdraw_post": "post.withdrawn",
    "administration.departure": "person.departed",
    "administration.units": "unit.added",
    "administration.unit": "unit.changed",
    "administration.unit_head": "unit.head_set",
    "administration.close_unit": "unit.closed",
    "administration.import_confirmation": "people.imported",
    "administration.import_departures": "people.departed",
    "administration.import_undo": "people.taken_back",
    "administration.invite_many": "people.invited",
    "administration.invite_one": "person.invited",
    "administration.revoke_invitation": "invitation.revoked",
    "attempts.turn_down_regrade": "regrade.declined",
    "reminders.send_again": "reminders.sent_again",
    "reminders.take_as_sent": "reminders.taken_as_sent",
}


def watch_deeds(app: Flask) -> None:
    """Keep every deed at these doors, from now on."""
    if not event.contains(db.session.session_factory, "before_commit", _keep):
        # First of all listeners: what it records goes on record with everything else of the transaction.
        event.listen(db.session.session_factory, "before_commit", _keep, insert=True)
    app.after_request(_done)


def _keep(session: Session) -> None:
    if not has_request_context() or session.in_nested_transaction() or g.get("deed_kept"):
        return
    kind = DOORS.get(request.endpoint or "") if request.method == "POST" else None
    if kind is None or not _may_pass():
        return
    g.deed_kept, person = True, current_user.person
    deed = Deed(agency_id=person.agency_id, person=person, place=request.endpoint, at=now())
    deed.about = " ".join(str(value) for value in (request.view_args or {}).values())[:100]
    session.add(deed)
    session.flush()
    record(kind, deed, actor=person.ref, at=deed.at)


def _may_pass() -> bool:
    """A refusal at the door is kept by a commit of its own, and is no deed."""
    door = getattr(current_app.view_functions[request.endpoint or ""], "guard", "")
    return bool(current_user.is_authenticated) and current_user.person.may(door)


def _done(response: Response) -> Response:
    # What is written after the answer, such as when somebody was last seen, is no deed.
    g.deed_kept = True
    return response
