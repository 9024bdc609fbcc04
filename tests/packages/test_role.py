# SPDX-License-Identifier: Apache-2.0
"""The Ansible role with the Debian package, on a host that has neither Java nor systemd. Runs in throwaway-root."""

import os
import shutil
import textwrap
from pathlib import Path

import pytest

from packaged import DEB, TOP, Agent, ask, run, without_java
from test_lifecycle import AS_ITS_USER, CONFIG, HOME, SOCKET, everything, in_throwaway_root

pytestmark = [in_throwaway_root, pytest.mark.skipif(not shutil.which("ansible-playbook"), reason="there is no Ansible")]

PLAYBOOK = """
- hosts: localhost
  gather_facts: false
  roles:
    - role: dbsync.agent.agent
      vars:
        dbsync_agent_archive: {archive}
        dbsync_agent_manage_service: false
        dbsync_agent_name: by-the-role
        dbsync_agent_databases:
          nova_api:
            catalog: nova/api
            release: newest
            url: jdbc:h2:file:/var/lib/dbsync/nova_api
"""


@pytest.fixture(scope="module")
def role(tmp_path_factory):
    folder = tmp_path_factory.mktemp("role")
    collections = folder / "collections" / "ansible_collections" / "dbsync"
    collections.mkdir(parents=True)
    (collections / "agent").symlink_to(TOP / "ansible-collection")
    (folder / "site.yml").write_text(textwrap.dedent(PLAYBOOK.format(archive=DEB)))
    environment = {**without_java(), "ANSIBLE_COLLECTIONS_PATH": str(folder / "collections"), "ANSIBLE_NOCOLOR": "1", "HOME": str(folder)}

    def play(*options):
        return run("ansible-playbook", "-i", "localhost,", "-c", "local", "-e", "ansible_python_interpreter=/usr/bin/python3",
                   str(folder / "site.yml"), *options, env=environment)

    yield play
    run("dpkg", "--purge", "dbsync-agent")


def test_only_says_what_it_would_do_in_check_mode(role):
    assert "changed=0" not in role("--check")
    assert not HOME.exists()
    assert not CONFIG.exists()


def test_gives_a_ready_agent_from_nothing(role, tmp_path):
    role()
    agent = Agent("/usr/bin/dbsync-agent", CONFIG, tmp_path / "log", SOCKET, AS_ITS_USER)
    try:
        agent.start()
        assert agent.java() == str(HOME / "runtime" / "bin" / "java")
        assert ask(SOCKET, "status")[1]["result"]["agent"]["name"] == "by-the-role"
    finally:
        agent.stop()


def test_changes_nothing_the_second_time(role):
    before = everything()
    assert " changed=0 " in role()
    assert everything() == before
    assert os.stat(CONFIG).st_mode & 0o777 == 0o640
    assert Path("/etc/dbsync/secrets").is_dir()
