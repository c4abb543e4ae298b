from flask import Flask


def register(app: Flask) -> None:
    """Attach the certificate pages, assign whoever enters, certify whoever completes the last requirement."""
    from ..ledger.service import listen
    from ..people.administration import on_enrolled
    from .service import assign_at_entry, certify_if_complete
    from .views import blueprint

    on_enrolled(assign_at_entry)
    listen("attempt.submitted", certify_if_complete)
    listen("code.attested", certify_if_complete)
    app.register_blueprint(blueprint)
