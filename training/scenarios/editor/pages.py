"""What the pages of the editor share: where a button leads, and the page on which two texts meet."""

from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from ...core.web import see_other, wants_fragment
from .. import plain, service
from ..models import Scenario
from .buttons import CLAUSES, SCENE, Outcome
from .formdata import Sent
from .saving import Overtaken, Part
from .workbench import differences

_SILENT = frozenset({"csrf_token", "stamp", "seen", "do"})


def sent_form() -> Sent:
    """The form of this request."""
    return Sent(request.form.to_dict(flat=False))


def lead_to(ref: str, outcome: Outcome) -> Response:
    """The page an outcome names, at its field."""
    at = {"at": outcome.at} if outcome.at else {}
    if outcome.page == SCENE:
        return see_other("scenarios.scene", ref=ref, key=outcome.key, **at)
    if outcome.page == CLAUSES:
        return see_other("scenarios.clauses", ref=ref, key=outcome.key, **({"of": outcome.at} if at else {}))
    return see_other("scenarios.draft", ref=ref, **at)


def conflict(scenario: Scenario, overtaken: Overtaken, part: Part, sent: Sent, key: str = "") -> Any:
    """Both texts of all that differs, with the typed one in a form that can still be sent."""
    stored = part(overtaken.stored)
    template = "_editor_overtaken.html" if wants_fragment() else "editor_conflict.html"
    page = render_template(
        f"scenarios/{template}",
        scenario=scenario,
        current=overtaken.current,
        author=service.author_name(overtaken.current),
        key=key,
        gone=stored is None,
        seen=plain.digest(stored),
        differing=differences(part(overtaken.mine), stored),
        fields=[(name, value) for name in sent if name not in _SILENT for value in sent.getlist(name)],
    )
    return page, 409
