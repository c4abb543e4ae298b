"""A letter as a message: RFC 5322 headers and a body of plain text."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from .models import Letter
from .rules import on_the_wire

# Seven bits pass every mail server, also one that is older than its users.
POLICY = SMTP.clone(cte_type="7bit")


def message_id(letter: Letter, sender: Address) -> str:
    """The letter's own id among all mail of the world: the same whenever it is sent."""
    return letter.message_id or f"<letter.{letter.ref}@{sender.domain}>"


def compose(letter: Letter, sender: Address, at: datetime) -> EmailMessage:
    """The message, as handed over at a moment. It says that a machine wrote it, so that none answers."""
    message = EmailMessage(policy=POLICY)
    message["From"] = sender
    message["To"] = Address(addr_spec=on_the_wire(letter.to_address))
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id(letter, sender)
    message["Auto-Submitted"] = "auto-generated"
    message["Precedence"] = "bulk"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = letter.language
    return message
