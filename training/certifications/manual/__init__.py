"""What HR decides by hand about one person's certification: excusals, extensions, waivers, temporary ones."""

from flask import Flask


def attach(app: Flask) -> None:
    """Attach the pages of manual decisions, and let the worker carry out those about many people."""
    from ...core.worker import duties
    from . import undo_views  # noqa: F401 - its pages join the blueprint
    from .bulk import views as bulk_views  # noqa: F401 - its pages join the blueprint
    from .bulk.working import decide_waiting
    from .exceptions import views as exception_views  # noqa: F401 - its page joins the blueprint
    from .views import blueprint

    app.register_blueprint(blueprint)
    duties(app)["certifications.bulk"] = decide_waiting
