"""A tiny mail server on loopback that can refuse, hesitate and hang up (RFC 5321, as much as is needed)."""

import socketserver
import threading
from collections import defaultdict
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

Answer = str | Callable[[], str]
HANG_UP = ""


class MailServer(socketserver.ThreadingTCPServer):
    """`kept` are the letters it took, in order. `answers["RCPT"].append("450 busy")` is what it says next at that
    step (also a function, which may wait); HANG_UP closes the line instead."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.kept: list[bytes] = []
        self.commands: list[str] = []
        self.lines = 0
        self.answers: defaultdict[str, list[Answer]] = defaultdict(list)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def way(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(each, policy=policy.default) for each in self.kept]  # type: ignore[misc]

    def close(self) -> None:
        self.shutdown()
        self.server_close()


class Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.lines += 1
        if not self.say("GREETING", "220 loopback ready"):
            return
        while line := self.rfile.readline():
            text = line.decode("ascii").strip()
            self.server.commands.append(text)
            verb = text.split(" ", 1)[0].upper()
            step = self.data if verb == "DATA" else None
            if not (step() if step else self.say(verb, "250 loopback" if verb != "QUIT" else "221 bye")):
                return

    def data(self) -> bool:
        answer = self.answer("DATA", "354 go ahead")
        self.write(answer)
        if not answer.startswith("354"):
            return answer != HANG_UP
        body = b""
        while (line := self.rfile.readline()) and line != b".\r\n":
            body += line[1:] if line.startswith(b".") else line
        if not line:
            return False
        taken = self.answer("END", "250 taken", before=body)
        self.write(taken)
        return taken != HANG_UP

    def say(self, step: str, usual: str) -> bool:
        answer = self.answer(step, usual)
        self.write(answer)
        return answer != HANG_UP

    def answer(self, step: str, usual: str, *, before: bytes | None = None) -> str:
        """What to say now. A letter is kept before the answer is thought about, as servers do."""
        waiting = self.server.answers[step]
        scripted = waiting.pop(0) if waiting else usual
        if before is not None and (callable(scripted) or scripted in (HANG_UP, usual)):
            self.server.kept.append(before)
        return scripted() if callable(scripted) else scripted

    def write(self, answer: str) -> None:
        if answer:
            self.wfile.write(answer.encode() + b"\r\n")
