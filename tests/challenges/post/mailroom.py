"""A small mail server on the loopback: it says yes, refuses, or hangs up, as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailroom:
    """What has arrived, and what the server is like."""

    port: int = 0
    arrived: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    refuses_senders: bool = False
    hangs_up_on: str = ""
    connections: int = 0

    @property
    def addresses(self) -> list[str]:
        return [str(message["To"]) for message in self.arrived]


class Talk(socketserver.StreamRequestHandler):
    """One conversation, as far as smtplib leads it."""

    def handle(self) -> None:
        room: Mailroom = self.server.room  # type: ignore[attr-defined]
        room.connections += 1
        self.say("220 mailroom")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split(" ")[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "DATA" and not self.take(room):
                return
            if verb != "DATA":
                self.say(self.answer(verb, line, room))

    def answer(self, verb: str, line: str, room: Mailroom) -> str:
        if verb == "MAIL" and room.refuses_senders:
            return "550 not from you"
        if verb == "RCPT" and any(address in line for address in room.refused):
            return "550 nobody of that name"
        return "250 ok"

    def take(self, room: Mailroom) -> bool:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = message_from_bytes(b"".join(lines).replace(b"\r\n", b"\n"), policy=policy.default)
        if room.hangs_up_on and room.hangs_up_on in str(message["To"]):
            return False
        room.arrived.append(message)
        self.say("250 taken")
        return True

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def open_mailroom(room: Mailroom) -> Iterator[Mailroom]:
    """Until the block ends; opened again it has the same port."""
    with Server(("127.0.0.1", room.port), Talk) as server:
        server.room = room  # type: ignore[attr-defined]
        room.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield room
        finally:
            server.shutdown()
            thread.join()
