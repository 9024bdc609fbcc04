# SPDX-License-Identifier: Apache-2.0
"""The Debian package under a real systemd, from its installation to its purge. BOOTED_ROOT names a system to boot a copy of."""

import os
import subprocess
import threading
import time

import pytest

from machine import SERVICE, Machine, wait_for
from packaged import DEB, ask

pytestmark = pytest.mark.skipif(not os.environ.get("BOOTED_ROOT"), reason="no system to boot: bin/test-packages makes one, as root")

CONFIG = "/etc/dbsync/dbsync.conf"
RIGHT = """[agent]
name = {name}
state_dir = /var/lib/dbsync

[listen]
unix = /run/dbsync/agent.sock
unix_group = dbsync-admin
http =

[database:nova_api]
catalog = nova/api
release = zed
url = jdbc:h2:file:/var/lib/dbsync/api

[database:nova_main]
catalog = nova/main
release = zed
url = jdbc:h2:file:/var/lib/dbsync/main
{more}
"""
TOKENS = """
[auth]
tokens = /run/credentials/dbsync-agent.service/secret_tokens
"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    machine = Machine(tmp_path_factory.mktemp("machine"))
    yield machine
    machine.stop()


def configure(machine, name="ctl-1", more=""):
    machine.write(CONFIG, RIGHT.format(name=name, more=more))


def active(machine):
    return machine.show("ActiveState", "SubState") == {"ActiveState": "active", "SubState": "running"}


def test_runs_and_is_ready_once_it_is_installed(machine):
    machine.run("dpkg", "--install", "/packages/" + DEB.name)
    assert active(machine), machine.ask("journalctl", "-u", SERVICE, "--no-pager").stdout
    assert machine.run("systemctl", "is-enabled", SERVICE).strip() == "enabled"
    assert machine.status()["agent"]["name"]


def test_a_reload_takes_a_changed_file_and_keeps_the_process(machine):
    configure(machine)
    machine.run("systemctl", "restart", SERVICE)
    before = machine.show("MainPID")
    configure(machine, name="ctl-1", more="\n[database:archive]\ncatalog = nova/main\nrelease = zed\nurl = jdbc:h2:file:/var/lib/dbsync/archive\n")
    machine.run("systemctl", "reload", SERVICE)
    wait_for(lambda: len((machine.status() or {"databases": []})["databases"]) == 3, 20, "the third database")
    assert machine.show("MainPID") == before and active(machine)


def test_a_wrong_file_on_reload_leaves_the_old_settings_at_work(machine):
    machine.write(CONFIG, "[agent]\nnme = wrong\n")
    machine.run("systemctl", "reload", SERVICE)
    wait_for(lambda: "nme" in machine.run("journalctl", "-u", SERVICE, "--no-pager"), 20, "a word on the wrong file")
    assert len(machine.status()["databases"]) == 3


def test_a_wrong_configuration_has_failed_within_seconds_and_is_not_started_again(machine):
    began = time.monotonic()
    machine.ask("systemctl", "restart", SERVICE)
    assert machine.show("ActiveState", "Result", "ExecMainStatus") == {"ActiveState": "failed", "Result": "exit-code", "ExecMainStatus": "78"}
    assert time.monotonic() - began < 15
    time.sleep(4)
    assert machine.show("ActiveState", "NRestarts") == {"ActiveState": "failed", "NRestarts": "0"}
    configure(machine)
    machine.run("systemctl", "restart", SERVICE)
    assert active(machine)


def test_secrets_come_from_where_only_root_looks_and_pass_a_check_outside_of_the_service(machine):
    token = machine.run("sh", "-c", "dbsync-agent token add ops --role reader --tokens /etc/dbsync/secrets/tokens; chown root:root /etc/dbsync/secrets/tokens;"
                                    " chmod 0600 /etc/dbsync/secrets/tokens")
    assert token
    configure(machine, more=TOKENS)
    machine.run("dbsync-agent", "check-config", "--config", CONFIG)
    machine.run("dbsync-agent", "token", "add", "audit", "--role", "reader")
    assert machine.run("cut", "-d ", "-f", "1", "/etc/dbsync/secrets/tokens").split()[-2:] == ["ops", "audit"]
    machine.run("systemctl", "restart", SERVICE)
    assert active(machine) and machine.status()
    configure(machine)
    machine.run("systemctl", "restart", SERVICE)


def test_a_stop_in_a_sync_tells_its_client_how_that_ended(machine):
    machine.write(CONFIG, RIGHT.format(name="ctl-1", more="").replace("/var/lib/dbsync/api", "/var/lib/dbsync/api2").replace("/var/lib/dbsync/main", "/var/lib/dbsync/main2"))
    machine.run("systemctl", "restart", SERVICE)
    sync = subprocess.Popen(machine.command("dbsync-agent", "sync", "--agent", "unix:/run/dbsync/agent.sock"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    wait_for(lambda: [operation for operation in operations(machine) if operation["state"] == "running"], 30, "an operation")
    machine.run("systemctl", "stop", SERVICE)
    said = sync.communicate(timeout=60)[0]
    machine.run("systemctl", "start", SERVICE)
    # It may have been at its last step.
    last = operations(machine)[0]
    assert (sync.returncode, last["state"]) in ((0, "succeeded"), (1, "interrupted")), said
    assert "lost the agent" not in said and last["state"] in said.lower(), said
    machine.run("dbsync-agent", "sync", "--agent", "unix:/run/dbsync/agent.sock")
    assert machine.status()["upToDate"] is True
    configure(machine)
    machine.run("systemctl", "restart", SERVICE)
    # All these starts count, and the tests to come have the service manager start it again by itself.
    machine.run("systemctl", "reset-failed", SERVICE)


def operations(machine):
    return ask(machine.path("run", "dbsync", "agent.sock"), "operations")[1]["result"]


def test_a_killed_agent_is_started_again_and_the_next_sync_finishes(machine):
    before = machine.show("MainPID")["MainPID"]
    sync = subprocess.Popen(machine.command("dbsync-agent", "sync", "--agent", "unix:/run/dbsync/agent.sock"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    time.sleep(0.5)
    machine.run("systemctl", "kill", "--signal=KILL", "--kill-whom=main", SERVICE)
    sync.communicate(timeout=60)
    wait_for(lambda: active(machine) and machine.show("MainPID")["MainPID"] not in (before, "0"), 30, "another process")
    machine.run("dbsync-agent", "sync", "--agent", "unix:/run/dbsync/agent.sock")
    assert machine.status()["upToDate"] is True


def test_a_hung_agent_is_noticed_and_started_again(machine):
    before = machine.show("MainPID", "NRestarts")
    machine.run("systemctl", "kill", "--signal=STOP", "--kill-whom=main", SERVICE)
    wait_for(lambda: active(machine) and machine.show("NRestarts") != {"NRestarts": before["NRestarts"]}, 120, "the watchdog")
    assert "watchdog" in machine.run("journalctl", "-u", SERVICE, "--no-pager").lower()
    assert machine.status()["upToDate"] is True


class Client(threading.Thread):
    """Asks ten times a second, and keeps the longest time without an answer."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.path, self.gap, self.ends = path, 0, False
        self.start()

    def run(self):
        last = time.monotonic()
        while not self.ends:
            try:
                if ask(self.path, "status", databases=[])[0] == 200:
                    last = time.monotonic()
            except OSError:
                pass
            self.gap = max(self.gap, time.monotonic() - last)
            time.sleep(0.1)


