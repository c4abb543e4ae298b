from flask import Flask


def register(app: Flask) -> None:
    """Attach sign-in, account and administration pages to the application."""
    from . import agency_desk, navigation, session, unit_desk  # noqa: F401 - their pages join the blueprint
    from .desk import blueprint as administration
    from .importing import models as _imports  # noqa: F401
    from .inviting import models as _invitations  # noqa: F401
    from .rules import browser_name, print_nip
    from .views import blueprint
    from .words import follow_people

    app.jinja_env.filters.update(nip=print_nip, browser=browser_name)
    follow_people()
    session.init_sessions(app)
    navigation.init_navigation(app)
    app.register_blueprint(blueprint)
    app.register_blueprint(administration)
