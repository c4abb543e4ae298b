"""Where everybody stands, kept ready to be asked for any day: stretches of days that follow the facts."""

from flask import Flask


def register(app: Flask) -> None:
    """Follow whatever bears on where people stand, and attach the commands that look after it."""
    from ...ledger.service import listen
    from ...people import changes as people
    from ...people.removal import goes_along
    from .. import changes as certifications
    from . import commands, following

    people.on_changed(following.note)
    goes_along("standing_span")
    certifications.on_changed(following.note)
    for kind in ("certificate.issued", "assignment.resumed", "delta.met"):
        listen(kind, following.note_event)
    for kind in ("attempt.submitted", "attempt.regraded"):
        listen(kind, following.note_run)
    for kind in ("code.published", "code.amended", "certification.closed", "certification.reopened"):
        listen(kind, following.note_agency)
    listen("certification.terms", following.note_terms)
    following.watch_commits()
    commands.register(app)
