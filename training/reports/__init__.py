from flask import Flask


def register(app: Flask) -> None:
    """Attach this capability's pages to the application, and keep who took certificates out by the batch."""
    from ..ledger.service import listen
    from . import clause_views  # noqa: F401 - its page joins the blueprint
    from .desk import selecting as _selecting  # noqa: F401 - its page joins the blueprint
    from .desk import views as _desk  # noqa: F401 - its pages join the blueprint
    from .exporting.papers import keep_batch
    from .exporting.views import blueprint as exports
    from .own.views import blueprint as own
    from .views import blueprint

    listen("certificates.exported", keep_batch)
    app.register_blueprint(blueprint)
    app.register_blueprint(exports)
    app.register_blueprint(own)
