# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

"""A server that answers what a test tells it to, right or wrong, over TCP, TLS or a Unix socket.

A script is a list of answers, one a request, the last of which is given for ever. An answer is a function of the
request that writes to the connection what it likes.
"""

import contextlib
import json
import os
import socket
import socketserver
import ssl
import threading

from http.server import BaseHTTPRequestHandler


def result(value):
    return http(200, lambda request: {"jsonrpc": "2.0", "id": request["id"], "result": value})


def error(code, message="no", **data):
    failure = {"code": code, "message": message}
    return http(200, lambda request: {"jsonrpc": "2.0", "id": request["id"], "error": dict(failure, data=data) if data else failure})


def http(status, body="", content_type="application/json", **headers):
    def answer(handler, request):
        content = body(request) if callable(body) else body
        content = content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content)).encode()
        handler.send_response(status)
        for name, value in dict({"Content-Type": content_type, "Content-Length": str(len(content))}, **headers).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)
    return answer


def half_a_body(handler, request):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"jsonrpc": "2.0", "id"')


def hang_up(handler, request):
    """Closes the connection without a word."""


def silence(handler, request):
    handler.server.stopped.wait(30)


def byte_by_byte(byte, before=b""):
    """Something all the time, and never all of it."""
    def answer(handler, request):
        handler.wfile.write(before)
        while not handler.server.stopped.wait(0.1):
            handler.wfile.write(byte)
    return answer


def no_http(handler, request):
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")


@contextlib.contextmanager
def full_backlog(folder):
    """A socket that takes no more connections, which nobody accepts."""
    path = os.path.join(folder, "full.sock")
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket(socket.AF_UNIX))
        listener.bind(path)
        listener.listen(0)
        while True:
            waiting = stack.enter_context(socket.socket(socket.AF_UNIX))
            waiting.setblocking(False)
            try:
                waiting.connect(path)
            except BlockingIOError:
                break
        yield path


class ScriptedAgent:
    def __init__(self, server, address):
        self.server = server
        self.address = address
        self.script = []
        self.requests = []
        self.headers = []
        self.paths = []
        server.agent = self
        server.stopped = threading.Event()
        self.thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def answers(self, *script):
        self.script = list(script)
        return self

    def next_answer(self):
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def methods(self):
        return [request["method"] for request in self.requests]

    def stop(self):
        self.server.stopped.set()
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        agent = self.server.agent
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        agent.requests.append(request)
        agent.headers.append(self.headers)
        agent.paths.append(self.path)
        agent.next_answer()(self, request)
        self.close_connection = True

    do_GET = do_POST

    def address_string(self):
        return "client"

    def log_message(self, format, *args):
        pass


class TcpServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that breaks off is what some tests are about."""


class UnixServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """As above."""


def over_tcp():
    server = TcpServer(("127.0.0.1", 0), Handler)
    return ScriptedAgent(server, "http://127.0.0.1:%d" % server.server_address[1])


def over_unix_socket(folder):
    path = os.path.join(folder, "agent.sock")
    return ScriptedAgent(UnixServer(path, Handler), path)


def over_tls(certificate, key, client_authority=None):
    server = TcpServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    if client_authority:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(client_authority)
    # The handshake belongs to the connection's own thread: here one client without a certificate would stop the server.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    return ScriptedAgent(server, "https://127.0.0.1:%d" % server.server_address[1])
