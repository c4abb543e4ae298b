from flask import Flask


def register(app: Flask) -> None:
    """Attach sign-in, account and administration pages to the application."""
    from ..core.worker import duties
    from . import agency_desk, navigation, post_desk, session, unit_desk  # noqa: F401 - their pages join the blueprint
    from .desk import blueprint as administration
    from .importing import commands, file_views, queueing  # noqa: F401
    from .importing.headings import letters
    from .importing.wording import step_words
    from .inviting import views as _invitations  # noqa: F401
    from .inviting.letters import write_letters
    from .inviting.service import on_invited
    from .refused import follow_denials
    from .rules import browser_name, print_nip
    from .views import blueprint
    from .words import follow_people

    app.jinja_env.filters.update(nip=print_nip, browser=browser_name)
    app.jinja_env.filters.update(column_letters=letters, import_reason=step_words)
    follow_people()
    follow_denials()
    on_invited(write_letters)
    session.init_sessions(app)
    navigation.init_navigation(app)
    duties(app)["people"] = queueing.take_up
    app.cli.add_command(commands.group)
    app.register_blueprint(blueprint)
    app.register_blueprint(administration)
