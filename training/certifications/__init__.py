from flask import Flask


def register(app: Flask) -> None:
    """Attach the certificate pages, certify whoever completes the last requirement, and ask whoever holds a
    certificate to catch up when the code changes."""
    from ..attempts.regrading import impact
    from ..codes.amendments import on_foresight
    from ..ledger.service import listen
    from ..modules import service as modules
    from . import corrections, deadlines, doubting, papers, reminders, schemes, spans  # noqa: F401 - their pages join the blueprint
    from .doubts import foresee_regrade, raise_doubts
    from .duties import ask_holders, foresee
    from .manual import attach as attach_rulings
    from .opening import open_for_published
    from .service import certify_if_complete
    from .settling import asked_of, settle
    from .views import blueprint

    listen("code.published", open_for_published)
    listen("attempt.submitted", certify_if_complete)
    listen("attempt.regraded", certify_if_complete)
    listen("attempt.regraded", raise_doubts)
    listen("code.attested", certify_if_complete)
    listen("code.amended", ask_holders)
    for kind in ("attempt.submitted", "attempt.regraded", "code.attested", "certificate.issued"):
        listen(kind, settle)
    on_foresight(foresee)
    impact.on_foresight(foresee_regrade)
    modules.deltas_asked = asked_of
    papers.register(app)
    app.register_blueprint(blueprint)
    attach_rulings(app)
    reminders.register(app)
    schemes.register(app)
    corrections.register(app)
    spans.register(app)
