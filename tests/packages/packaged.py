# SPDX-License-Identifier: Apache-2.0
"""What was built, and agents that are started from it."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
TARGET = TOP / "packages" / "target"
DEB = TARGET / "dbsync-agent.deb"
LIMIT = 60


def tarball():
    found = sorted(TARGET.glob("dbsync-agent-*-linux-*.tar.gz"))
    assert len(found) == 1, "one tar.gz is expected in %s, found %s; build it with mvn -DskipTests package" % (TARGET, found)
    return found[0]


def run(*command, **settings):
    """Runs a command to its end, and fails with its output unless it ends well."""
    ended = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, **settings)
    assert ended.returncode == 0, "%s ended with %s: %s" % (command, ended.returncode, ended.stdout)
    return ended.stdout


def without_java():
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}


class Connection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=LIMIT)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(LIMIT)
        self.sock.connect(self.path)


def ask(path, method, **parameters):
    """The status of HTTP and the answer; OSError where nobody answers."""
    connection = Connection(path)
    try:
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters})
        connection.request("POST", "/rpc", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    except http.client.HTTPException as broken:
        raise OSError(str(broken)) from broken
    finally:
        connection.close()


class Agent:
    """An agent's process, with its log in a file."""

    def __init__(self, launcher, config, log, unix, before=(), environment=None):
        self.unix = Path(unix)
        self.log = Path(log)
        self.command = [*before, str(launcher), "serve", "--config", str(config)]
        self.environment = {**without_java(), **(environment or {})}
        self.process = None

    def start(self):
        began = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, env=self.environment)
        while time.monotonic() - began < LIMIT:
            assert self.process.poll() is None, "the agent ended: %s" % self.text()
            try:
                ask(self.unix, "status", databases=[])
                return time.monotonic() - began
            except OSError:
                time.sleep(0.02)
        raise AssertionError("the agent did not start: %s" % self.text())

    def await_log(self, text):
        deadline = time.monotonic() + LIMIT
        while text not in self.text():
            assert time.monotonic() < deadline and self.process.poll() is None, self.text()
            time.sleep(0.02)

    def text(self):
        return self.log.read_text()

    def java(self):
        return os.readlink("/proc/%d/exe" % self.process.pid)

    def memory(self):
        """What the process holds, in MiB."""
        smaps = Path("/proc/%d/smaps_rollup" % self.process.pid).read_text()
        return int(re.search(r"^Rss:\s+(\d+) kB", smaps, re.M).group(1)) / 1024

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.wait(LIMIT) == 0, self.text()


class Client(threading.Thread):
    """Asks on and on, and notes what it got: right answers, nobody there, or anything else, which is not to be."""

    def __init__(self, unix):
        super().__init__(daemon=True)
        self.unix = unix
        self.answers = self.absences = 0
        self.wrong = []
        self.done = threading.Event()

    def run(self):
        while not self.done.is_set():
            try:
                status, answer = ask(self.unix, "status")
                if status == 503:
                    self.absences += 1
                elif status == 200 and {each["state"] for each in answer["result"]["databases"]} == {"current"}:
                    self.answers += 1
                else:
                    self.wrong.append((status, answer))
            except OSError:
                self.absences += 1
            time.sleep(0.05)

    def finish(self):
        self.done.set()
        self.join(LIMIT)
        return self
