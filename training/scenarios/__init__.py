from flask import Flask


def register(app: Flask) -> None:
    """Attach this capability's pages and commands, and tell what an amendment means for scenarios."""
    from ..codes.amendments import on_foresight
    from .commands import group
    from .editor import blueprint
    from .uprooted import foresee

    on_foresight(foresee)
    app.register_blueprint(blueprint)
    app.cli.add_command(group)
