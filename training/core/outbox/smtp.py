"""Letters given to a mail server (RFC 5321), step by step, so that it is known what a broken line means."""

import re
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parseaddr

from .carriers import AboutTo, Final, Passing, Unknown
from .ways import SSL, STARTTLS, Server

STEP_SECONDS = 10.0
# A server may think long about a letter it has been given (RFC 5321, 4.5.3.2.6).
ANSWER_SECONDS = 120.0
GO_AHEAD, TAKEN = 354, 250
CLOSING = 421


class SmtpCarrier:
    """One connection for as many letters as there are, opened when the first needs it and when it broke."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._line: smtplib.SMTP | None = None

    def carry(self, ref: str, message: EmailMessage, about_to: AboutTo) -> None:
        given = False
        try:
            line = self._offer(message)
            about_to()
            given = True
            line.sock.settimeout(ANSWER_SECONDS)  # type: ignore[union-attr]
            line.send(b".\r\n")
            answer = line.getreply()
            line.sock.settimeout(STEP_SECONDS)  # type: ignore[union-attr]
        except (OSError, smtplib.SMTPException) as fault:
            self._drop()
            raise (Unknown if given else Passing)(_said(fault)) from fault
        except (Passing, Final):
            raise
        except BaseException:
            # Stopped before the last line: only hanging up keeps the server from taking the letter.
            self._drop()
            raise
        if answer[0] != TAKEN:
            raise self._refusal(*answer)

    def close(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()

    def _offer(self, message: EmailMessage) -> smtplib.SMTP:
        """Everything of a letter but the line that ends it: until that, the server must not keep it."""
        line = self._line = self._line or self._open()
        code, said = line.mail(parseaddr(str(message["From"]))[1])
        if code != TAKEN:
            # It is our sender that is refused, not the letter: somebody may set that right.
            raise self._refusal(code, said, final=False)
        code, said = line.rcpt(parseaddr(str(message["To"]))[1])
        if code not in (TAKEN, 251):
            raise self._refusal(code, said)
        code, said = line.docmd("DATA")
        if code != GO_AHEAD:
            raise self._refusal(code, said)
        line.send(re.sub(rb"(?m)^\.", b"..", message.as_bytes()))
        return line

    def _open(self) -> smtplib.SMTP:
        at, secure = self.server, ssl.create_default_context()
        if at.tls == SSL:
            line: smtplib.SMTP = smtplib.SMTP_SSL(at.host, at.port, timeout=STEP_SECONDS, context=secure)
        else:
            line = smtplib.SMTP(at.host, at.port, timeout=STEP_SECONDS)
        try:
            if at.tls == STARTTLS:
                line.starttls(context=secure)
            line.ehlo_or_helo_if_needed()
            if at.user:
                line.login(at.user, at.password)
        except BaseException:
            line.close()
            raise
        return line

    def _refusal(self, code: int, said: bytes, *, final: bool = True) -> Passing | Final:
        """What the server's answer means; the line is made ready for the next letter."""
        try:
            if code == CLOSING or self._line is None or self._line.rset()[0] != TAKEN:
                self._drop()
        except (OSError, smtplib.SMTPException):
            self._drop()
        kind = Final if final and 500 <= code < 600 else Passing
        return kind(f"{code} {said.decode('utf-8', 'replace')}")

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


def _said(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPResponseException):
        error = fault.smtp_error
        return f"{fault.smtp_code} {error.decode('utf-8', 'replace') if isinstance(error, bytes) else error}"
    return str(fault) or type(fault).__name__
