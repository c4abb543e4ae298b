"""The desk of whoever audits: reads everything that was done, changes nothing but what was looked into."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its pages and the duty that checks the record."""
    from ...core.worker import duties
    from ...reports.own.sightings import on_sightings
    from . import views
    from .checking import check_waiting
    from .deeds import watch_deeds
    from .looking import sightings_by_auditors

    on_sightings(sightings_by_auditors)
    watch_deeds(app)
    app.register_blueprint(views.blueprint)
    duties(app)["audits"] = check_waiting
