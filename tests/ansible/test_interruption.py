# SPDX-License-Identifier: Apache-2.0
"""A sync that takes long: it outlives every time-out of a request, shows progress, and is joined by who asks again."""

import os
import re
import signal
import time

import pytest

import servers
from servers import wait_for

# What becomes of a task does not depend on the engine; what becomes of a sync that is killed or waits, the agent's own tests try on all.
pytestmark = pytest.mark.parametrize("server", [servers.MariaDb], ids=["mariadb"], indirect=True)

BEFORE = "8f2f1571d55b"
TABLE = "migrations"
PLAYBOOK = """
- hosts: controllers
  gather_facts: false
  tasks:
    - name: Sync
      dbsync.agent.sync:
        unix_socket: "{{ dbsync_unix_socket }}"
        databases: [nova_main]
        revision: "{{ revision | default(omit) }}"
        timeout: %s
        wait_timeout: %s
        poll_interval: 0.5
"""
RELAXED = PLAYBOOK % (30, 120)
PATIENT = PLAYBOOK % (10, 120)
IMPATIENT = PLAYBOOK % (4, 120)
HASTY = PLAYBOOK % (30, 3)
ONE = ("--limit", "ctl-1")


@pytest.fixture
def held(ansible, controllers):
    """The database is at its first revision, and a session keeps the sync from altering a table that it must alter."""
    prepared = ansible.run(ansible.playbook(RELAXED), *ONE, "-e", "revision=" + BEFORE)
    assert prepared.status == 0, prepared.output
    held = controllers.server.keep_from_altering(TABLE, controllers.names["nova_main"])
    yield held
    held.let_go()


def under_way(controllers):
    """The numbers of the operations that the first controller's agent is at."""
    return [database["operation"] for database in controllers.agents[0].call("status")["databases"] if database["operation"]]


def read_until(process, pattern):
    """What the playbook printed, up to a line with this pattern."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if re.search(pattern, line):
            return "".join(lines)
    raise AssertionError("%s never came: %s" % (pattern, "".join(lines)))


def test_an_interrupted_playbook_leaves_the_sync_alone_and_joins_it_when_started_again(ansible, controllers, held):
    playbook = ansible.playbook(PATIENT)
    first = ansible.start(playbook, *ONE)
    shown = read_until(first, r"dbsync: \[ctl-1\] operation \S+ running")
    # Ansible's worker passes a line on under a lock; ended at that instant, it leaves the lock locked, and Ansible waits for it for ever.
    time.sleep(1)
    os.killpg(first.pid, signal.SIGINT)
    first.communicate(timeout=60)
    assert first.returncode != 0
    [operation] = under_way(controllers)
    assert operation in shown

    second = ansible.start(playbook, *ONE)
    joined = read_until(second, r"dbsync: \[ctl-1\] operation \S+ running")
    assert operation in joined
    held.let_go()
    rest = second.communicate(timeout=120)[0]
    assert second.returncode == 0, rest
    assert re.search(r"ctl-1 +: ok=1 +changed=1", rest), rest
    assert controllers.revisions()[0][1] == "ab450ba04102"


def test_a_sync_outlives_the_time_out_of_a_request_many_times(ansible, controllers, held):
    process = ansible.start(ansible.playbook(IMPATIENT), *ONE)
    read_until(process, r"dbsync: \[ctl-1\] operation \S+ running")
    time.sleep(12)
    held.let_go()
    rest = process.communicate(timeout=120)[0]
    assert process.returncode == 0, rest


def test_a_wait_that_ends_says_so_and_the_operation_goes_on(ansible, controllers, held):
    result = ansible.result(HASTY, *ONE)
    assert result["failed"] and result["error"]["type"] == "still_running"
    assert result["operation"]["id"] == under_way(controllers)[0]
    held.let_go()
    wait_for(lambda: controllers.revisions()[0][1] == "ab450ba04102", 60, "the sync to end by itself")


def test_another_controller_waits_for_the_one_at_work_and_reports_no_change(ansible, controllers, held):
    process = ansible.start(ansible.playbook(PATIENT), "--limit", "ctl-1:ctl-2")
    wait_for(lambda: under_way(controllers), 30, "the sync to begin")
    read_until(process, r"dbsync: \[ctl-")
    held.let_go()
    rest = process.communicate(timeout=120)[0]
    assert process.returncode == 0, rest
    assert sorted(re.findall(r"changed=(\d)", rest)) == ["0", "1"], rest


def test_an_agent_that_is_killed_at_work_is_a_failure_with_a_way_on(ansible, controllers, held):
    agent = controllers.agents[0]
    process = ansible.start(ansible.playbook(PATIENT), *ONE)
    wait_for(lambda: under_way(controllers), 30, "the sync to begin")
    agent.kill()
    agent.start()
    rest = process.communicate(timeout=120)[0]
    assert process.returncode != 0, rest
    assert "Run this again" in rest
    held.let_go()
    again = ansible.run(ansible.playbook(RELAXED), *ONE)
    assert again.status == 0, again.output
    assert controllers.revisions()[0][1] == "ab450ba04102"
