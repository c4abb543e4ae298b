"""Letters as they will be: official, kind, in the reader's language; no data about anybody but a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app

from ...core.i18n import force_locale, show_date, show_number
from ...core.outbox.posting import Written
from ...core.outbox.rules import is_address, wrapped
from .facts import Who
from .office import Office
from .rules import KEY, Kind, Reminder

SUPERIOR, TEST = f"{KEY}.superior", f"{KEY}.test"
KINDS = (*(f"{KEY}.{kind}" for kind in Kind), SUPERIOR, TEST)
MOST_NAMES = 50
LONG_MINUTES = 90


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody whom a superior is told about."""

    name: str
    days: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Text:
    """What a letter says, in lines as it will be sent."""

    language: str
    subject: str
    body: str


def can_be_written_to(who: Who) -> bool:
    """Whether there is an address for letters."""
    return bool(who.email) and is_address(who.email or "")


def reminder_text(reminder: Reminder, who: Who, title: str, office: Office) -> Text:
    """The letter that reminds somebody."""
    effort = office.effort(reminder.scheme_id, reminder.deadline)
    with force_locale(_language(who)):
        return _text(
            "reminder",
            who,
            office,
            deadline=reminder.deadline,
            days=reminder.days_left,
            opening=reminder.kind is Kind.OPENS,
            due=show_date(reminder.deadline.due_on),
            opens=show_date(reminder.deadline.opens_on),
            title=title,
            effort=effort,
            time=_spoken(effort.minutes, _language(who)),
        )


def superior_text(people: Sequence[Late], who: Who, office: Office, on: date) -> Text:
    """The letter that tells a superior who is late, the latest first."""
    with force_locale(_language(who)):
        listed = [{"name": each.name, "days": each.days, "due": show_date(each.due_on)} for each in people]
        return _text("superior", who, office, people=listed, most=MOST_NAMES, today=show_date(on))


def test_text(who: Who, office: Office) -> Text:
    """The letter that shows that letters arrive."""
    return _text("test", who, office)


def written(text: Text, who: Who, office: Office, *, kind: str, key: str) -> Written:
    """The text as a letter for the outbox. Raises ValueError for who has no address."""
    return Written(
        kind=kind,
        key=key,
        to_address=who.email or "",
        subject=text.subject,
        body=text.body,
        language=text.language,
        agency_id=office.id,
        person_id=who.id,
    )


def _language(who: Who) -> str:
    return "en" if who.locale == "en" else "id"


def _text(name: str, who: Who, office: Office, **values: Any) -> Text:
    """The first line of a template that is not empty is the subject."""
    language = _language(who)
    template = current_app.jinja_env.get_template(f"mail/{name}.{language}.txt")
    subject, _break, body = template.render(who=who, office=office, **values).lstrip().partition("\n")
    return Text(language, subject.strip(), wrapped(body))


def _spoken(minutes: int, language: str) -> str:
    """A time as people say it: minutes by fives, longer ones by half hours."""
    about, hour, hours, minute = (
        ("about", "hour", "hours", "minutes") if language == "en" else ("sekitar", "jam", "jam", "menit")
    )
    if minutes <= LONG_MINUTES:
        return f"{about} {-(-minutes // 5) * 5} {minute}"
    halves = -(-minutes // 30)
    return f"{about} {show_number(halves / 2)} {hour if halves == 2 else hours}"
