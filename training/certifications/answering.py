"""How a public check answers: out of search engines and caches, and slower to whoever guesses codes."""

from flask import Response, make_response
from flask_babel import gettext as _

from ..core.web import error_page


def unlisted(body: str | Response, status: int = 200) -> Response:
    """The answer, kept out of search engines and out of caches."""
    response = make_response(body, status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    response.headers.add("Vary", "Accept")
    return response


def slowed_down(wait: int, body: str | Response = "") -> Response:
    """What is said to somebody who must wait so many seconds: `body`, or a page that says so."""
    minutes = -(-wait // 60)
    said = _("Terlalu banyak kode yang tidak dikenal. Coba lagi %(minutes)s menit lagi.", minutes=minutes)
    answer = unlisted(body or error_page(429, detail=said)[0], 429)
    answer.headers["Retry-After"] = str(wait)
    return answer
