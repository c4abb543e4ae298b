from flask import Flask


def register(app: Flask) -> None:
    """Attach this capability's pages, and make modules of every version that is published."""
    from ..ledger.service import listen
    from .service import compile_published
    from .views import blueprint

    listen("code.published", compile_published)
    app.register_blueprint(blueprint)
