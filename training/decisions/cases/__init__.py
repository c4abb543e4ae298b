"""Cases on two tracks that never mix: ethics and discipline."""

from flask import Flask

from ...core.worker import duties


def register(app: Flask) -> None:
    """Attach the pages of cases, and what a worker does for them."""
    from .pages import act_views, intake_views, retention_views  # noqa: F401 - they add to the same blueprint
    from .settling import SettleNow
    from .views import blueprint

    app.register_blueprint(blueprint)
    duties(app)["cases"] = SettleNow()
