"""Me: what is about me, my letters, and the way out with everything."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail as outgoing

from entrepreneurs.models import User
from hub import mail
from hub.models import Letter
from learning.models import Enrolment, Learner
from learning.models.progress import hash_of
from tests.entrepreneurs.test_accounts import make_member, sign_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

FACTS = {"name": "Ada", "language": "nb", "time_zone": "Atlantic/Reykjavik", "country": "IS"}


def make_guest(client) -> Learner:
    client.cookies["learner"] = "secret"
    return Learner.objects.create(token_hash=hash_of("secret"))


def test_me_of_a_visitor_says_what_a_guest_can_do(client):
    text = client.get("/en/me/").text

    assert "You are here as a guest" in text
    assert "Nothing is stored about you yet" in text
    assert "/en/me/erase/" not in text


def test_me_of_a_guest_offers_what_is_stored(client):
    make_guest(client)

    text = client.get("/en/me/").text

    assert "Erase it all" in text
    assert 'action="/en/me/download/"' in text


def test_me_shows_what_is_known_and_how_many_letters_are_unread(client):
    ada = make_member(name="Ada", country="NO", language="nb")
    mail.send("welcome", ada)
    client.force_login(ada)

    text = client.get("/en/me/").text

    assert [word for word in ("Ada", ada.email, "Norsk", "Norway", "Europe/Oslo", "1 unread") if word not in text] == []


def test_facts_are_changed_and_the_page_speaks_the_new_language(client):
    ada = make_member()
    client.force_login(ada)

    response = client.post("/en/me/facts/", FACTS)

    ada.refresh_from_db()
    assert response.url == "/nb/me/"
    assert {name: str(getattr(ada, name)) for name in FACTS} == FACTS


@pytest.mark.parametrize(("field", "value"), [("language", "xx"), ("time_zone", "Mars/Base"), ("country", "XX"), ("name", "x" * 81)])
def test_bad_facts_are_given_back_with_a_sentence_by_the_field(client, field, value):
    ada = make_member(name="Before")
    client.force_login(ada)

    response = client.post("/en/me/facts/", FACTS | {"name": "After", field: value})

    ada.refresh_from_db()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in response.text
    assert response.context["form"]["name"].value() == (value if field == "name" else "After")
    assert ada.name == "Before"


@pytest.mark.parametrize("address", ["/en/me/facts/", "/en/me/letters/", "/en/me/letters/1/"])
def test_strangers_are_asked_to_sign_in(client, address):
    assert client.get(address).url.startswith("/en/account/login/")


@pytest.mark.parametrize("count", [1, 3])
def test_letters_are_listed_at_one_cost(client, count, django_assert_num_queries):
    ada = make_member()
    for _number in range(count):
        mail.send("welcome", ada)
    client.force_login(ada)
    client.get("/en/me/letters/")

    with django_assert_num_queries(4):
        response = client.get("/en/me/letters/")

    assert response.text.count("Welcome to Tvers") == count


def test_letter_is_read_when_it_is_opened(client):
    ada = make_member()
    mail.send("welcome", ada)
    letter = Letter.objects.get()
    client.force_login(ada)

    response = client.get(f"/en/me/letters/{letter.pk}/")
    letter.refresh_from_db()
    first = letter.read_at
    client.get(f"/en/me/letters/{letter.pk}/")
    letter.refresh_from_db()

    assert "Your account is ready." in response.text
    assert first is not None
    assert letter.read_at == first


def test_letter_is_hidden_from_others(client):
    mail.send("welcome", UserFactory(name="Ada"))
    letter = Letter.objects.get()
    client.force_login(make_member())

    assert client.get(f"/en/me/letters/{letter.pk}/").status_code == 404
    assert "Welcome to Tvers" not in client.get("/en/me/letters/").text


def test_download_holds_everything_for_people_and_for_programs(client):
    ada = make_member(name="Ada")
    client.force_login(ada)

    response = client.post("/en/me/download/")

    archive = ZipFile(BytesIO(response.content))
    held = {holding["model"]: holding for holding in json.loads(archive.read("everything.json"))}
    user = {item["field"]: item["value"] for item in held["entrepreneurs.user"]["rows"][0]}
    assert response["Content-Disposition"] == 'attachment; filename="tvers.zip"'
    told_to_all = ["entrepreneurs.quotedfile", "entrepreneurs.quote"]
    assert list(held) == ["account.emailaddress", "sessions.session", *told_to_all, "entrepreneurs.user"]
    assert [held[name]["rows"] for name in told_to_all] == [[], []]
    assert (user["name"], user["email"]) == ("Ada", ada.email)
    assert "password" not in user
    assert ada.email in archive.read("everything.html").decode()


def test_guest_downloads_own_answers(client):
    guest = make_guest(client)
    Enrolment.objects.create(learner=guest, course_key="00000000-0000-0000-0000-000000000001", language="uk")
    Enrolment.objects.create(learner=Learner.objects.create(token_hash="another"), course_key="00000000-0000-0000-0000-000000000002", language="sv")

    archive = ZipFile(BytesIO(client.post("/en/me/download/").content))

    held = {holding["model"]: len(holding["rows"]) for holding in json.loads(archive.read("everything.json"))}
    assert held == {"learning.learner": 1, "learning.enrolment": 1}


@pytest.mark.parametrize("address", ["/en/me/download/", "/en/me/erase/"])
def test_visitor_of_whom_nothing_is_known_is_told_so(client, address):
    response = client.post(address, follow=True)

    assert "Nothing is stored about you" in response.text


def test_download_is_not_fetched_by_a_link(client):
    make_guest(client)

    assert client.get("/en/me/download/").status_code == 405


def test_erasing_asks_who_one_is_first(client):
    client.force_login(make_member())

    response = client.post("/en/me/erase/", {"word": "erase"})

    assert response.url == "/en/account/reauthenticate/?next=%2Fen%2Fme%2Ferase%2F"
    assert User.objects.count() == 1


def test_erasing_needs_the_word(client):
    sign_in(client)

    response = client.post("/en/me/erase/", {"word": "yes"})

    assert response.status_code == 422
    assert "Nothing has been erased" in response.text
    assert 'value="yes"' in response.text
    assert User.objects.count() == 1


def test_erasing_erases_signs_out_and_says_goodbye(client, django_capture_on_commit_callbacks):
    ada = sign_in(client)
    outgoing.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/en/me/erase/", {"word": " Erase "})

    assert "It is erased" in response.text
    assert not User.objects.exists()
    assert [(message.to, message.subject) for message in outgoing.outbox] == [([ada.email], "Your account is erased")]
    assert client.get("/en/me/facts/").status_code == 302
    assert not Letter.objects.exists()


def test_guest_erases_own_answers_and_the_browser_forgets(client):
    guest = make_guest(client)
    other = Learner.objects.create(token_hash="another")

    response = client.post("/en/me/erase/", {"word": "erase"})

    assert list(Learner.objects.all()) == [other] != [guest]
    assert response.cookies["learner"].value == ""
    assert response.cookies["learner"]["max-age"] == 0
