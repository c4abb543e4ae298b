"""A second person reads a draft, says what is to be mended place by place, and approves exactly one text."""

from flask import Flask


def attach_reviews(app: Flask) -> None:
    """Add the pages of reviews; what is published waits for nobody's look."""
    from ...ledger.service import listen
    from . import author_views  # noqa: F401 - its pages join those of scenarios
    from .service import close_open
    from .views import blueprint

    listen("scenario.published", close_open)
    app.register_blueprint(blueprint)
