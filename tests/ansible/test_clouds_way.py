# SPDX-License-Identifier: Apache-2.0
"""A cloud's way from legacy Victoria through the releases by the playbook: each upgrade is one word. A stand-in of systemctl has the agents reload, later than it is asked."""

import os
import subprocess
from pathlib import Path

import pytest

import servers
from agents import launcher
from conftest import Ansible, Controllers

# What the playbook does does not depend on the engine.
pytestmark = pytest.mark.parametrize("server", [servers.PostgreSql], ids=["postgresql"], indirect=True)

RELEASES = {"zed": ["b30f573d3377", "ccb0fa1a2252"], "2023.1": ["b30f573d3377", "960aac0e09ea"], "2024.1": ["cdeec0c85668", "13863f4e1612"],
            "epoxy": ["cdeec0c85668", "2903cd72dc14"], "2026.2": ["cdeec0c85668", "ab450ba04102"]}
# Victoria's databases, as the tool of that time made them.
LEGACY = """
import os, sys
import nova.db, sqlalchemy
from migrate.versioning import api
for url, name, before, version in (sys.argv[1], "main", 401, 412), (sys.argv[2], "api", 66, 77):
    repository = os.path.join(os.path.dirname(nova.db.__file__), name, "legacy_migrations")
    api.version_control(sqlalchemy.create_engine(url), repository, before)
    api.upgrade(sqlalchemy.create_engine(url), repository, version)
"""
SYSTEMCTL = """#!/bin/sh
case "$*" in
  *is-enabled*) echo enabled ;;
  *is-active*) echo active ;;
  *reload*) (sleep 2; kill -HUP {pids}) > /dev/null 2>&1 & ;;
  *show*) printf 'LoadState=loaded\\nActiveState=active\\nSubState=running\\nCanReload=yes\\nUnitFileState=enabled\\n' ;;
esac
"""


@pytest.fixture
def controllers(agents, server, numbers):
    return Controllers(agents, server, next(numbers), release="zed")


@pytest.fixture
def upgrade(tmp_path, controllers):
    systemctl = tmp_path / "bin" / "systemctl"
    systemctl.parent.mkdir()
    systemctl.write_text(SYSTEMCTL.format(pids=" ".join(str(agent.process.pid) for agent in controllers.agents)))
    systemctl.chmod(0o755)
    inventory = controllers.inventory()
    for agent in controllers.agents:
        (agent.folder / "current").unlink(missing_ok=True)
        (agent.folder / "current").symlink_to(Path(launcher()).parent.parent)
        (agent.folder / ".started-with").unlink(missing_ok=True)
        inventory["controllers"]["hosts"][agent.name].update(
            ansible_become=False, dbsync_agent_config_dir=str(agent.folder), dbsync_agent_home=str(agent.folder), dbsync_agent_manage_service=True,
            dbsync_agent_unix_socket=str(agent.socket), dbsync_agent_user="root", dbsync_agent_group="root", dbsync_agent_unit_dir=str(tmp_path))
    ansible = Ansible(tmp_path, inventory)
    path = "%s:%s" % (systemctl.parent, os.environ["PATH"])
    return lambda release: ansible.run("dbsync.agent.rolling_upgrade", "-e", "dbsync_release=%s" % release, "-e", "dbsync_agent_serial=3", "-e", "dbsync_serial=3", PATH=path)


@pytest.mark.skipif(os.geteuid() != 0, reason="the role's tasks need root")
def test_each_upgrade_changes_one_word(controllers, upgrade):
    subprocess.run(["/usr/bin/python3", "-c", LEGACY, controllers.url("nova_main"), controllers.url("nova_api")], check=True, capture_output=True)
    run = controllers.server.run
    run("INSERT INTO services (host, report_count, deleted) VALUES ('ctl-1', 7, 0)", controllers.names["nova_main"])
    run("INSERT INTO quota_classes (class_name, resource, hard_limit) VALUES ('default', 'cores', 20)", controllers.names["nova_api"])
    for release, revisions in RELEASES.items():
        account = upgrade(release)
        assert account.status == 0, account.output
        assert controllers.revisions() == [revisions] * 3, release
    again = upgrade("2026.2")
    assert again.status == 0 and again.changed() == [0, 0, 0], again.output
    assert controllers.server.ask("SELECT host, report_count FROM services", controllers.names["nova_main"]) == "ctl-1|7"
    assert controllers.server.ask("SELECT resource, hard_limit FROM quota_classes", controllers.names["nova_api"]) == "cores|20"
