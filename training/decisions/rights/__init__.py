"""The side of whom a matter is about: what it is, where it stands, what one may do, who has seen it."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its pages, and let one's own data and one's own page tell of matters, too."""
    from ...reports.own.more import on_export, on_records
    from ...reports.own.sightings import on_sightings
    from .export import EXPORTS, records_about
    from .openings import sightings_of_matters
    from .views import blueprint

    for name, tell in EXPORTS.items():
        on_export(name, tell)
    on_records(records_about)
    on_sightings(sightings_of_matters)
    app.register_blueprint(blueprint)
