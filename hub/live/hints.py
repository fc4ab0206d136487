"""Hints to all processes that a feed has moved. A hint that is lost costs a second: every process also looks (switchboard.py)."""

import asyncio
import logging

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)
GROUP = "feeds"
loop: asyncio.AbstractEventLoop | None = None  # of this process's switchboard, where sockets are open


def hint(key: str) -> None:
    """Something was appended to this feed, and is committed. Where a loop is at work, nobody waits for it."""
    if loop and loop.is_running():
        asyncio.run_coroutine_threadsafe(tell(key), loop)
    else:
        async_to_sync(tell)(key)


async def tell(key: str) -> None:
    try:
        await get_channel_layer().group_send(GROUP, {"type": "moved", "key": key})
    except Exception as error:  # whatever the layer raises, what happened is saved, and will be found
        logger.warning("No hint was sent (%s); it is found within a second.", type(error).__name__)


async def pass_on(key: str, what: str, who: int | str) -> None:
    """Something that passes, such as that somebody is typing: told to those who listen now, and to nobody later."""
    try:
        await get_channel_layer().group_send(GROUP, {"type": "signal", "key": key, "what": what, "who": who})
    except Exception as error:
        logger.warning("A signal was lost (%s).", type(error).__name__)
