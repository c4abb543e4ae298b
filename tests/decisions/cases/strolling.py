"""A case walked through the screens: each act posted as its form would send it, by whoever it belongs to."""

import re
from datetime import date, timedelta
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.cast import Member
from tests.checking import CheckingClient
from training.core.clock import day_in

from ..office import person_of

TODAY = day_in("Asia/Jakarta")
HAPPENED, REPORTED, LETTER = (TODAY - timedelta(days=days) for days in (40, 38, 34))
SOON, LATER = TODAY + timedelta(days=30), TODAY + timedelta(days=1900)
HEARD = LETTER + timedelta(days=18)


def ref_of(app: Flask, member: Member) -> str:
    """The reference of somebody of the cast."""
    with app.app_context():
        return person_of(member).ref


class Walk:
    """One case and the browsers of those who have a part in it."""

    def __init__(self, app: Flask, signed_in: Any) -> None:
        self.app, self._signed_in = app, signed_in
        self._browsers: dict[str, CheckingClient] = {}
        self.url = ""

    def browser(self, member: Member) -> CheckingClient:
        """The browser in which somebody is signed in."""
        if member.email not in self._browsers:
            self._browsers[member.email] = self._signed_in(member)
        return self._browsers[member.email]

    def open(
        self, keeper: Member, about: Member, track: str = "ethics", at: str = "/cases/new", **said: Any
    ) -> TestResponse:
        """Take the case up; its address is kept when it was."""
        answer = self.browser(keeper).post_form(
            at,
            {
                "track": track,
                "subject": ref_of(self.app, about),
                "happened_on": HAPPENED.isoformat(),
                "reported_on": REPORTED.isoformat(),
                "channel": "letter",
                "summary": "Diduga menerima pemberian dari pemohon di loket.",
                "clauses": ["D.4"],
                "protected": "y",
                "do": "save",
                **said,
            },
        )
        if answer.status_code == 303:
            self.url = answer.location
        return answer

    def ref(self, member: Member) -> str:
        """The reference of somebody."""
        return ref_of(self.app, member)

    def page(self, member: Member, path: str = "") -> str:
        """What somebody sees at the case or beneath it."""
        answer = self.browser(member).get(self.url + path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def rev(self, member: Member, name: str) -> str:
        """The number of the last step as the form of an act holds it."""
        found = re.search(r'name="rev" value="(\d+)"', self.page(member, f"/{name}"))
        assert found
        return found[1]

    def send(self, member: Member, name: str, said: dict[str, Any], rev: str = "") -> TestResponse:
        """Send the form of an act."""
        rev = rev or self.rev(member, name)
        return self.browser(member).post_form(f"{self.url}/{name}", {"rev": rev, "do": "save", **said})

    def take(self, member: Member, name: str, **said: Any) -> None:
        """Take an act that must go well."""
        answer = self.send(member, name, said)
        assert answer.status_code == 303, answer.text

    def present(self, member: Member) -> list[str]:
        """Everybody of the panel, as the form of the deliberation has them ticked."""
        page = self.page(member, "/deliberation")
        return re.findall(r'name="present" value="(\w{12})" checked', page)

    def seats(self, *seats: tuple[Member, str]) -> dict[str, str]:
        """The fields of an appointment."""
        return {
            f"members-{place}-{field}": value
            for place, (member, role) in enumerate(seats)
            for field, value in (("person", ref_of(self.app, member)), ("role", role))
        }


def verdict(
    outcome: str = "proven", penalty: str = "", clauses: tuple[str, ...] = ("D.4",)
) -> dict[str, str]:
    """The fields of a verdict."""
    grounds = {
        f"verdict-grounds-{place}-{field}": value
        for place, clause in enumerate(clauses)
        for field, value in (
            ("address", clause),
            ("proven", "y" if outcome == "proven" else "n"),
            ("why", "Diakui dalam pemeriksaan."),
        )
    }
    return grounds | {
        "verdict-outcome": outcome,
        "verdict-penalty": penalty,
        "verdict-considered": "Mengakui dan mengembalikan.",
    }


def hearing(day: date = HEARD) -> dict[str, str]:
    """The fields of minutes."""
    return {
        "held_on": day.isoformat(),
        "place": "Ruang rapat sekretariat",
        "mode": "in_person",
        "exchanges-0-asked": "Apa yang terjadi di loket?",
        "exchanges-0-answered": "Saya menerima bingkisan itu.",
        "signed": "both",
    }


def letter(turn_day: date = HEARD) -> dict[str, str]:
    """The fields of a summons."""
    return {
        "letter": "800/12/2026",
        "letter_on": LETTER.isoformat(),
        "hearing_on": turn_day.isoformat(),
        "hour": "09.00 WIB",
        "place": "Ruang rapat sekretariat",
    }
