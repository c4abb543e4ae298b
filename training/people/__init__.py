from flask import Flask


def register(app: Flask) -> None:
    """Attach sign-in, account and administration pages to the application."""
    from . import navigation, session
    from .desk import blueprint as administration
    from .rules import browser_name, print_nip
    from .views import blueprint

    app.jinja_env.filters.update(nip=print_nip, browser=browser_name)
    session.init_sessions(app)
    navigation.init_navigation(app)
    app.register_blueprint(blueprint)
    app.register_blueprint(administration)
