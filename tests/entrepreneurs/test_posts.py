"""Needs and offers: posted, found by those who may, answered once in a conversation of two, and over by themselves."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from entrepreneurs import reportable
from entrepreneurs.actions import posts as actions
from entrepreneurs.actions.connections import NotAdult, block, say_adult
from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.actions.silences import Silenced, silence
from entrepreneurs.models import Conversation, Post, PostAnswer, Report, User
from hub import privacy
from hub.models import Generation, Notice
from hub.notices.kinds import tell
from hub.privacy import Person
from tests.factories import UserFactory, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return adult("Ada")


@pytest.fixture
def bo(client):
    bo = adult("Bo")
    client.force_login(bo)
    return bo


def adult(name: str) -> User:
    user = UserFactory(name=name)
    say_adult(user)
    return user


def in_days(number: int):
    return timezone.localdate() + timedelta(days=number)


def written(**facts) -> dict:
    """As the form sends it."""
    words = {
        "kind": "need",
        "help": "rooms",
        "title": "A room in March",
        "text": "For ten people.",
        "language": "nb",
        "sector": "food",
        "challenge": "",
    }
    return words | {"until": in_days(60).isoformat(), "reach": "everyone", "client_id": str(uuid4())} | facts


def said(**facts) -> dict:
    return {"body": "I have one", "language": "en", "client_id": str(uuid4())} | facts


def found(client, **filters) -> list[str]:
    return re.findall(r"<h3><a href=[^>]*>([^<]*)</a></h3>", client.get("/en/people/posts/", filters).text)


def answer(post, by, body="I have one"):
    return actions.answer(post, by=by, body=body, language="en", client_id=uuid4())


# One's own


def test_post_is_made_once_and_changed(client, bo):
    form = written()
    answers = [client.post("/en/people/posts/new/", form) for _twice in range(2)]

    post = Post.objects.get()
    assert [answer.url for answer in answers] == [post.get_absolute_url()] * 2
    assert (post.author, post.kind, post.help, post.sector, post.until, post.is_public) == (bo, "need", "rooms", "food", in_days(60), True)
    page = client.get(f"{post.get_absolute_url()}change/")
    data = {field.html_name: field.value() for field in page.context["form"]} | {"title": "A room in May", "until": in_days(9).isoformat()}
    assert client.post(f"{post.get_absolute_url()}change/", data).url == post.get_absolute_url()
    post.refresh_from_db()
    assert (post.title, post.until, post.text) == ("A room in May", in_days(9), "For ten people.")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [({"until": "2001-01-01"}, "six months"), ({"help": ""}, "required"), ({"title": ""}, "required"), ({"kind": "x"}, "valid")],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, bo, wrong, told):
    response = client.post("/en/people/posts/new/", written(**wrong))

    assert (response.status_code, Post.objects.count()) == (422, 0)
    assert told in str(response.context["form"].errors)
    assert response.context["form"]["text"].value() == "For ten people."


def test_posting_is_for_adults_who_may_write_and_not_without_end(client, ada, monkeypatch):
    child = UserFactory()
    client.force_login(child)
    assert client.post("/en/people/posts/new/", written()).status_code == 422
    assert client.post("/en/people/posts/new/", written(is_adult="on")).status_code == 302
    with pytest.raises(NotAdult):
        actions.make_post(UserFactory(), client_id=uuid4())

    monkeypatch.setattr(actions, "MOST_OPEN", 1)
    make_post(ada)
    with pytest.raises(actions.TooManyOpen):
        make_post(ada)
    silence(ada, until=None)
    with pytest.raises(Silenced):
        actions.change_post(ada.posts.get(), title="Other words")


def test_post_is_closed_with_what_became_of_it_and_opened_again(client, bo, django_capture_on_commit_callbacks):
    post = make_post(bo, reach="everyone", days=3)
    before = Generation.objects.current()
    address = post.get_absolute_url()
    assert client.post(f"{address}close/", {"outcome": ""}).status_code == 422

    with django_capture_on_commit_callbacks(execute=True):
        for outcome in ("met", "no_longer"):  # closed again, it is as it was closed first
            client.post(f"{address}close/", {"outcome": outcome})

    page = client.get(address)
    assert "It has been met" in page.text
    assert found(client) == []
    assert client.get(f"{address}change/").url == address
    for _twice in range(2):
        client.post(f"{address}prolong/")
    post.refresh_from_db()
    assert (post.is_open, post.until, post.outcome) == (True, in_days(60), "")
    assert Generation.objects.current() > before  # what visitors were shown is forgotten


# Who reads it


def test_post_is_read_by_those_whom_its_author_chose(client, ada):
    for reach in ("members", "everyone"):
        make_post(ada, title=reach, reach=reach)
    public, members = Post.objects.get(reach="everyone"), Post.objects.get(reach="members")

    assert found(client) == ["everyone"]
    assert [client.get(post.get_absolute_url()).status_code for post in (public, members)] == [200, 404]
    assert "Sign in to answer" in client.get(public.get_absolute_url()).text
    xml = client.get("/sitemap.xml").text
    assert (public.get_absolute_url() in xml, members.get_absolute_url() in xml) == (True, False)
    client.force_login(UserFactory())
    assert found(client) == ["everyone", "members"]


def test_nothing_is_read_of_those_who_are_blocked_or_gone_or_whose_time_is_over(client, bo):
    blocked, blocks, gone, over = (adult(name) for name in ("blocked", "blocks", "gone", "over"))
    made = [make_post(author, title=author.name, reach="everyone") for author in (blocked, blocks, gone, over)]
    assert len(found(client)) == 4

    block(bo, blocked=blocked)
    block(blocks, blocked=bo)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    Post.objects.filter(author=over).update(until=in_days(-1))

    assert found(client) == []
    assert [client.get(post.get_absolute_url()).status_code for post in made] == [404] * 4
    assert [client.post(f"{post.get_absolute_url()}answer/", said()).status_code for post in made] == [404, 404, 404, 422]
    assert not Conversation.objects.exists()


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({"kind": "need"}, ["A"]),
        ({"help": "rooms"}, ["C", "A"]),
        ({"language": "nb"}, ["B"]),
        ({"where": "SE"}, ["B"]),
        ({"where": "NO"}, []),
        ({"where": "SE", "kind": "need"}, []),
        ({"kind": "nothing"}, ["C", "B", "A"]),
    ],
    ids=str,
)
def test_filter_finds_what_fits(client, ada, bo, filters, titles):
    """Where somebody lives is known as their profile shows it."""
    change_profile(ada, visibility="members", where="SE/Jämtland", precision="country")
    change_profile(bo, visibility="connections", where="NO/Trøndelag", precision="place")
    cem = adult("Cem")
    make_post(bo, title="A", kind="need", help="rooms")
    make_post(ada, title="B", language="nb")
    make_post(bo, title="C", help="rooms")
    client.force_login(cem)

    assert found(client, **filters) == titles


def test_place_is_told_to_those_who_see_the_profile(client, ada):
    change_profile(ada, visibility="members", where="SE/Jämtland", place="Åre", precision="region")
    post = make_post(ada, reach="everyone")
    reader = UserFactory()

    texts = [client.get(post.get_absolute_url()).text]
    client.force_login(reader)
    texts += [client.get(address).text for address in (post.get_absolute_url(), "/en/people/posts/")]

    assert [("Jämtland" in text, "Åre" in text) for text in texts] == [(False, False), (True, False), (True, False)]


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(client, bo, number, django_assert_num_queries):
    for one in range(number):
        change_profile(author := adult(f"Ada {one}"), visibility="members", where="SE", precision="country")
        make_post(author)
    client.get("/en/people/posts/")

    with django_assert_num_queries(6):
        assert len(found(client)) == number


# Answering


def test_answer_begins_a_conversation_of_two_and_again_leads_there(client, ada, bo):
    post = make_post(ada, title="A room in March")
    form = said()

    first = [client.post(f"{post.get_absolute_url()}answer/", form).url for _twice in range(2)]
    second = client.post(f"{post.get_absolute_url()}answer/", said(body="Or two")).url

    talk = Conversation.objects.get()
    assert {*first, second} == {f"/en/messages/{talk.pk}/"}
    assert (talk.title, talk.is_direct) == ("A room in March", False)
    assert set(talk.participants.present().values_list("user", "is_owner")) == {(ada.pk, False), (bo.pk, False)}
    assert list(talk.messages.values_list("author", "body")) == [(bo.pk, "I have one"), (bo.pk, "Or two")]
    page = client.get(post.get_absolute_url())
    assert f"/en/messages/{talk.pk}/" in page.text
    assert "<textarea" not in page.text
    client.force_login(ada)
    assert "I have one" in client.get(f"/en/messages/{talk.pk}/").text
    assert f"/en/messages/{talk.pk}/" in client.get(post.get_absolute_url()).text


def test_answers_of_several_are_conversations_of_their_own(ada, bo):
    post, cem = make_post(ada), adult("Cem")

    talks = {answer(post, by=bo).pk, answer(post, by=cem).pk}

    assert len(talks) == 2
    assert list(Conversation.objects.visible_to(cem)) == [Conversation.objects.get(pk=max(talks))]


def test_whoever_may_not_answer_is_told_and_keeps_the_text(client, ada, bo):
    own, silenced, closed = make_post(bo), make_post(ada), make_post(ada, title="Secret by now")
    actions.close_post(closed, outcome="met")
    child = UserFactory()

    refused = [client.post(f"{post.get_absolute_url()}answer/", said()) for post in (own, closed)]
    silence(bo, until=None)
    refused.append(client.post(f"{silenced.get_absolute_url()}answer/", said()))
    client.force_login(child)
    refused.append(client.post(f"{silenced.get_absolute_url()}answer/", said()))

    assert [response.status_code for response in refused] == [422] * 4
    assert [response.context["form"]["body"].value() for response in refused] == ["I have one"] * 4
    told = ["This is your own", "not open any more", "Moderators have stopped you", "I am 18 or older"]
    assert [words in response.text for words, response in zip(told, refused, strict=True)] == [True] * 4
    assert "Secret by now" not in refused[1].text
    assert not Conversation.objects.exists()


def test_whoever_left_the_conversation_and_answers_again_is_in_it_again(ada, bo):
    post = make_post(ada)
    talk = answer(post, by=bo)
    talk.participants.filter(user=bo).update(left_at=timezone.now())

    assert answer(post, by=bo, body="I am back") == talk

    assert set(talk.participants.present().values_list("user", flat=True)) == {ada.pk, bo.pk}


def test_conversation_stays_when_the_post_is_closed_or_the_other_has_left_the_hub(client, ada, bo):
    change_profile(ada, visibility="members", offers=["advice"])
    post = make_post(ada, title="A room in March")
    talk = answer(post, by=bo)

    actions.change_post(post, title="Two rooms")
    actions.close_post(post, outcome="met")
    assert "It has been met" in client.get(post.get_absolute_url()).text  # for whoever has answered
    privacy.erase(Person(user=ada))

    assert client.get(post.get_absolute_url()).status_code == 404
    page = client.get(f"/en/messages/{talk.pk}/").text
    assert ("I have one" in page, "A room in March" in page, "About a need or an offer that is gone" in page) == (True, False, True)
    assert not PostAnswer.objects.exists()


def test_block_ends_the_sight_of_a_post_and_what_is_said_about_it(client, ada, bo):
    post = make_post(ada)
    talk = answer(post, by=bo)

    block(ada, blocked=bo)

    assert client.get(post.get_absolute_url()).status_code == 404
    with pytest.raises(actions.NotOpen):
        answer(post, by=bo)
    client.force_login(ada)
    assert "I have one" not in client.get(f"/en/messages/{talk.pk}/").text


# What is wrong


def test_post_is_reported_and_removed(client, ada, bo):
    post = make_post(ada, title="A loan for you", text="Send me a copy of your passport.")
    page = client.get(post.get_absolute_url()).text
    assert "Never send money" in page
    assert f"/en/me/reports/post/{post.pk}/" in page
    reason = {"reason": "asking", "text": "", "language": "en"}

    client.post(f"/en/me/reports/post/{post.pk}/", reason)

    report = Report.objects.get()
    assert (report.person, report.reason_to_tell) == (ada, "It asks for money or documents")
    assert report.quotes.get().body == "A loan for you\n\nSend me a copy of your passport."
    reportable.remove(report.about)
    assert not report.is_removable
    assert not Post.objects.exists()
    assert client.get(f"/en/me/reports/post/{post.pk}/").status_code == 404


# By the calendar


def unread(user) -> list[str]:
    return [line.text for line in tell(user, Notice.objects.filter(recipient=user, kind="post_ends", read_at=None)).values()]


def test_author_is_told_once_a_week_before_it_ends(client, bo):
    post = make_post(bo, days=30)
    actions.settle_posts()
    assert unread(bo) == []

    Post.objects.update(until=in_days(7))
    for _twice in range(2):
        actions.settle_posts()

    assert [line.startswith("A need or an offer of yours ends on ") for line in unread(bo)] == [True]
    client.get(post.get_absolute_url())
    assert unread(bo) == []
    actions.prolong_post(post)
    Post.objects.update(until=in_days(2))
    actions.settle_posts()
    assert len(unread(bo)) == 1
    actions.close_post(post, outcome="met")
    assert unread(bo) == []


def test_of_a_day_that_was_near_when_it_was_chosen_nobody_is_told(bo):
    make_post(bo, days=5)

    actions.settle_posts()

    assert unread(bo) == []


def test_what_has_ended_is_noted_and_forgotten_after_a_year(bo):
    make_post(bo)
    Post.objects.update(until=in_days(-1))

    actions.settle_posts()
    assert Post.objects.get().outcome == "run_out"
    Post.objects.update(closed_at=timezone.now() - timedelta(days=366))
    actions.settle_posts()

    assert not Post.objects.exists()


def test_demonstration_has_some_that_never_run_out(settings):
    settings.DEMONSTRATION = True
    call_command("load_people", verbosity=0)
    told = set(Post.objects.values_list("language", "kind", "reach"))
    Post.objects.update(until=in_days(-9))
    actions.close_post(Post.objects.get(language="sv"), outcome="met")

    call_command("load_people", verbosity=0)

    assert told == {("nb", "need", "everyone"), ("sv", "offer", "members"), ("fi", "offer", "everyone"), ("uk", "offer", "everyone")}
    assert set(Post.objects.open().values_list("language", flat=True)) == {"nb", "fi", "uk"}
