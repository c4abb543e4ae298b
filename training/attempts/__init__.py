from flask import Flask


def register(app: Flask) -> None:
    """Attach this capability's pages, open a quiz for every new module, and tell modules who has passed."""
    from ..core.worker import duties
    from ..ledger.service import listen
    from ..modules import service as modules
    from ..scenarios.commands import group
    from ..scenarios.map import passmark as scenarios
    from . import marking_views, statistics_views  # noqa: F401 - its pages join the blueprint
    from .appeals import views as appeal_views  # noqa: F401 - its pages join the blueprint
    from .extra import views as extra_views  # noqa: F401 - its pages join the blueprint
    from .passmark import of_clause
    from .regrading import views as regrading_views  # noqa: F401 - its pages join the blueprint
    from .regrading.working import judge_waiting
    from .service import open_assessments, passed_module_ids
    from .statistics_commands import statistics_command
    from .views import blueprint

    modules.passed_by = passed_module_ids
    scenarios.of_clause = of_clause
    listen("code.published", open_assessments)
    app.register_blueprint(blueprint)
    duties(app)["attempts.regrades"] = judge_waiting
    group.add_command(statistics_command)
