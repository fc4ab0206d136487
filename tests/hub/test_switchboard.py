"""Sockets and their switchboard without a server: what is handed on, in which order, and who goes on listening."""

import asyncio
import json

import pytest
from django.db import connections

from hub.live.sockets import SIGNED_OUT, Socket
from hub.live.switchboard import Switchboard, switchboard
from tests.factories import UserFactory, befriend
from tests.listeners import until


def test_frames_stay_in_order_while_the_server_cannot_take_them():
    async def scene():
        taken, has_room = [], asyncio.Event()

        async def emit(message):
            await has_room.wait()
            taken.append(message.get("bytes") or message["code"])

        socket = Socket({"headers": []}, None, emit)
        for number in range(3):
            socket.send(b"%d" % number)
        assert taken == []
        has_room.set()
        await until(lambda: socket.waiting is None)
        assert taken == [b"0", b"1", b"2"]

        socket.send(b"at once")
        assert taken[3:] == [b"at once"]

        has_room.clear()
        for frame in (b"under way", b"too late"):
            socket.send(frame)
        for _again in range(2):
            socket.close()
            socket.send(b"after the end")
        has_room.set()
        await until(lambda: socket.waiting is None)
        assert taken[4:] == [b"under way", SIGNED_OUT]

    asyncio.run(scene())


@pytest.mark.parametrize("is_full", [False, True])
def test_browser_that_has_gone_disturbs_nobody(is_full):
    async def scene():
        async def emit(message):
            if is_full:
                await asyncio.sleep(0)
            raise ConnectionError

        socket = Socket({"headers": []}, None, emit)
        switchboard.sockets.add(socket)
        socket.send(b"to nobody")
        await until(lambda: socket not in switchboard.sockets)

    asyncio.run(scene())


@pytest.mark.django_db(transaction=True)
def test_check_of_who_may_listen_ends_nothing_that_was_begun_meanwhile(client):
    ada, bjørn = UserFactory(), UserFactory()
    talk = befriend(ada, bjørn)
    client.force_login(ada)
    told = []

    async def scene():
        async def emit(message):
            told.append(json.loads(message["bytes"]))

        board = Switchboard()
        socket = Socket({"headers": [(b"cookie", f"sessionid={client.session.session_key}".encode())]}, None, emit)
        socket.user = ada
        board.sockets.add(socket)
        await board.follow(socket, {f"person:{ada.pk}": 0})
        await asyncio.gather(board.recheck(socket), board.follow(socket, {talk.feed_key: 0}))
        assert socket in board.followers[talk.feed_key]
        await board.ask(connections.close_all)

    asyncio.run(scene())
    assert [message for message in told if "closed" in message] == []
    assert talk.feed_key in told[-1]["feeds"]