@pytest.fixture(scope="module")
def newer(machine):
    """The same package, one version on, in the booted system."""
    machine.run("sh", "-c", "dpkg-deb --raw-extract /packages/%s /var/tmp/tree && sed -i 's/^Version: /Version: 1:/' /var/tmp/tree/DEBIAN/control"
                            " && dpkg-deb --root-owner-group -Znone --build /var/tmp/tree /var/tmp/newer.deb && rm -r /var/tmp/tree" % DEB.name)
    return "/var/tmp/newer.deb"


@pytest.mark.parametrize("step", ["to the newer", "and back"])
def test_an_upgrade_of_the_package_leaves_clients_a_gap_of_seconds(machine, newer, step):
    client = Client(machine.path("run", "dbsync", "agent.sock"))
    options = ("--force-downgrade",) if step == "and back" else ()
    machine.run("dpkg", *options, "--force-confold", "--install", newer if step == "to the newer" else "/packages/" + DEB.name)
    wait_for(lambda: active(machine), 30, "the service")
    time.sleep(2)
    client.ends = True
    client.join(10)
    print("Longest time without an answer: %.1f s" % client.gap)
    assert 0 < client.gap < 30
    assert machine.status()["upToDate"] is True


def test_a_stop_ends_well_and_a_purge_leaves_nothing(machine):
    machine.run("systemctl", "stop", SERVICE)
    assert machine.show("ActiveState", "Result") == {"ActiveState": "inactive", "Result": "success"}
    machine.run("dpkg", "--purge", SERVICE)
    assert machine.show("LoadState", "UnitFileState") in ({"LoadState": "not-found", "UnitFileState": ""}, {"LoadState": "masked", "UnitFileState": "masked"})
    left = machine.ask("sh", "-c", "ls -d /etc/dbsync /var/lib/dbsync /usr/lib/dbsync-agent /run/dbsync /usr/bin/dbsync-agent 2>/dev/null").stdout
    assert left == ""
