"""While an expert has not answered, the draft they are asked about is closed to them: they grade alone."""

from typing import Any

from flask import request
from flask_login import current_user

from ...core.web import see_other
from ...people.session import current_person
from ..views import blueprint
from .finding import sealed_by


@blueprint.before_request
def keep_apart() -> Any:
    """Lead an expert who is still to answer from the pages of the scenario to the panel's."""
    ref = (request.view_args or {}).get("ref")
    if ref is None or not current_user.is_authenticated or not current_user.may("scenarios.review"):
        return None
    panel = sealed_by(current_person().id, ref)
    return see_other("reviews.panel", ref=panel) if panel else None
