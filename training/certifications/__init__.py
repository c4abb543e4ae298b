from flask import Flask


def register(app: Flask) -> None:
    """Attach the certificate pages, and certify whoever completes the last requirement."""
    from ..ledger.service import listen
    from .service import certify_if_complete
    from .views import blueprint

    listen("attempt.submitted", certify_if_complete)
    listen("code.attested", certify_if_complete)
    app.register_blueprint(blueprint)
