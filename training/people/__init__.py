from flask import Flask


def register(app: Flask) -> None:
    """Attach sign-in, account and administration pages to the application."""
    from . import navigation, session
    from .desk import blueprint as administration
    from .views import blueprint

    session.init_sessions(app)
    navigation.init_navigation(app)
    app.register_blueprint(blueprint)
    app.register_blueprint(administration)
