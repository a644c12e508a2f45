"""The server of Python, told on standard input what to do, one JSON object a line, and printing what happens to it the same
way, as the server on Node does. Binary is written as {"$binary": "<base64>"} in both directions. It ends when standard
input does.
"""
import asyncio
import json
import sys
from importlib.metadata import version

import engineio
import socketio
from aiohttp import web

from wire import from_wire, to_wire

# How many packets a POST may carry: 16 by default, which no client of another make knows.
engineio.payload.Payload.max_decode_packets = 1000

NAMESPACES = ["/", "/chat", "/deep/er/chat", "/admin", "/slow", "/fickle"]


def report(**fields):
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


class Recording(socketio.AsyncServer):
    """Tells of each event when it arrives."""

    async def _handle_event(self, eio_sid, namespace, id, data):
        namespace = namespace or "/"
        if self.manager.sid_from_eio_sid(eio_sid, namespace) is not None:
            report(what="event", ns=namespace, event=data[0], args=to_wire(data[1:]))
        if data[0] == "twice":
            for answer in ("first", "second"):
                await self._send_packet(eio_sid, self.packet_class(
                    socketio.packet.ACK, namespace=namespace, id=id, data=[answer]))
            return
        if data[0] == "echo" and id is None:
            data[0] = "echo without ack"
        await super()._handle_event(eio_sid, namespace, id, data)


class Run:
    """One server, with what it holds back."""

    def __init__(self, options):
        self.sio = Recording(
            async_mode="aiohttp",
            namespaces=NAMESPACES,
            ping_interval=options.get("pingInterval", 25000) / 1000,
            ping_timeout=options.get("pingTimeout", 20000) / 1000,
            max_http_buffer_size=options.get("maxHttpBufferSize", 1000000))
        self.late = asyncio.Event()
        self.admitted = asyncio.Event()
        self.refused = 0
        self.runner = None
        for namespace in NAMESPACES:
            self.serve(namespace)

    def serve(self, ns):
        sio = self.sio

        async def connect(sid, environ, auth=None):
            if ns == "/admin" and (auth or {}).get("token") != "secret":
                raise socketio.exceptions.ConnectionRefusedError("not authorized", {"code": 7, "hints": ["a", None]})
            if ns == "/fickle":
                self.refused += 1
                if self.refused == 1:
                    raise socketio.exceptions.ConnectionRefusedError("not yet")
            if ns == "/slow":
                report(what="waits", ns=ns)
                await self.admitted.wait()
            report(what="joined", ns=ns, auth=to_wire(auth or {}), recovered=False)

        async def disconnect(sid):
            report(what="left", ns=ns, reason=None)

        async def echo(sid, *args):
            return args

        async def echoed(sid, *args):
            await sio.emit("echoed", args, to=sid, namespace=ns)

        async def late(sid, *args):
            await self.late.wait()
            return "late"

        async def never(sid, *args):
            return sio.not_handled

        async def join(sid, room):
            sio.enter_room(sid, room, namespace=ns)
            return "joined"

        async def leave(sid, room):
            sio.leave_room(sid, room, namespace=ns)
            return "left"

        async def to(sid, room, text):
            await sio.emit("said", text, room=room, skip_sid=sid, namespace=ns)

        async def size(sid, data):
            return len(data)

        async def burst(sid, count):
            for i in range(count):
                await sio.emit("n", i, to=sid, namespace=ns)

        async def settle(sid):
            await sio.emit("settled", (), to=sid, namespace=ns)

        for event, handler in {
                "connect": connect, "disconnect": disconnect, "echo": echo, "echo without ack": echoed, "late": late,
                "never": never, "join": join, "leave": leave, "to": to, "size": size, "burst": burst, "settle": settle}.items():
            sio.on(event, handler, namespace=ns)

    def members(self, ns):
        rooms = self.sio.manager.rooms.get(ns, {})
        return list(rooms.get(None, {}))

    async def start(self):
        app = web.Application()
        self.sio.attach(app)
        self.runner = web.AppRunner(app)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", 0, shutdown_timeout=0.1)
        await site.start()
        return {"port": site._server.sockets[0].getsockname()[1]}

    async def stop(self):
        for session in list(self.sio.eio.sockets.values()):
            await session.close(wait=False, abort=True)
        self.late.set()
        self.admitted.set()
        await self.runner.cleanup()

    async def emit(self, ns, event, args):
        for sid in self.members(ns):
            await self.sio.emit(event, tuple(from_wire(args)), to=sid, namespace=ns)

    async def broadcast(self, ns, event, args):
        await self.sio.emit(event, tuple(from_wire(args)), namespace=ns)

    async def ask(self, ns, event, args):
        for sid in self.members(ns):
            await self.sio.emit(event, tuple(from_wire(args)), to=sid, namespace=ns,
                                callback=lambda *answers: report(what="answer", args=to_wire(list(answers))))

    async def disconnect(self, ns, close):
        if close:
            # Not awaited: over polling that would wait for a poll, which a client that has gone does not send.
            self.ending = [asyncio.ensure_future(session.close()) for session in list(self.sio.eio.sockets.values())]
        else:
            for sid in self.members(ns):
                await self.sio.disconnect(sid, namespace=ns)

    async def answer(self):
        self.late.set()

    async def admit(self):
        self.admitted.set()

    async def transports(self):
        return {"transports": ["websocket" if session.upgraded else "polling"
                               for session in self.sio.eio.sockets.values() if not session.closed]}


async def main():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    report(what="ready", version=version("python-socketio"))
    run = None
    while True:
        line = await reader.readline()
        if not line:
            return
        command = json.loads(line)
        name = command.pop("cmd")
        if name == "start":
            run = Run(command["options"])
        result = await (run.start() if name == "start" else getattr(run, name)(**command))
        report(what="done", **(result or {}))


asyncio.run(main())
