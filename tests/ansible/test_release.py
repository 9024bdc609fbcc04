# SPDX-License-Identifier: Apache-2.0
"""The role's task that changes the release in a configuration that is there. The agent is a stand-in: it is asked about the configuration only."""

import pytest

from conftest import Ansible

LAUNCHER = """#!/bin/sh
# What it is asked about, and as whom.
[ "$1 $2" = "check-config --config" ] || exit 9
id -un >> {folder}/asked
if grep -q "release = refused" "$3"; then echo "There is no release refused." >&2; exit 1; fi
"""
BEFORE = """[agent]
name = ctl-1
[database:nova_api]
catalog = nova/api
release = 2024.1
url = postgresql://nova:s3cret[1]@db/nova_api
# release = a comment
[database:nova_main]
catalog = nova/main
url = postgresql://nova:s3cret[1]@db/nova
[database:nova_cell2]
release: zed
catalog = nova/main
"""
AFTER = BEFORE.replace("= 2024.1", "= 2025.1").replace("[database:nova_main]\n", "[database:nova_main]\nrelease = 2025.1\n").replace(": zed", ": 2025.1")
PLAYBOOK = """
- hosts: controllers
  gather_facts: false
  tasks:
    - name: Change the release
      ansible.builtin.include_role:
        name: dbsync.agent.agent
        tasks_from: release
      vars:
        dbsync_agent_release: %s
        dbsync_agent_release_databases: %s
        dbsync_agent_home: "{{ folder }}"
        dbsync_agent_config_dir: "{{ folder }}"
        dbsync_agent_user: nobody
        dbsync_agent_group: nogroup
        dbsync_agent_manage_service: false
"""


@pytest.fixture
def host(tmp_path):
    return Host(tmp_path)


class Host:
    def __init__(self, folder):
        self.folder = folder
        for parent in list(folder.parents)[:-2] + [folder]:
            parent.chmod(0o755)
        launcher = folder / "current" / "bin" / "dbsync-agent"
        launcher.parent.mkdir(parents=True)
        launcher.write_text(LAUNCHER.format(folder=folder))
        launcher.chmod(0o755)
        (folder / "asked").touch()
        (folder / "asked").chmod(0o666)
        self.config = folder / "dbsync.conf"
        self.config.write_text(BEFORE)
        controller = {"ansible_connection": "local", "ansible_python_interpreter": "/usr/bin/python3", "folder": str(folder)}
        self.ansible = Ansible(folder, {"controllers": {"hosts": {"ctl-1": controller}}})

    def change_to(self, release, databases="[]"):
        return self.ansible.run(self.ansible.playbook(PLAYBOOK % (release, databases)))


def test_each_database_serves_the_release_and_the_second_time_nothing_changes(host):
    first = host.change_to("2025.1")
    assert first.status == 0, first.output
    assert host.config.read_text() == AFTER
    assert set((host.folder / "asked").read_text().split()) == {"nobody"}
    assert "s3cret" not in first.output
    again = host.change_to("2025.1")
    assert again.status == 0 and again.changed() == [0], again.output


def test_a_release_for_some_databases_leaves_the_others_alone(host):
    account = host.change_to("epoxy", "[nova_api, nova_main/cell1]")
    assert account.status == 0, account.output
    assert host.config.read_text() == AFTER.replace("2025.1", "epoxy").replace(": epoxy", ": zed")


def test_a_release_that_the_agent_does_not_know_changes_nothing(host):
    account = host.change_to("refused")
    assert account.status != 0 and "There is no release refused." in account.output
    assert host.config.read_text() == BEFORE
    assert not list(host.folder.glob(".dbsync.conf*"))
