"""The page of what personnel should look at."""

from flask import render_template, request

from ....core.access import guard
from ....core.clock import now
from ....core.web import wants_fragment
from ....people.session import current_person
from ..deciding import today_of
from ..views import Page, blueprint
from .queries import KINDS
from .service import count_exceptions, queue_of
from .words import item_of, kind_words


@blueprint.get("/exceptions")
@guard("certifications.manage")
def exceptions() -> Page:
    reader, moment = current_person(), now()
    if wants_fragment():
        waiting = count_exceptions(reader.agency, moment)
        return render_template("certifications/manual/_exceptions_link.html", waiting=waiting)
    kind = request.args.get("kind", "")
    kind = kind if kind in KINDS else ""
    page = request.args.get("page", 1, type=int)
    queue = queue_of(reader.agency, kind=kind, number=page, now=moment)
    today = today_of(reader, moment)
    return render_template(
        "certifications/manual/exceptions.html",
        queue=queue,
        items=[item_of(row, reader, today) for row in queue.page.rows],
        words=kind_words(),
        kind=kind,
    )
