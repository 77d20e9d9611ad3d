"""The rooms of `examples/rooms` through the `websockets` library: python talk.py ws://127.0.0.1:3000"""

import asyncio
import json
import sys

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

SECONDS = 60


async def closed(socket):
    """The code and the reason with which the server closes."""
    try:
        while True:
            await socket.recv()
    except ConnectionClosed as end:
        return end.rcvd.code, end.rcvd.reason


async def main(server):
    def enter(room, name):
        return connect(f"{server}/rooms/{room}?name={name}")

    async with enter("hall", "ada") as ada, enter("hall", "grace") as grace:
        assert not ada.protocol.extensions, "no compression is negotiated"
        await ada.send(json.dumps({"text": "hello"}))
        for socket in (ada, grace):
            assert json.loads(await socket.recv()) == {"name": "ada", "text": "hello"}
        # A list is one message in fragments.
        await grace.send(['{"text":', ' "in ', 'parts"}'])
        for socket in (ada, grace):
            assert json.loads(await socket.recv())["text"] == "in parts"
        await (await ada.ping(b"there?"))
        async with enter("hall", "alan") as alan:
            try:
                async with enter("hall", "edsger"):
                    raise AssertionError("there is no chair left")
            except InvalidStatus as refused:
                assert refused.response.status_code == 409
                assert json.loads(refused.response.body)["type"] == "urn:gati:rooms:room_is_full"
            await alan.send(b"{}")
            assert (await closed(alan))[0] == 1003
        await grace.send(json.dumps({"text": "quiet!!!"}))
        assert await closed(grace) == (4403, "thrown_out")
        await ada.send(json.dumps({"text": ""}))
        code, reason = await closed(ada)
        assert code == 1007 and reason.startswith("/text: expected"), (code, reason)


asyncio.run(asyncio.wait_for(main(sys.argv[1]), SECONDS))
print("websockets (Python): all is well")
