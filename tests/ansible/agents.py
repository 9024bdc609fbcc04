# SPDX-License-Identifier: Apache-2.0
"""Agents of a test's own, each with its socket and its state, as every controller has one."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from servers import wait_for

STARTING = 60
STOPPING = 60
CONFIG = """[agent]
name = {name}
state_dir = {folder}/state

[listen]
unix = {folder}/agent.sock
http =
"""
DATABASE = """
[database:{name}]
catalog = {catalog}
release = {release}
url = {url}
"""
# With the URLs, and the cells, as Nova has them.
NOVAS = """
[database:nova_api]
catalog = nova/api
release = {release}
nova_conf = {conf}

[database:nova_main]
catalog = nova/main
release = {release}
nova_conf = {conf}
cells = all
"""
NOVA_CONF = """[DEFAULT]
transport_url = fake:///
log_dir = {folder}
[api_database]
connection = {api}
[database]
connection = {main}
"""


class Agent:
    def __init__(self, launcher, name):
        # A Unix socket's path may have 107 characters: so not below the folder of the test.
        self.folder = Path(tempfile.mkdtemp(prefix="dbsync-agent-"))
        self.launcher = launcher
        self.name = name
        self.socket = self.folder / "agent.sock"
        self.config = self.folder / "dbsync.conf"
        self.process = None

    def configure(self, databases, release):
        self.config.write_text(CONFIG.format(name=self.name, folder=self.folder) + "".join(
            DATABASE.format(name=database, catalog=catalog, url=url, release=release) for database, (catalog, url) in databases.items()))

    def configure_by(self, conf, release):
        self.config.write_text(CONFIG.format(name=self.name, folder=self.folder) + NOVAS.format(conf=conf, release=release))

    def runs(self):
        return self.process is not None and self.process.poll() is None

    def reload(self):
        before = self._reloads()
        self.process.send_signal(signal.SIGHUP)
        wait_for(lambda: self._reloads() > before, STARTING, "the agent %s to take its configuration" % self.name)

    def _reloads(self):
        return (self.folder / "agent.log").read_text().count("The configuration was read anew")

    def start(self):
        self.launch()
        return self.wait_until_ready()

    def launch(self):
        with open(self.folder / "agent.log", "ab") as log:
            self.process = subprocess.Popen([self.launcher, "serve", "--config", str(self.config)], stdout=log, stderr=log)

    def wait_until_ready(self):
        wait_for(self._answers, STARTING, "the agent %s" % self.name)
        return self

    def _answers(self):
        if self.process.poll() is not None:
            raise RuntimeError("the agent %s ended: %s" % (self.name, (self.folder / "agent.log").read_text()[-3000:]))
        try:
            return self._exchange("GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n").split()[1:2] == ["200"]
        except OSError:
            return False

    def call(self, method, **parameters):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters})
        answer = self._exchange("POST /rpc HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        return json.loads(answer.partition("\r\n\r\n")[2])["result"]

    def _exchange(self, request):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(30)
            connection.connect(str(self.socket))
            connection.sendall(request.encode())
            return b"".join(iter(lambda: connection.recv(65536), b"")).decode()

    def kill(self):
        self.process.kill()
        self.process.wait(STOPPING)

    def stop(self):
        if self.runs():
            self.process.terminate()
            try:
                self.process.wait(STOPPING)
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def nova_conf(file, api, main):
    """Writes what Nova's own tools are to read, and answers where it is."""
    file.write_text(NOVA_CONF.format(folder=file.parent, api=api, main=main))
    return file


def launcher():
    return os.environ["AGENT_LAUNCHER"]
