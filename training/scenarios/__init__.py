from flask import Flask


def register(app: Flask) -> None:
    """Attach this capability's pages and commands, and tell what an amendment means for scenarios."""
    from ..codes import outlook
    from ..codes.amendments import on_foresight
    from ..modules import publishing as modules
    from . import comparison, coverage_views, lifecycle, overview, rehearsal, stage, storyboard  # noqa: F401 - their pages join the blueprint
    from .commands import group
    from .editor import blueprint
    from .exchange import attach
    from .outlook import untested_in
    from .panels import attach_panels
    from .publishing import is_tested
    from .reviewing import attach_reviews
    from .spelling import unwrapped
    from .uprooted import foresee

    attach()
    attach_panels()
    attach_reviews(app)
    on_foresight(foresee)
    outlook.untested_in = untested_in
    modules.is_tested = is_tested
    app.jinja_env.filters["unwrapped"] = unwrapped
    app.register_blueprint(blueprint)
    app.cli.add_command(group)
