"""The screens of what is over, the same for every kind of matter: the list, and two people at one form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.clock import day_in, now
from ...core.db import db
from ...core.i18n import show_time
from ...core.web import see_other
from ...people.models import Person
from ...people.service import Refused as WrongPassword
from ...people.service import TooManyTries, authenticate
from ...people.session import current_person
from ..acts import Fault, Refused
from ..models import Matter
from ..words import proof_words
from .erasing import Shelf, due_for_erasure, erase_matter, find_due

Page = str | Response | tuple[str, int]
M = TypeVar("M", bound=Matter)


@dataclass(frozen=True, slots=True)
class Words:
    """What the screens call one kind of matter: its desk, its list, a column that tells them apart, what is
    left and what goes, who the second person is; by its number the heading, and what is said when it is
    done."""

    desk: str
    column: str
    left: str
    nothing: str
    gone: str
    second: str
    heading: Callable[[str], str]
    done: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Screens(Generic[M]):
    """The screens of a shelf under the endpoints of a blueprint; `words` are asked for in the reader's
    language, `sorts` tells what stands in the column, of all rows of a page at once."""

    shelf: Shelf[M]
    blueprint: str
    words: Callable[[], Words]
    sorts: Callable[[list[M]], dict[int, str]]

    def over(self) -> Page:
        """What the reader keeps and is over."""
        keeper = current_person()
        found = due_for_erasure(self.shelf, keeper, _today(keeper))
        sorts = self.sorts(found)
        return render_template("decisions/retention/over.html", matters=found, sorts=sorts, **self._said())

    def form(self, ref: str) -> Page:
        """The form at which two people erase one."""
        return self._form(self._due(ref), {})

    def erase(self, ref: str) -> Page:
        """Erase it. The second person signs with their own password, which is counted like any other try."""
        matter, keeper, moment = self._due(ref), current_person(), now()
        name, password = request.form.get("second", ""), request.form.get("password", "")
        try:
            second = authenticate(name, password, address=request.remote_addr or "", now=moment)
        except WrongPassword:
            db.session.commit()
            return self._form(matter, {"password": _("Kata sandi atau pengenalnya tidak cocok.")}), 422
        except TooManyTries as wait:
            db.session.commit()
            said = _("Terlalu banyak percobaan. Coba lagi pukul %(at)s.", at=show_time(wait.until))
            return self._form(matter, {"password": said}), 429
        number = matter.number
        try:
            erase_matter(matter, self.shelf, by=keeper, second=second, now=moment)
        except Refused as refused:
            db.session.rollback()
            return self._form(self._due(ref), self._wrong(refused.faults)), 422
        db.session.commit()
        flash(self.words().done(number), "good")
        return see_other(f"{self.blueprint}.retention")

    def _due(self, ref: str) -> M:
        keeper = current_person()
        return find_due(self.shelf, keeper, ref, _today(keeper)) or abort(404)

    def _form(self, matter: M, wrong: dict[str, str]) -> str:
        said = self._said() | {"matter": matter, "typed": request.form, "wrong": wrong}
        return render_template("decisions/retention/erasure.html", **said)

    def _said(self) -> dict[str, Any]:
        home = {"desk": url_for(f"{self.blueprint}.desk"), "list": url_for(f"{self.blueprint}.retention")}
        return {"called": self.words(), "home": home, "shelf": self.blueprint, "words": proof_words()}

    def _wrong(self, faults: tuple[Fault, ...]) -> dict[str, str]:
        said = {"second_person": self.words().second}
        return {fault.path: said.get(fault.code, _("Masa simpannya belum berakhir.")) for fault in faults}


def _today(keeper: Person) -> date:
    return day_in(keeper.agency.zone, now())
