"""Playing a run as an officer does: read the page, choose a card by its text, send the form that stands there."""

import html
import re
from typing import Any

from werkzeug.test import TestResponse

from ..checking import CheckingClient, csrf_token

BEST = {
    "Seorang ibu meletakkan amplop.": "Menolak dengan santun.",
    "Ibu itu bertanya apakah berkasnya akan selesai.": "Menjelaskan tahapannya.",
    "Sesuatu terjadi di titipan.": "Melayani sesuai aturan titipan.",
    "Sesuatu terjadi di berkas.": "Melayani sesuai aturan berkas.",
}
TAKING = "Menyimpannya di laci."


class Player:
    """One open run in one browser."""

    def __init__(self, client: CheckingClient, module: str, purpose: str = "certification") -> None:
        self.client, self.module, self.seen = client, module, ""
        answer = client.post_form(
            f"/modules/{module}/attempts", {"purpose": purpose}, page=f"/modules/{module}/quiz"
        )
        assert answer.status_code == 303, answer.text
        self.url = answer.location

    def look(self) -> TestResponse:
        """The page of the run: a question, or a redirect when none is left."""
        return self.client.get(self.url)

    def form(self, text: str) -> dict[str, Any]:
        """What the browser would send after tapping the card with this text on the present page."""
        page = self.look().text
        return {
            "csrf_token": csrf_token(page),
            "rev": hidden(page, "rev"),
            "request_key": hidden(page, "request_key"),
            "choice": cards(page)[text],
        }

    def choose(self, text: str) -> TestResponse:
        """Choose, and follow to what comes of it."""
        answer = self.send(self.form(text))
        assert answer.status_code == 303, answer.text
        return self.client.get(answer.location)

    def send(self, form: dict[str, Any]) -> TestResponse:
        return self.client.post(f"{self.url}/responses", data=form)

    def play(self, *, instead: dict[str, str] | None = None) -> None:
        """Answer everything with the best card, except where `instead` names another for a situation."""
        wanted = BEST | (instead or {})
        while (page := self.look()).status_code == 200:
            self.choose(next(card for situation, card in wanted.items() if situation in page.text))

    def hand_in(self) -> TestResponse:
        """Submit, and follow to the debrief."""
        answer = self.client.post_form(f"{self.url}/submission", page=f"{self.url}/submission")
        assert answer.location == f"{self.url}/debrief"
        return self.client.get(answer.location)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return found[1]


def cards(page: str) -> dict[str, str]:
    """Each option card of a page: its text and the value its radio button sends."""
    found = re.findall(
        r'name="choice" id="[^"]+" value="([^"]+)".*?class="option-text">(.*?)</span>', page, re.S
    )
    return {html.unescape(text): value for value, text in found}
