# SPDX-License-Identifier: Apache-2.0
"""A booted system. BOOTED_ROOT names the one to boot a copy of."""

import json
import os
import subprocess
import time
from pathlib import Path

from packaged import TARGET, run

SERVICE = "dbsync-agent"
BOOTING = 60


def entering(first, *command):
    """The command in the system whose first process this is."""
    return ["nsenter", "-t", first, "-m", "-u", "-i", "-p", "-C", "--wdns=/", "env", "-i",
            "HOME=/root", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", *command]


class Machine:
    """A booted system, in which commands are run."""

    def __init__(self, folder):
        self.console = open(folder / "console.log", "wb")
        booted = Path(__file__).with_name("booted-root")
        self.process = subprocess.Popen([str(booted), os.environ["BOOTED_ROOT"], "dbsync-%d" % os.getpid(), str(TARGET)],
                                        stdout=self.console, stderr=self.console, stdin=subprocess.DEVNULL)
        try:
            wait_for(self._runs, BOOTING, "the system to run, see %s" % self.console.name)
        except AssertionError:
            self.stop()
            raise

    def _runs(self):
        assert self.process.poll() is None, "the system ended, see %s" % self.console.name
        # At first that is one which makes the other.
        children = Path("/proc/%d/task/%d/children" % (self.process.pid, self.process.pid)).read_text().split()
        self.first = children[0] if children else None
        return self.first and self.ask("systemctl", "is-system-running").stdout.strip() in ("running", "degraded")

    def command(self, *command):
        return entering(self.first, *command)

    def ask(self, *command):
        return subprocess.run(self.command(*command), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)

    def run(self, *command):
        return run(*self.command(*command))

    def write(self, path, text, mode="0640", group="dbsync"):
        subprocess.run(self.command("sh", "-c", 'cat > "$1" && chmod "$2" "$1" && chgrp "$3" "$1"', "sh", path, mode, group), input=text, text=True, check=True)

    def path(self, *names):
        """A file of the system, as it is seen from outside."""
        return Path("/proc", self.first, "root", *names)

    def show(self, *names):
        """The unit's properties of these names."""
        told = self.run("systemctl", "show", SERVICE, "--property=" + ",".join(names))
        return dict(line.split("=", 1) for line in told.splitlines())

    def status(self):
        asked = self.ask("dbsync-agent", "status", "--agent", "unix:/run/dbsync/agent.sock", "--json")
        return json.loads(asked.stdout) if asked.returncode in (0, 2) and asked.stdout.startswith("{") else None

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.console.close()


def wait_for(condition, seconds, what):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited %d seconds in vain for %s" % (seconds, what)
        time.sleep(0.2)
