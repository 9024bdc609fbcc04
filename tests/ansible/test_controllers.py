# SPDX-License-Identifier: Apache-2.0
"""Several controllers at once: three hosts, an agent each, and the databases that they share."""

import pytest

HEAD = ["cdeec0c85668", "ab450ba04102"]
PLAYBOOK = """
- hosts: controllers
  gather_facts: false
  serial: %s
  tasks:
    - name: Sync
      dbsync.agent.sync:
        unix_socket: "{{ dbsync_unix_socket }}"
        wait_timeout: 120
        poll_interval: 0.5
"""
ALL_AT_ONCE = PLAYBOOK % "3"


@pytest.mark.parametrize("serial", ["3", "1", "[1, '100%']"])
def test_exactly_one_controller_reports_a_change_and_then_none(ansible, controllers, serial):
    playbook = ansible.playbook(PLAYBOOK % serial)

    first = ansible.run(playbook)
    assert first.status == 0, first.output
    assert first.changed() == [0, 0, 1], first.output
    assert controllers.revisions() == [HEAD] * 3

    again = ansible.run(playbook)
    assert again.status == 0, again.output
    assert again.changed() == [0, 0, 0], again.output


def test_a_check_shows_the_sql_and_writes_nothing(ansible, controllers):
    mark = controllers.server.log_mark()
    checked = ansible.run(ansible.playbook(ALL_AT_ONCE), "--check", "--diff")
    assert checked.status == 0, checked.output
    assert checked.changed() == [1, 1, 1], checked.output
    assert "+nova_api: cdeec0c85668" in checked.output
    assert "CREATE TABLE" in checked.output
    assert controllers.server.writes_since(mark) == []
    assert controllers.revisions() == [[None, None]] * 3


def test_the_servers_log_would_tell_of_a_write(ansible, controllers):
    mark = controllers.server.log_mark()
    assert ansible.run(ansible.playbook(ALL_AT_ONCE)).status == 0
    assert len(controllers.server.writes_since(mark)) > 10


def test_a_check_after_the_sync_finds_nothing_to_do(ansible):
    playbook = ansible.playbook(ALL_AT_ONCE)
    assert ansible.run(playbook).status == 0
    checked = ansible.run(playbook, "--check", "--diff")
    assert checked.status == 0 and checked.changed() == [0, 0, 0], checked.output
    assert "nova_api:" not in checked.output


def test_a_check_promises_what_the_sync_then_does(ansible):
    checked = ansible.result(ALL_AT_ONCE, "--limit", "ctl-1", "--check", "--diff")
    real = ansible.result(ALL_AT_ONCE, "--limit", "ctl-1", "--diff")
    assert checked["changed"] is real["changed"] is True
    assert checked["diff"] == real["diff"]
    assert places(checked) == places(real)


def places(result):
    return [(database["name"], database["from"], database["to"]) for database in result["databases"]]
