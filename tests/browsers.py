"""A real browser, watched: nothing may be fetched from elsewhere, and no error may stand in its console."""

from urllib.parse import urlsplit

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Watch:
    """What went wrong in the browser's windows during a test."""

    def __init__(self):
        self.found, self.allowed = [], []

    def allow(self, *texts: str) -> None:
        """Errors with one of these texts belong to the test: "422", "ERR_INTERNET_DISCONNECTED"."""
        self.allowed += texts

    def follow(self, context) -> None:
        context.on("request", self.note_request)
        context.on("console", self.note_console)
        context.on("weberror", lambda error: self.found.append(f"script: {error.error}"))

    def note_request(self, request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.hostname != "127.0.0.1":
            self.found.append(f"request to another host: {request.url}")

    def note_console(self, message) -> None:
        if message.type == "error":
            self.found.append(f"console: {message.text} ({message.location.get('url', '')})")

    def complaints(self) -> list[str]:
        return [text for text in self.found if not any(allowed in text for allowed in self.allowed)]
