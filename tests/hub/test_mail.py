"""Mail: in the reader's language, queued, copied on the hub unless it lets somebody in, and gone from the queue when it is sent."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.core import mail as outgoing
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from hub import mail
from hub.models import Letter
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ALLAUTHS = Path(allauth.__file__).parent / "templates"


class AwayBackend(BaseEmailBackend):
    """A mail server that nobody answers at."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody@example.org")


@pytest.fixture
def queue(settings):
    """The queue that a worker empties, as in production."""
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
        "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
    }


def work():
    """What the worker does with what is due now; the command itself would close the test's connection."""
    worker = Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="background",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
    )
    for result in list(DBTaskResult.objects.ready()):
        result.claim("test")
        worker.run_task(result)


def test_mail_is_sent_in_the_readers_language_and_copied():
    ada = UserFactory(name="Ada", language="en")

    mail.send("welcome", ada)

    letter = Letter.objects.get()
    assert [(message.to, message.subject) for message in outgoing.outbox] == [([ada.email], "Welcome to Tvers")]
    assert (letter.recipient, letter.subject, letter.body, letter.language) == (ada, "Welcome to Tvers", outgoing.outbox[0].body, "en")
    assert "http://localhost:8000/en/learn/" in letter.body


@pytest.mark.parametrize("language", ["nb", "sv", "uk"])
def test_mail_speaks_the_language_of_its_reader(language):
    mail.send("welcome", UserFactory(language=language))

    letter = Letter.objects.get()
    assert f"http://localhost:8000/{language}/me/" in letter.body
    assert letter.language == language


def test_mail_to_a_reader_of_a_language_not_offered_takes_the_nearest():
    mail.send("welcome", UserFactory(language="nn"))

    assert Letter.objects.get().language == "nb"


def test_names_are_written_as_they_are():
    mail.send("welcome", UserFactory(name="Mary & <Joe>"))

    assert "Mary & <Joe>" in outgoing.outbox[0].body


def test_farewell_is_sent_and_not_kept():
    mail.say_goodbye("goodbye", to="ada@example.org", language="en", name="Ada")

    assert outgoing.outbox[0].subject == "Your account is erased"
    assert not Letter.objects.exists()


def test_mail_waits_in_the_queue_and_leaves_no_trace_there(queue):
    mail.send("welcome", UserFactory())
    waiting, sent = DBTaskResult.objects.count(), len(outgoing.outbox)

    work()

    assert (waiting, sent) == (1, 0)
    assert (DBTaskResult.objects.count(), len(outgoing.outbox)) == (0, 1)


def test_mail_is_tried_again_when_the_server_is_away(queue, settings):
    settings.EMAIL_BACKEND = "tests.hub.test_mail.AwayBackend"
    mail.send("welcome", UserFactory())

    work()
    waiting = DBTaskResult.objects.get()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    DBTaskResult.objects.update(run_after=timezone.now())
    work()

    assert waiting.args_kwargs["kwargs"]["tries"] == 2
    assert waiting.run_after > timezone.now()
    assert [message.subject for message in outgoing.outbox] == ["Welcome to Tvers"]
    assert not DBTaskResult.objects.exists()


def test_mail_that_is_given_up_names_nobody_in_the_log(queue, settings, caplog):
    settings.EMAIL_BACKEND = "tests.hub.test_mail.AwayBackend"
    mail.send("welcome", UserFactory(email="ada@example.org"))
    for _try in range(6):
        DBTaskResult.objects.update(run_after=timezone.now())
        work()

    result = DBTaskResult.objects.get()
    assert result.status == "FAILED"
    assert "NotDelivered" in caplog.text
    assert "@example.org" not in caplog.text + result.traceback


def rendered_by_allauth():
    """Every mail that allauth may send here, by its prefix, with its source."""
    folders = [ALLAUTHS / "account/email", ALLAUTHS / "mfa/email"]
    sources = {path: path.read_text() for folder in folders for path in folder.glob("*_message.txt") if not path.name.startswith("base_")}
    return {str(path.relative_to(ALLAUTHS)).removesuffix("_message.txt"): source for path, source in sources.items()}


def test_mails_that_carry_a_code_or_a_link_are_all_named():
    sources = rendered_by_allauth()
    carrying = {prefix for prefix, source in sources.items() if re.search(r"\bcode\b *}}|_url *}}|email_confirmation_message", source)}

    assert carrying == {prefix for prefix in mail.NEVER_COPIED if prefix.startswith("account/")}
    assert len(sources) > len(carrying)


@pytest.mark.parametrize("prefix", sorted(rendered_by_allauth()))
def test_mail_of_allauth_is_copied_unless_it_lets_somebody_in(rf, prefix):
    ada = UserFactory(language="en")
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)

    get_adapter(rf.get("/")).send_mail(prefix, ada.email, {"code": "CODE-42", "password_reset_url": "/reset", "signup_url": "/up", "user": ada})

    assert len(outgoing.outbox) == 1
    assert Letter.objects.filter(recipient=ada).exists() is (prefix not in mail.NEVER_COPIED)
    assert "CODE-42" not in "".join(Letter.objects.values_list("body", flat=True))


def test_mail_of_allauth_speaks_the_language_of_its_reader(rf):
    ada = UserFactory(language="nb")

    get_adapter(rf.get("/")).send_mail("account/email/password_changed", ada.email, {})

    assert Letter.objects.get().language == "nb"
    assert "Passordet" in outgoing.outbox[0].body
    assert "Tvers" in outgoing.outbox[0].body


def test_mail_to_an_unknown_address_makes_no_letter(rf):
    get_adapter(rf.get("/")).send_mail("account/email/unknown_account", "nobody@example.org", {"signup_url": "/up"})

    assert [message.to for message in outgoing.outbox] == [["nobody@example.org"]]
    assert not Letter.objects.exists()
