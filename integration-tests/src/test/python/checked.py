"""python-socketio's client under "check client": the URL is the last argument, instructions are lines of JSON on
standard input, events are lines of JSON on standard output. Binary is {"$binary": "<base64>"} in both directions."""
import asyncio
import json
import sys

import socketio

from wire import from_wire, to_wire

clients = []


def say(kind, namespace, **more):
    print(json.dumps({"is": kind, "namespace": namespace, **more}), flush=True)


def watch(client, namespace):
    def refused(error=None):
        said = error if isinstance(error, dict) else {"message": error}
        say("connect_error", namespace, message=said.get("message"), data=to_wire(said.get("data")))

    def received(event, *args):
        say("event", namespace, event=event, args=to_wire(args))
        return args if event == "echo" else None

    client.on("connect", lambda: say("connect", namespace, id=client.get_sid(namespace)), namespace=namespace)
    client.on("disconnect", lambda: say("disconnect", namespace, reason=None), namespace=namespace)
    client.on("connect_error", refused, namespace=namespace)
    client.on("*", received, namespace=namespace)


async def follow(do, namespace="/", event=None, args=(), id=None, **how):
    if do == "connect":
        clients.append(client := socketio.AsyncClient(reconnection_delay=how.pop("delay") / 1000))
        for each in how["namespaces"]:
            watch(client, each)
        try:
            await client.connect(sys.argv[-1], wait=False, **how)
        except socketio.exceptions.ConnectionError as error:
            say("connect_error", "/", message=str(error), data=None)
    elif do == "disconnect":
        await clients[0].disconnect()  # it leaves no single namespace
    elif do == "note":
        say("note", namespace)
    else:
        def answered(*answers):
            say("answer", namespace, id=id, args=to_wire(answers))
        await clients[0].emit(event, tuple(from_wire(args)), namespace, answered if do == "ask" else None)


async def main():
    reader = asyncio.StreamReader(limit=16 * 1024 * 1024)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        await follow(**json.loads(line))


asyncio.run(main())
