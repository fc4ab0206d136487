"""Makes ready what the hub needs before it is served: catalogues, database, static files, content. Safe to repeat, and soon done if nothing changed.

`python -m hub.prepare`, by `make run` and by each new version in production. The fictional people come in a demonstration alone.
"""

import argparse
import gc
import hashlib
import os
import sys
import time
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMONSTRATION = "hub.settings.demo"
SOURCES = ["hub", "entrepreneurs", "events", "learning", "search", "templates", "requirements.txt"]
LEFT_OUT = {".pyc", ".mo"}


@contextmanager
def step(name: str):
    """A line that says what is being done, and then how long it took."""
    begun = time.monotonic()
    print(f"  {name} ".ljust(28, "."), end=" ", flush=True)
    yield
    print(f"{time.monotonic() - begun:.1f} s", flush=True)


def fingerprint() -> str:
    """What the sources look like from outside: names, sizes and times."""
    digest = hashlib.sha256()
    for name in SOURCES:
        top = ROOT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.suffix not in LEFT_OUT and path.is_file():
                status = path.stat()
                digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def prepare(data: Path, *, static_is_collected: bool) -> None:
    notes = []
    with step("Languages"):
        from hub import catalogues

        notes += catalogues.compile_all()
    with step("Settings"):
        import django

        django.setup()
    gc.freeze()  # what is loaded stays; of what migrations make and leave, garbage need not be looked for every few hundred objects
    gc.set_threshold(10_000, 10, 10)
    from django.conf import settings
    from django.core.management import call_command

    with step("Database"):
        data.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
    if not static_is_collected:
        with step("Static files"):
            call_command("collectstatic", interactive=False, verbosity=0)
    with step("Content"):
        call_command("load_content", stdout=StringIO())
        call_command("load_synonyms", stdout=StringIO())
    if settings.DEMONSTRATION:
        with step("Fictional people"):
            accounts = StringIO()
            call_command("load_people", stdout=accounts)
            (data / "accounts.txt").write_text(accounts.getvalue())
        with step("Meetings"):
            call_command("load_events", stdout=StringIO())
            call_command("load_resources", stdout=StringIO())
            call_command("load_practices", stdout=StringIO())
            call_command("load_advising", stdout=StringIO())
            call_command("load_dialogue", stdout=StringIO())
            call_command("load_courses", stdout=StringIO())  # again: some lessons help with challenges, which came just now
    with step("Search"):
        call_command("search_prepare", stdout=StringIO())
    for note in notes:
        print(f"  {note}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m hub.prepare", description="Make ready what the hub needs before it is served.")
    parser.add_argument("--static-is-collected", action="store_true", help="as in the container image, which has them")
    options = parser.parse_args()
    settings = os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEMONSTRATION)
    data = Path(os.environ.get("DATA_DIR", ROOT / "var"))
    done, now = data / "prepared", fingerprint()
    if settings == DEMONSTRATION and (data / "tvers.sqlite3").exists() and done.exists() and done.read_text() == now:
        return 0
    print("Preparing Tvers:", flush=True)
    prepare(data, static_is_collected=options.static_is_collected)
    done.write_text(now)
    return 0


if __name__ == "__main__":
    sys.exit(main())
