"""Somebody else's server, in a process of its own, with pages that answer, move, refuse, hang and never end: `python -m tests.elsewhere 8000 log`."""

import sys
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Elsewhere(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    PLACES = {
        "/for-good": (301, "/there"),
        "/for-good-twice": (308, "/for-good"),
        "/for-now": (302, "/there"),
        "/for-now-first": (302, "/for-good"),
        "/in-circles": (302, "/in-circles"),
        "/inside": (302, "http://10.0.0.1/"),
        "/to-metadata": (301, "http://169.254.169.254/latest/"),
        "/to-file": (302, "file:///etc/passwd"),
        "/gone": (410, ""),
        "/shut": (403, ""),
        "/broken": (500, ""),
    }

    def do_HEAD(self):
        self.note()
        if self.path == "/no-head":
            return self.answer(405)
        if self.path == "/cuts-head":
            return self.connection.close()
        return self.show()

    def do_GET(self):
        self.note()
        if self.path == "/no-head-and-long":
            return self.pour()
        return self.show()

    def show(self):
        if self.path in self.PLACES:
            return self.answer(*self.PLACES[self.path])
        if self.path == "/no-head-and-long" and self.command == "HEAD":
            return self.answer(501)
        if self.path == "/hangs":
            time.sleep(60)
        if self.path == "/drips":
            return self.drip()
        return self.answer(200 if self.path.startswith(("/there", "/no-head", "/cuts-head")) else 404)

    def answer(self, status, location=""):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def drip(self):
        """A head that goes on for ever, a little at a time."""
        self.send_response(200)
        for number in range(60):
            self.send_header(f"X-{number}", "x")
            self.flush_headers()
            time.sleep(1)

    def pour(self):
        """A body of ten megabytes; how much was taken stands in the log."""
        self.send_response(200)
        self.send_header("Content-Length", str(10 * 1024 * 1024))
        self.end_headers()
        poured = 0
        with suppress(OSError):
            while poured < 160:
                self.wfile.write(b"x" * 65536)
                poured += 1
        self.log(f"POURED {poured}")

    def note(self):
        self.log(f"{self.command} {self.path} {self.headers['Host']} {self.headers['User-Agent']} {self.headers['Range']}")

    def log(self, line):
        with Path(sys.argv[2]).open("a") as log:
            log.write(line + "\n")

    def log_message(self, *args):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Elsewhere).serve_forever()
