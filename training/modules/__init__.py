from flask import Flask


def register(app: Flask) -> None:
    """Attach this capability's pages, make modules of every version that is published, and tell what an
    amendment leaves to learn."""
    from ..codes import outlook
    from ..codes.amendments import on_foresight
    from ..ledger.service import listen
    from .carrying import foresee
    from .outlook import modules_of
    from .service import compile_published
    from .views import blueprint

    listen("code.published", compile_published)
    on_foresight(foresee)
    outlook.modules_of = modules_of
    app.register_blueprint(blueprint)
