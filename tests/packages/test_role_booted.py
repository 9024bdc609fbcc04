# SPDX-License-Identifier: Apache-2.0
"""The Ansible role on a host with a real systemd: the archive, its settings, and the way to the Debian package, a newer one, and back."""

import os
import re
import shutil
import textwrap
from pathlib import Path

import pytest

from machine import SERVICE, Machine, wait_for
from packaged import DEB, TOP, run, tarball, without_java

pytestmark = [pytest.mark.skipif(not os.environ.get("BOOTED_ROOT"), reason="no system to boot: bin/test-packages makes one, as root"),
              pytest.mark.skipif(not shutil.which("ansible-playbook"), reason="there is no Ansible")]

PLAYBOOK = """
- hosts: controllers
  gather_facts: false
  roles:
    - role: dbsync.agent.agent
      vars:
        dbsync_agent_archive: {archive}
        dbsync_agent_name: by-the-role
        dbsync_agent_release: {release}
        dbsync_agent_http: {http}
        dbsync_agent_databases:
          nova_api:
            catalog: nova/api
            url: jdbc:h2:file:/var/lib/dbsync/nova_api
          nova_main:
            catalog: nova/main
            url: jdbc:h2:file:/var/lib/dbsync/nova_main
"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    machine = Machine(tmp_path_factory.mktemp("machine"))
    yield machine
    machine.stop()


class Role:
    def __init__(self, machine, folder):
        self.machine, self.folder = machine, folder
        collections = folder / "collections" / "ansible_collections" / "dbsync"
        collections.mkdir(parents=True)
        (collections / "agent").symlink_to(TOP / "ansible-collection")
        inventory = "[controllers]\nctl-1 ansible_host=%s ansible_connection=booted ansible_python_interpreter=/usr/bin/python3\n"
        (folder / "inventory").write_text(inventory % machine.first)
        here = Path(__file__).parent
        self.environment = {**without_java(), "ANSIBLE_COLLECTIONS_PATH": str(folder / "collections"), "ANSIBLE_NOCOLOR": "1", "HOME": str(folder),
                            "ANSIBLE_CONNECTION_PLUGINS": str(here / "connections"), "PYTHONPATH": str(here), "ANSIBLE_PIPELINING": "1"}
        self.settings = {"archive": tarball(), "release": "zed", "http": '""'}

    def play(self, *options, **settings):
        """How many tasks changed something."""
        self.settings.update(settings)
        (self.folder / "site.yml").write_text(textwrap.dedent(PLAYBOOK.format(**self.settings)))
        told = run("ansible-playbook", "-i", str(self.folder / "inventory"), str(self.folder / "site.yml"), *options, env=self.environment)
        wait_for(lambda: self.machine.status() is not None, 30, "the agent to answer")
        return int(re.search(r" changed=(\d+) ", told).group(1))

    def process(self):
        return self.machine.show("MainPID")["MainPID"]

    def unit(self):
        return self.machine.show("FragmentPath")["FragmentPath"]


@pytest.fixture(scope="module")
def role(machine, tmp_path_factory):
    return Role(machine, tmp_path_factory.mktemp("role"))


def test_runs_an_unpacked_release_as_a_service_and_changes_nothing_the_second_time(machine, role):
    assert role.play() > 0
    assert machine.show("ActiveState", "UnitFileState", "User") == {"ActiveState": "active", "UnitFileState": "enabled", "User": "dbsync"}
    assert machine.status()["databases"][0]["release"] == "zed"
    process = role.process()
    assert role.play() == 0 and role.play("--check") == 0
    assert role.process() == process


def test_reloads_for_what_a_reload_is_enough_for_and_restarts_for_the_rest(machine, role):
    process = role.process()
    assert role.play(release="2025.1") > 0
    wait_for(lambda: machine.status()["databases"][0]["release"] == "2025.1", 30, "the release to be taken")
    assert role.process() == process
    assert role.play(http="127.0.0.1:8639") > 0
    assert role.process() != process
    assert role.play() == 0


def test_goes_on_after_a_run_that_failed_between_the_change_and_the_restart(machine, role):
    process = role.process()
    assert role.play("-e", '{"dbsync_agent_manage_service": false}', http="127.0.0.1:8638") > 0
    assert role.process() == process
    assert role.play() > 0
    assert role.process() != process
    assert role.play() == 0


def test_takes_the_package_in_the_place_of_the_unpacked_release_then_a_newer_one_and_the_former_again(machine, role, tmp_path):
    assert role.unit() == "/etc/systemd/system/dbsync-agent.service"
    assert role.play(archive=DEB) > 0
    assert role.unit() in ("/lib/systemd/system/dbsync-agent.service", "/usr/lib/systemd/system/dbsync-agent.service")
    assert machine.ask("readlink", "-f", "/proc/%s/exe" % role.process()).stdout.startswith("/usr/lib/dbsync-agent/")
    assert role.play() == 0

    first = machine.run("dpkg-query", "-W", "-f", "${Version}", SERVICE)
    assert role.play(archive=newer(tmp_path)) > 0
    assert machine.run("dpkg-query", "-W", "-f", "${Version}", SERVICE) == "1:" + first
    assert role.play() == 0
    assert role.play(archive=DEB) > 0
    assert machine.run("dpkg-query", "-W", "-f", "${Version}", SERVICE) == first
    assert role.play() == 0


def newer(folder):
    run("dpkg-deb", "--raw-extract", str(DEB), str(folder / "tree"))
    control = folder / "tree" / "DEBIAN" / "control"
    control.write_text(control.read_text().replace("Version: ", "Version: 1:"))
    run("dpkg-deb", "--root-owner-group", "-Znone", "--build", str(folder / "tree"), str(folder / "newer.deb"))
    return folder / "newer.deb"
