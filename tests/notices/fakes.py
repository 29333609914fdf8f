"""A mail server and a chat server on 127.0.0.1 that misbehave as told."""

import json
import socket
import socketserver
import threading
import time
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HANGS = 2.0
"""Longer than the tests' time limits, shorter than anybody's patience."""


class _Serving:
    """Runs in a thread of its own; ``mood`` says how the next ones are answered."""

    def __init__(self, server):
        self.server, self.mood = server, "well"
        server.fake = self
        self.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class MailServer(_Serving):
    """``mood``: well, hangs, refuses (the recipient), drops (takes the mail, never says so),
    leaves (says so, and is gone before the goodbye)."""

    def __init__(self):
        super().__init__(_ThreadingTCPServer(("127.0.0.1", 0), _MailHandler))
        self.taken = []

    @property
    def mailbox(self) -> dict:
        """As a mailbox shows them: one for each Message-ID."""
        return {mail["Message-ID"]: mail for mail in self.taken}


class _ThreadingTCPServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


class _MailHandler(socketserver.StreamRequestHandler):
    def handle(self):
        fake = self.server.fake
        if fake.mood == "hangs":
            time.sleep(HANGS)
            return
        self._say("220 fake")
        while line := self.rfile.readline():
            word = line.decode().split()[0].upper()
            if word == "DATA":
                if not self._take(fake):
                    return
            elif word == "RCPT" and fake.mood == "refuses":
                self._say("550 no such user here")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self, fake) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        fake.taken.append(message_from_bytes(b"".join(lines)))
        if fake.mood == "drops":
            return False
        self._say("250 taken")
        return fake.mood != "leaves"

    def _say(self, words: str):
        self.wfile.write(f"{words}\r\n".encode())


class ChatServer(_Serving):
    """``mood``: well, hangs, fails (500), refuses (200 with an error inside), drops (takes the
    message, never says so), moves (answers with a redirect)."""

    def __init__(self):
        super().__init__(ThreadingHTTPServer(("127.0.0.1", 0), _ChatHandler))
        self.server.daemon_threads = True
        self.taken = []

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def texts(self) -> list[dict]:
        return [json.loads(body) for _path, _headers, body in self.taken]


class _ChatHandler(BaseHTTPRequestHandler):
    def do_POST(self):
        fake = self.server.fake
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if fake.mood == "hangs":
            time.sleep(HANGS)
            return
        if fake.mood in ("well", "drops"):
            fake.taken.append((self.path, dict(self.headers), body))
        if fake.mood == "drops":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._answer(fake)

    def _answer(self, fake):
        status = {"fails": 500, "moves": 302}.get(fake.mood, 200)
        code = 310000 if fake.mood == "refuses" else 0
        fields = {"errcode": code, "errmsg": "keywords not in content", "code": code, "msg": "x"}
        self.send_response(status)
        self.send_header("Location", f"{fake.origin}/elsewhere")
        self.end_headers()
        self.wfile.write(json.dumps(fields).encode())

    def log_message(self, format, *args):
        pass
