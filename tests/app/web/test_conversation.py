"""A conversation over a WebSocket ends in good order, whoever ends it."""

from __future__ import annotations

import asyncio

import pytest
from fastapi import WebSocket, WebSocketDisconnect
from starlette.types import Message

from app.runs.reader import Reader
from app.runs.stand import Event, Stand, in_json
from app.web.conversation import Conversation, close
from app.work.work import nothing


class Full(Reader[Stand]):
    """Someone for whom there is always something."""

    async def due(self) -> list[Event]:
        """What there is."""
        return [in_json("status", "1.2.3", b"{}")]


def test_a_reader_who_is_found_gone_by_someone_else_is_no_fault(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def conversation() -> bool:
        asked: list[Message] = [{"type": "websocket.connect"}]

        async def receive() -> Message:
            while not asked:
                await asyncio.sleep(60)
            return asked.pop()

        async def send(message: Message) -> None:
            if message["type"] == "websocket.send":
                raise OSError

        socket = WebSocket({"type": "websocket"}, receive, send)
        await socket.accept()
        with pytest.raises(WebSocketDisconnect):
            await socket.send_text("refused")
        ours = await Conversation(socket, Full(acknowledges=False), nothing).hold()
        await close(socket, 1012, None)
        return ours

    assert asyncio.run(conversation()) is False
    assert caplog.text == ""
