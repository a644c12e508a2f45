"""The client of Python, told on standard input what to do, one JSON object a line, and printing what happens to it the same
way, as the driver for Node does. Binary is written as {"$binary": "<base64>"} in both directions. It ends when standard
input does.

The asynchronous client, since the other one handles each message on a thread of its own and so loses their order.
"""
import asyncio
import json
import sys
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

import socketio

from wire import from_wire, to_wire

sockets = {}
clients = []
runs = {}


def report(**fields):
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


class Socket:
    """One namespace of one client."""

    def __init__(self, name, client, namespace, rules):
        self.name = name
        self.client = client
        self.namespace = namespace
        self.rules = rules

    def print(self, what, **fields):
        report(socket=self.name, what=what, **fields)

    def watch(self):
        on = self.client.on
        on("connect", self.connected, namespace=self.namespace)
        on("disconnect", lambda *reason: self.print("disconnect", reason=reason[0] if reason else None),
           namespace=self.namespace)
        on("connect_error", self.refused, namespace=self.namespace)
        on("*", self.received, namespace=self.namespace)

    def connected(self):
        self.print("connect", id=self.client.get_sid(self.namespace), transport=self.client.transport())

    def refused(self, error=None):
        if isinstance(error, dict):
            self.print("connect_error", message=error.get("message"), data=to_wire(error.get("data")))
        else:
            self.print("connect_error", message=error, data=None)

    def received(self, event, *args):
        self.print("event", event=event, args=to_wire(args), transport=self.client.transport())
        rule = self.rules.get(event)
        if rule is None:
            return None
        return args if rule.get("echo") else from_wire(rule["value"])

    async def emit(self, event, args, callback=None):
        await self.client.emit(event, tuple(from_wire(args)), namespace=self.namespace, callback=callback)


async def connect(socket, url, options, rules, along=()):
    options = dict(options)
    parts = urlsplit(url)
    client = socketio.AsyncClient(
        reconnection=options.get("reconnection", True),
        reconnection_delay=options.get("reconnectionDelay", 1000) / 1000,
        reconnection_delay_max=options.get("reconnectionDelayMax", 5000) / 1000,
    )
    clients.append(client)
    described = [{"socket": socket, "url": url, "rules": rules}, *along]
    namespaces = []
    for one in described:
        namespace = urlsplit(one["url"]).path or "/"
        namespaces.append(namespace)
        sockets[one["socket"]] = Socket(one["socket"], client, namespace, one["rules"])
        sockets[one["socket"]].watch()
    await client.connect(
        f"{parts.scheme}://{parts.netloc}",
        auth=options.get("auth"),
        transports=options.get("transports"),
        namespaces=namespaces,
        wait=False,
    )


async def emit(socket, event, args):
    await sockets[socket].emit(event, args)


async def ask(socket, event, args, token, timeout):
    asking = sockets[socket]

    def late():
        asking.print("answer", token=token, error="operation has timed out")

    timer = asyncio.get_running_loop().call_later(timeout / 1000, late)

    def answered(*answers):
        timer.cancel()
        asking.print("answer", token=token, args=to_wire(answers))

    await asking.emit(event, args, answered)


async def start_numbers(socket, event):
    run = {"next": 0, "on": True}
    runs[socket] = run

    async def go():
        while run["on"]:
            for _ in range(3):
                number = run["next"]
                run["next"] += 1
                await sockets[socket].emit(event, [number])
            await asyncio.sleep(0.001)
        sockets[socket].print("numbers", count=run["next"])

    run["task"] = asyncio.ensure_future(go())


async def stop_numbers(socket):
    runs[socket]["on"] = False


async def disconnect(socket):
    await sockets[socket].client.disconnect()


async def reset():
    """Forgets every socket, so that the next test starts with none."""
    for run in runs.values():
        run["on"] = False
    runs.clear()
    for client in clients:
        client.reconnection = False
        await client.disconnect()
    clients.clear()
    sockets.clear()
    report(what="reset")


INSTRUCTIONS = {
    "connect": connect,
    "emit": emit,
    "ask": ask,
    "startNumbers": start_numbers,
    "stopNumbers": stop_numbers,
    "disconnect": disconnect,
    "reset": reset,
}


def installed():
    try:
        return version("python-socketio")
    except PackageNotFoundError:
        return socketio.__version__


async def main():
    reader = asyncio.StreamReader(limit=16 * 1024 * 1024)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    report(what="ready", version=installed())
    while True:
        line = await reader.readline()
        if not line:
            return
        instruction = json.loads(line)
        await INSTRUCTIONS[instruction.pop("op")](**instruction)


asyncio.run(main())
