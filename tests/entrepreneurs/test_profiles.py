"""Profiles: begun, finished later, shown to those whom their owner chose, and gone with them."""

import os
import time
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from entrepreneurs.actions.attachments import forget_orphans
from entrepreneurs.actions.connections import NotAdult, accept, ask, block, decline, say_adult
from entrepreneurs.actions.profiles import change_photo, change_profile, change_tags
from entrepreneurs.forms.profiles import SECTIONS
from entrepreneurs.models import Connection, Profile, Tag, User, Visibility
from entrepreneurs.photos import MOST_BYTES, portrait
from hub import privacy
from hub.models import Generation
from hub.privacy import Person
from tests.factories import UserFactory, befriend

pytestmark = pytest.mark.django_db

BEGINNING = {
    "name": "Ada",
    "sentence": "I mend what others throw away",
    "language": "en",
    "where": "NO/Trøndelag",
    "place": "Steinkjer",
    "languages": ["en", "nb"],
    "visibility": "members",
    "is_adult": "on",
}


@pytest.fixture
def ada(client):
    ada = UserFactory(name="Ada")
    client.force_login(ada)
    return ada


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    """Where photos are kept in this test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def shown(user, *, visibility=Visibility.MEMBERS, **facts) -> Profile:
    return change_profile(user, is_adult=True, visibility=visibility, **facts)


def picture(kind: str = "JPEG", size=(900, 600), **facts) -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, kind, **facts)
    return SimpleUploadedFile(f"me.{kind.lower()}", written.getvalue())


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


# Beginning, and going on


def test_profile_is_begun_in_one_form(client, ada):
    response = client.post("/en/me/profile/begin/", BEGINNING)

    assert response.url == "/en/me/profile/"
    profile = Profile.objects.get(user=ada)
    assert (profile.sentence, profile.visibility, profile.languages) == (BEGINNING["sentence"], "members", ["English", "Norsk"])
    assert (profile.place, profile.shown_where, profile.shown_key) == ("Steinkjer", "Trøndelag, Norway", "NO/Trøndelag")
    assert User.objects.get(pk=ada.pk).said_adult_at


def test_profile_is_asked_for_nothing_but_a_name_and_who_sees_it(client, ada):
    response = client.post("/en/me/profile/begin/", {"name": "Ada", "language": "en", "visibility": "nobody"})

    assert response.url == "/en/me/profile/"


def test_who_can_be_found_by_strangers_says_to_be_an_adult(client, ada):
    response = client.post("/en/me/profile/begin/", BEGINNING | {"is_adult": ""})

    assert response.status_code == 422
    assert "is 18 or older" in response.text
    assert response.context["form"]["sentence"].value() == BEGINNING["sentence"]
    assert not Profile.objects.filter(user=ada).exists()


def test_child_cannot_be_shown_by_any_section(ada):
    change_profile(ada, visibility=Visibility.CONNECTIONS)

    with pytest.raises(NotAdult):
        change_profile(ada, visibility=Visibility.EVERYONE)

    assert Profile.objects.get(user=ada).visibility == Visibility.CONNECTIONS


def test_beginning_again_leads_to_what_is_there(client, ada):
    shown(ada)

    assert client.get("/en/me/profile/begin/").url == "/en/me/profile/"


def test_own_profile_without_one_leads_to_its_beginning(client, ada):
    assert client.get("/en/me/profile/").url == "/en/me/profile/begin/"
    assert client.get("/en/me/profile/about/").status_code == 404


def test_every_section_opens_and_saves_what_it_shows(client, ada):
    shown(ada, about="Words", role="entrepreneur", where="NO", languages=["nb"], sectors=["food"], offers=["advice"], challenges=[])

    for name in SECTIONS.keys() - {"photo"}:
        page = client.get(f"/en/me/profile/{name}/")
        data = {field.html_name: field.value() for field in page.context["form"] if field.value() is not None}
        assert client.post(f"/en/me/profile/{name}/", data).status_code == 302, name

    profile = Profile.objects.get(user=ada)
    assert (profile.about, profile.role, profile.where, profile.languages, profile.offers) == ("Words", "entrepreneur", "NO", ["Norsk"], ["Advice"])


def test_section_leaves_the_others_alone(client, ada):
    shown(ada, about="Words", languages=["nb"])

    client.post("/en/me/profile/enterprise/", {"enterprise": "The Shed", "sectors": ["reuse"]})

    profile = Profile.objects.get(user=ada)
    assert (profile.enterprise, profile.sectors, profile.about, profile.languages) == ("The Shed", ["Reuse and repair"], "Words", ["Norsk"])


@pytest.mark.parametrize(
    ("section", "data"),
    [
        ("about", {"language": "en", "about": "x" * 2001}),
        ("about", {"language": "xx"}),
        ("about", {"language": "en", "role": "king"}),
        ("languages", {"languages": ["nb", "klingon"]}),
        ("challenges", {"challenges": ["none-such"]}),
        ("place", {"where": "DE/Bayern", "place": "", "precision": "place"}),
        ("place", {"where": "", "place": "Steinkjer", "precision": "place"}),
        ("visibility", {"visibility": "police"}),
        ("more", {"youth": "shout"}),
    ],
)
def test_bad_input_changes_nothing_and_is_given_back(client, ada, section, data):
    shown(ada, about="Words", languages=["nb"], where="NO")
    before = Profile.objects.values().get(user=ada)

    response = client.post(f"/en/me/profile/{section}/", data)

    assert response.status_code == 422
    assert response.context["form"].errors
    assert Profile.objects.values().get(user=ada) == before


def test_own_profile_says_what_is_in_it_and_invites_to_the_rest(client, ada):
    shown(ada, sentence="I mend", languages=["nb", "sv"])

    text = client.get("/en/me/profile/").text

    assert [word for word in ("I mend", "Norsk, Svenska", "Members: those who have an account", "Have you an enterprise") if word not in text] == []


# The place


@pytest.mark.parametrize(
    ("precision", "where", "key"),
    [
        ("place", "Steinkjer, Trøndelag, Norway", "NO/Trøndelag/Steinkjer"),
        ("region", "Trøndelag, Norway", "NO/Trøndelag"),
        ("country", "Norway", "NO"),
        ("nothing", "", ""),
    ],
)
def test_place_is_shown_no_more_exactly_than_its_owner_chose(client, ada, precision, where, key):
    profile = shown(ada, where="NO/Trøndelag", place="Steinkjer", precision=precision)

    assert (profile.shown_where, profile.shown_key) == (where, key)
    client.force_login(UserFactory())
    for address in (profile.get_absolute_url(), "/en/people/"):
        assert ("Steinkjer" in client.get(address).text) == (precision == "place")


def test_place_that_the_map_does_not_know_is_shown_in_its_region(ada):
    profile = shown(ada, where="NO/Trøndelag", place="Utpå neset", precision="place")

    assert (profile.shown_where, profile.shown_key) == ("Utpå neset, Trøndelag, Norway", "NO/Trøndelag")


def test_place_taken_away_is_shown_no_more(ada):
    shown(ada, where="NO/Trøndelag", place="Steinkjer", precision="place")

    profile = shown(ada, where="", place="")

    assert (profile.shown_where, profile.shown_key, profile.shown_country) == ("", "", "")


# Who sees it


@pytest.fixture
def others(ada):
    friend, member = UserFactory(), UserFactory()
    befriend(friend, ada)
    return {"friend": friend, "member": member, "own": ada, "visitor": None}


def see(client, others, address: str) -> set[str]:
    seen = set()
    for name, user in others.items():
        client.logout()
        if user:
            client.force_login(user)
        seen |= {name} if client.get(address).status_code == 200 else set()
    return seen


@pytest.mark.parametrize(
    ("visibility", "seen_by"),
    [
        ("everyone", {"visitor", "member", "friend", "own"}),
        ("members", {"member", "friend", "own"}),
        ("connections", {"friend", "own"}),
        ("nobody", {"own"}),
    ],
)
def test_profile_and_photo_are_seen_by_those_whom_their_owner_chose(client, ada, others, folder, visibility, seen_by):
    change_photo(ada, photo=portrait(picture()))
    profile = shown(ada, visibility=visibility)

    assert see(client, others, profile.get_absolute_url()) == seen_by
    assert see(client, others, f"/en/people/{ada.pk}/photo/{profile.photo_name}") == seen_by
    assert see(client, others, f"/en/people/{ada.pk}/photo/another.webp") == set()


def test_blocked_see_nothing_of_each_other(client, ada, others):
    profile = shown(ada)
    block(ada, blocked=others["friend"])
    block(others["member"], blocked=ada)

    assert see(client, others, profile.get_absolute_url()) == {"own"}
    assert see(client, others, f"/en/people/{ada.pk}/ask/") == set()


def test_profile_of_a_closed_account_is_gone(client, ada, others):
    profile = shown(ada, visibility="everyone")
    User.objects.filter(pk=ada.pk).update(is_active=False)

    assert see(client, others, profile.get_absolute_url()) == set()


def test_profile_does_not_tell_the_address_of_whoever_has_no_name(client):
    nameless = UserFactory(name="")
    profile = shown(nameless, visibility="everyone")

    for address in (profile.get_absolute_url(), "/en/people/"):
        text = client.get(address).text
        assert "Somebody without a name" in text
        assert nameless.email not in text


def test_profile_says_its_language(client, ada):
    profile = shown(ada, language="el", sentence="Καλημέρα", about="Κείμενο")

    text = client.get(profile.get_absolute_url()).text

    assert '<p class="lead" lang="el" dir="ltr">Καλημέρα</p>' in text
    assert "Ελληνικά" in text


def test_tags_are_told_to_connections_unless_they_are_for_all(client, ada, others):
    profile = shown(ada)
    change_tags(ada, youth="connections", woman="all", returnee="", newly_arrived="")

    seen = {}
    for name in ("member", "friend"):
        client.force_login(others[name])
        text = client.get(profile.get_absolute_url()).text
        seen[name] = [tag for tag in ("Young", "Woman", "Moved away") if f"<span>{tag}" in text]

    assert seen == {"member": ["Woman"], "friend": ["Young", "Woman"]}
    assert not Tag.objects.filter(value="returnee").exists()


def test_public_pages_are_forgotten_when_a_profile_is_hidden(ada, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        shown(ada, visibility="everyone")
    shown_under = Generation.objects.current()

    with django_capture_on_commit_callbacks(execute=True):
        shown(ada, visibility="members")

    assert Generation.objects.current() == shown_under + 1


def test_change_that_no_visitor_sees_forgets_no_pages(ada, django_capture_on_commit_callbacks):
    before = Generation.objects.current()

    with django_capture_on_commit_callbacks(execute=True):
        shown(ada, visibility="members", about="Words")

    assert Generation.objects.current() == before


# From a profile to a conversation


def words_of(client, profile) -> str:
    return client.get(profile.get_absolute_url()).text


def test_profile_offers_what_can_be_done_next(client, ada):
    stranger = UserFactory()
    say_adult(stranger)
    profile = shown(stranger)
    say_adult(ada)

    assert f'href="/en/people/{stranger.pk}/ask/"' in words_of(client, profile)
    request = ask(ada, asked=stranger, message="Hello", language="en")
    assert "You have asked" in words_of(client, profile)
    talk = accept(request, by=stranger)
    assert f'href="/en/messages/{talk.pk}/"' in words_of(client, profile)


def test_profile_leads_to_the_request_of_its_owner_until_it_is_declined(client, ada):
    asker = UserFactory()
    profile = shown(asker)
    say_adult(ada)
    request = ask(asker, asked=ada, message="Hello", language="en")

    assert f'href="/en/messages/requests/{request.pk}/"' in words_of(client, profile)
    decline(request, by=ada)
    text = words_of(client, profile)
    assert "/requests/" not in text
    assert "/ask/" not in text


def test_somebody_found_is_asked_from_their_profile(client, ada):
    found = UserFactory()
    shown(found)

    response = client.post(f"/en/people/{found.pk}/ask/", {"message": "Hello", "language": "en", "is_adult": "on"})

    assert response.status_code == 302
    assert list(Connection.objects.values_list("asker", "asked", "message")) == [(ada.pk, found.pk, "Hello")]


def test_nobody_is_asked_who_does_not_show_themselves(client, ada):
    hidden = UserFactory()
    shown(hidden, visibility="connections")

    assert client.post(f"/en/people/{hidden.pk}/ask/", {"message": "Hello", "language": "en", "is_adult": "on"}).status_code == 404
    assert client.post(f"/en/people/{ada.pk}/ask/", {"message": "Hello", "language": "en", "is_adult": "on"}).status_code == 404
    assert not Connection.objects.exists()


def test_profile_says_what_two_people_have_for_each_other(client, ada):
    shown(ada, offers=["rooms"], needs=["advice", "money"])
    other = UserFactory()
    profile = shown(other, offers=["advice", "tools"], needs=["rooms"])

    text = words_of(client, profile)

    assert "They offer what you need: Advice</li>" in text
    assert "They need what you offer: Rooms and premises</li>" in text


def test_profile_costs_the_same_with_much_and_little_in_it(client, ada, django_assert_num_queries):
    other = UserFactory()
    profile = shown(other, offers=["advice"])
    shown(ada)
    client.get(profile.get_absolute_url())

    for offers in (["advice"], ["advice", "tools", "rooms"]):
        shown(other, offers=offers)
        with django_assert_num_queries(9):
            client.get(profile.get_absolute_url())


# The photo


def upload(client, file):
    return client.post("/en/me/profile/photo/", {"photo": file})


def test_photo_is_made_square_and_forgets_where_it_was_taken(client, ada, folder):
    shown(ada)
    taken = Image.Exif()
    taken[0x010F], taken[0x0112] = "A camera", 6
    taken.get_ifd(0x8825)[1] = "N"

    assert upload(client, picture(exif=taken, comment=b"secret")).status_code == 302

    [name] = files(folder)
    with Image.open(folder / "profiles" / name) as stored:
        assert (stored.format, stored.size, dict(stored.getexif())) == ("WEBP", (480, 480), {})
    assert b"secret" not in (folder / "profiles" / name).read_bytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photo_may_be_what_phones_and_browsers_write(client, ada, folder, kind):
    shown(ada)

    assert upload(client, picture(kind)).status_code == 302
    assert len(files(folder)) == 1


def bomb() -> bytes:
    """A PNG that says to be 60,000 points wide and high."""
    written = bytearray(picture("PNG", size=(1, 1)).read())
    written[16:24] = (60_000).to_bytes(4, "big") * 2
    written[29:33] = zlib.crc32(bytes(written[12:29])).to_bytes(4, "big")
    return bytes(written)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Just words",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + bytes(40),
        b"\xff\xd8\xff\xe0" + bytes(200),
        b"x" * (MOST_BYTES + 1),
        bomb(),
    ],
    ids=["empty", "text", "svg", "gif", "broken", "too big", "bomb"],
)
def test_photo_that_is_none_is_refused_and_the_old_one_stays(client, ada, folder, content):
    shown(ada)
    upload(client, picture())
    before = files(folder)

    response = upload(client, SimpleUploadedFile("me.jpg", content, content_type="image/jpeg"))

    assert response.status_code == 422
    assert response.context["form"].errors["photo"]
    assert files(folder) == before


def test_photo_that_is_missing_is_asked_for(client, ada):
    shown(ada)

    assert "Choose one first" in client.post("/en/me/profile/photo/", {}).text


def test_new_photo_takes_the_old_one_away_and_none_takes_both(client, ada, folder, django_capture_on_commit_callbacks):
    shown(ada)
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            upload(client, picture())
    assert len(files(folder)) == 1

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/me/profile/photo/remove/")

    assert files(folder) == []
    assert not Profile.objects.get(user=ada).photo


def test_photo_that_belongs_to_nobody_goes_after_an_hour_and_others_stay(ada, folder):
    change_photo(ada, photo=portrait(picture()))
    shown(ada)
    [kept] = (folder / "profiles").iterdir()
    for name, age in [("left.webp", 2), ("under-way.webp", 0)]:
        (folder / "profiles" / name).write_bytes(b"x")
        os.utime(folder / "profiles" / name, times=(time.time() - age * 3600,) * 2)

    forget_orphans()

    assert files(folder) == sorted([kept.name, "under-way.webp"])


def test_erasure_takes_profile_and_photo(ada, folder, django_capture_on_commit_callbacks):
    shown(ada, about="Words")
    change_photo(ada, photo=portrait(picture()))

    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(Person(user=ada))

    assert files(folder) == []
    assert not Profile.objects.exists()


def test_media_have_no_door_to_photos(client, ada, folder):
    change_photo(ada, photo=portrait(picture()))
    profile = shown(ada)

    assert client.get(f"{settings.MEDIA_URL}{profile.photo.name}").status_code == 404
