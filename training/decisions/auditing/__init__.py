"""The desk of whoever audits: reads everything that was done, changes nothing but what was looked into."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its pages and the duty that checks the record."""
    from ...core.worker import duties
    from ...people.changes import on_done
    from ...reports.own.sightings import on_sightings
    from . import views
    from .checking import check_waiting
    from .deeds import keep_deed
    from .looking import sightings_by_auditors

    on_sightings(sightings_by_auditors)
    on_done(keep_deed)
    app.register_blueprint(views.blueprint)
    duties(app)["audits"] = check_waiting
