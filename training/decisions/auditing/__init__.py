"""The desk of whoever audits: reads everything that was done, changes nothing but what was looked into."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its pages and the duty that checks the record."""
    from ...core.worker import duties
    from . import views
    from .checking import check_waiting

    app.register_blueprint(views.blueprint)
    duties(app)["audits"] = check_waiting
