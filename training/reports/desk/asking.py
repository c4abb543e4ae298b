"""The filters of a request, or the page that says why they cannot be read."""

from collections.abc import Mapping
from typing import NoReturn

from flask import abort, make_response, render_template, request
from flask_babel import gettext as _

from .asked import Asked, BadDay, read


def asked_or_422(given: Mapping[str, str] | None = None) -> Asked:
    """The filters of the address (or of a form); a page that says how to write a day where one is wrong."""
    try:
        return read(request.args if given is None else given)
    except BadDay as bad:
        refuse_day(str(bad))


def refuse_day(typed: str) -> NoReturn:
    """Nothing is shown for a day that nobody can read."""
    page = render_template(
        "errors/error.html",
        status=422,
        title=_("Tanggal tidak terbaca"),
        text=_("Tertulis “%(typed)s”. Tidak ada yang berubah.", typed=typed[:40]),
        next_step=_("Tulis tahun, bulan, lalu hari, antara 1990 dan 2100, misalnya 2026-11-21."),
    )
    abort(make_response(page, 422))
