from flask import Flask


def register(app: Flask) -> None:
    """Attach this capability's pages to the application."""
    from .views import blueprint

    app.register_blueprint(blueprint)
