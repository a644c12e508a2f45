"""The contract "socket" on python-socketio; the last argument is the port, 0 for a free one."""
import asyncio
import sys

import socketio
from aiohttp import web

io = socketio.AsyncServer(
    async_mode="aiohttp", ping_interval=0.3, ping_timeout=0.2, max_http_buffer_size=1_000_000, namespaces=["/", "/custom"])


def serve(namespace):
    @io.on("connect", namespace=namespace)
    async def connect(sid, environ, auth=None):
        greeting = io.emit("auth", auth or {}, to=sid, namespace=namespace)
        asyncio.get_running_loop().call_later(0.01, asyncio.ensure_future, greeting)  # behind the answer to CONNECT


@io.on("message")
async def message(sid, *args):
    await io.emit("message-back", args, to=sid)


io.on("message-with-ack", lambda sid, *args: args)
serve("/")
serve("/custom")


async def main():
    app = web.Application()
    io.attach(app)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(sys.argv[-1])).start()
    print(f"listening on http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
