from flask import Flask


def register(app: Flask) -> None:
    """Attach this capability's pages and commands, and tell what an amendment means for scenarios."""
    from ..codes import outlook
    from ..codes.amendments import on_foresight
    from ..modules import publishing as modules
    from . import lifecycle  # noqa: F401 - their pages join the blueprint
    from .commands import group
    from .covering import views as coverage_views  # noqa: F401 - their pages join the blueprint
    from .covering.outlook import untested_in
    from .covering.publishing import is_tested
    from .covering.uprooted import foresee
    from .editor import rehearsal, stage, storyboard  # noqa: F401 - their pages join the blueprint
    from .editor.writing import blueprint
    from .exchange import attach
    from .map import comparison, overview  # noqa: F401 - their pages join the blueprint
    from .panels import attach_panels
    from .reviewing import attach_reviews
    from .spelling import unwrapped

    attach()
    attach_panels()
    attach_reviews(app)
    on_foresight(foresee)
    outlook.untested_in = untested_in
    modules.is_tested = is_tested
    app.jinja_env.filters["unwrapped"] = unwrapped
    app.register_blueprint(blueprint)
    app.cli.add_command(group)
