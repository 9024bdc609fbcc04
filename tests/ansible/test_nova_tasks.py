# SPDX-License-Identifier: Apache-2.0
"""The task files for Nova on plain hosts, in a whole upgrade. Stand-ins of Nova's tools and of systemctl record what is asked of them, in order."""

import os

import pytest

import servers

# What is done around the databases does not depend on the engine.
pytestmark = pytest.mark.parametrize("server", [servers.PostgreSql], ids=["postgresql"], indirect=True)

UPGRADE = ["dbsync.agent.rolling_upgrade"] + [word for name, file in (
    ("gate", "nova_gate"), ("batch_before", "nova_packages"), ("batch_after", "nova_restart"), ("once_after", "nova_finish"))
    for word in ("-e", "dbsync_%s=tasks/%s.yml" % (name, file))] + ["-e", '{"dbsync_nova_user": "", "ansible_become": false}']
SYSTEMCTL = """#!/bin/sh
case "$*" in
  *list-unit-files*) printf 'nova-api.service enabled enabled\nnova-conductor.service enabled enabled\n' ;;
  *restart*)
    echo "restart $*" | grep -o 'restart nova.*' >> {folder}/asked
    [ ! -e {folder}/broken ] || exit 1
    ;;
  *is-enabled*) echo enabled ;;
  *show*) printf 'LoadState=loaded\\nActiveState=active\\nSubState=running\\nUnitFileState=enabled\\n' ;;
esac
"""
# Moves rows twice, and then finds none.
MANAGE = """#!/bin/sh
echo "nova-manage $*" >> {folder}/asked
[ "$(grep -c '^nova-manage' {folder}/asked)" -gt 2 ] || exit 1
"""
STATUS = """#!/bin/sh
echo "nova-status $*" >> {folder}/asked
exit {code}
"""


class Tools:
    def __init__(self, folder):
        self.folder = folder
        (folder / "bin").mkdir()
        self.write("systemctl", SYSTEMCTL)
        self.write("nova-manage", MANAGE)
        self.path = "%s:%s" % (folder / "bin", os.environ["PATH"])

    def write(self, name, text, **values):
        tool = self.folder / "bin" / name
        tool.write_text(text.format(folder=self.folder, **values))
        tool.chmod(0o755)

    def asked(self):
        file = self.folder / "asked"
        return file.read_text().splitlines() if file.exists() else []


@pytest.fixture
def tools(tmp_path):
    return Tools(tmp_path)


def test_asks_restarts_and_moves_in_novas_order(ansible, tools):
    tools.write("nova-status", STATUS, code=1)
    account = ansible.run(*UPGRADE, PATH=tools.path)
    assert account.status == 0, account.output
    restarts = ["restart nova-conductor", "restart nova-api"]
    moved = ["nova-manage db online_data_migrations --max-count 10000"] * 3
    assert tools.asked() == ["nova-status upgrade check"] + restarts * 3 + moved + restarts * 3


def test_stops_at_novas_own_check(ansible, controllers, tools):
    tools.write("nova-status", STATUS, code=2)
    account = ansible.run(*UPGRADE, PATH=tools.path)
    assert account.status != 0
    assert tools.asked() == ["nova-status upgrade check"]
    assert controllers.revisions() == [[None, None]] * 3


def test_restarts_no_service_after_one_that_fails(ansible, tools):
    tools.write("nova-status", STATUS, code=0)
    (tools.folder / "broken").touch()
    account = ansible.run(*UPGRADE, PATH=tools.path)
    assert account.status != 0
    assert tools.asked() == ["nova-status upgrade check", "restart nova-conductor"]


def test_a_check_asks_and_does_nothing(ansible, tools):
    tools.write("nova-status", STATUS, code=0)
    account = ansible.run(*UPGRADE, "--check", "-e", '{"dbsync_checkable": ["dbsync_gate"]}', PATH=tools.path)
    assert account.status == 0, account.output
    assert tools.asked() == ["nova-status upgrade check"]
