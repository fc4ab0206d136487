"""What has been acknowledged is there, whatever happens to the server."""

import html
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from uuid import uuid4

import httpx
import pytest

OF_GUESTS = """
SELECT a.id, a.number, a.response FROM learning_attempt a
JOIN learning_enrolment e ON e.id = a.enrolment_id
JOIN learning_learner l ON l.id = e.learner_id
WHERE l.user_id IS NULL
ORDER BY a.number
"""
LEARNERS, KILLS = 100, 3


class Answering:
    """A hundred guests who each answer one question, again and again with the same words until it is acknowledged."""

    def __init__(self, server, address: str):
        self.server, self.address = server, address
        self.acknowledged: dict[str, str] = {}
        self.is_over = threading.Event()

    def answer(self, number: int) -> None:
        said = {"text": f"Thought {number}", "attempt": str(uuid4()), "revision": "1", "base": "0", "source": str(uuid4())}
        with httpx.Client(base_url=self.server.url, timeout=20) as client:
            while not self.is_over.is_set():
                try:
                    response = self.post(client, said)
                except httpx.HTTPError:
                    self.is_over.wait(0.1)
                    continue
                assert response.status_code == 200, response.text
                self.acknowledged[said["attempt"]] = said["text"]
                return

    def post(self, client: httpx.Client, said: dict[str, str]) -> httpx.Response:
        headers = {"Accept": "application/json", "Origin": self.server.url}
        if "learner" in client.cookies:
            client.get(f"/en/learn/answers/{self.address.split('/')[4]}/")
            headers["X-CSRFToken"] = client.cookies["csrftoken"]
        return client.post(self.address, data=said, headers=headers)


def reflection_of(server) -> str:
    """Where the first reflection of the demonstration is answered."""
    with httpx.Client(base_url=server.url) as client:
        page = client.get("/en/merse/business-models-where-people-are-few/how-thin-is-thin/").text
    before_text = page[: page.index("<textarea")]
    return before_text.rsplit('action="', 1)[1].split("#")[0]


@pytest.mark.journey
def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(own_server):
    answering = Answering(own_server, reflection_of(own_server))
    with ThreadPoolExecutor(20) as crowd:
        done = [crowd.submit(answering.answer, number) for number in range(LEARNERS)]
        for kill in range(1, KILLS + 1):
            while len(answering.acknowledged) < kill * LEARNERS // (KILLS + 2):
                threading.Event().wait(0.005)
            own_server.kill()
            own_server.start()
        for one in done:
            one.result(timeout=120)

    saved = {id_: response for id_, _number, response in own_server.rows(OF_GUESTS)}
    assert len(answering.acknowledged) == LEARNERS
    assert {attempt: f'{{"text": "{text}"}}' for attempt, text in answering.acknowledged.items()} == {
        f"{id_[:8]}-{id_[8:12]}-{id_[12:16]}-{id_[16:20]}-{id_[20:]}": response for id_, response in saved.items()
    }


@pytest.mark.journey
def test_fifty_duplicates_at_once_are_one_answer(own_server):
    address = reflection_of(own_server)
    with httpx.Client(base_url=own_server.url) as client:
        client.post(address, data={"text": "First"}, headers={"Accept": "application/json", "Origin": own_server.url})
        cookies, token = dict(client.cookies), client.cookies["csrftoken"]
    said = {"text": "Same", "attempt": str(uuid4()), "revision": "1", "source": "a"}
    headers = {"Accept": "application/json", "Origin": own_server.url, "X-CSRFToken": token}

    with ThreadPoolExecutor(50) as crowd:
        sent = [crowd.submit(httpx.post, own_server.url + address, data=said, headers=headers, cookies=cookies, timeout=60) for _ in range(50)]
        answers = Counter(one.result().status_code for one in sent)

    assert answers == {200: 50}
    assert [row[1:] for row in own_server.rows(OF_GUESTS)] == [(1, '{"text": "First"}'), (2, '{"text": "Same"}')]


@pytest.mark.journey
def test_readers_of_one_lesson_each_see_their_own_answer_alone(own_server):
    """The lesson they read is the same object in the server's memory (hub/shared.py): nothing of a reader may stay in it."""
    address, page = reflection_of(own_server), "/en/merse/business-models-where-people-are-few/how-thin-is-thin/"
    thoughts = ["Ada's thought", "Bjørn's thought", None]
    with ExitStack() as stack:
        readers = [stack.enter_context(httpx.Client(base_url=own_server.url, cookies={} if thought else {"x": "1"})) for thought in thoughts]
        for reader, thought in zip(readers[:2], thoughts[:2], strict=True):
            reader.post(address, data={"text": thought}, headers={"Accept": "application/json", "Origin": own_server.url})

        for _twice in range(2):
            seen = [[html.escape(thought) in reader.get(page).text for thought in thoughts[:2]] for reader in readers]
            assert seen == [[True, False], [False, True], [False, False]]
