from flask import Flask


def register(app: Flask) -> None:
    """Attach this capability's pages and commands to the application."""
    from .commands import group
    from .editor import blueprint

    app.register_blueprint(blueprint)
    app.cli.add_command(group)
