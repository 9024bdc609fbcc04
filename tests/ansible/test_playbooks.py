# SPDX-License-Identifier: Apache-2.0
"""The playbooks that come with the collection, on three controllers."""

import re

import pytest

import servers

# What the playbooks do does not depend on the engine.
pytestmark = pytest.mark.parametrize("server", [servers.PostgreSql], ids=["postgresql"], indirect=True)

HEAD = ["cdeec0c85668", "ab450ba04102"]
UPGRADE = "dbsync.agent.rolling_upgrade"
NOTE = """
- name: Note what runs on this controller
  ansible.builtin.lineinfile:
    path: {path}
    line: "{{{{ inventory_hostname }}}} {word}"
    create: true
    mode: "0600"
"""
STILL_LEFT = """
- name: Ask what is left
  dbsync.agent.plan_info:
  register: left

- name: See that the destructive steps are
  ansible.builtin.assert:
    that: left.databases | map(attribute='steps') | map('first') | map(attribute='effect') | unique == ['destructive']
    success_msg: Something is left for later
"""
FAIL_ON = """
- name: Fail on one controller
  ansible.builtin.fail:
    msg: The package does not install.
  when: inventory_hostname == '{host}'
"""


@pytest.fixture
def hooks(tmp_path):
    return Hooks(tmp_path)


class Hooks:
    """Task files of an operator, which leave a note of where they ran, in order."""

    def __init__(self, folder):
        self.folder = folder
        self.log = folder / "hooks.log"
        self.write("before", NOTE.format(path=self.log, word="before"))
        self.write("after", NOTE.format(path=self.log, word="after"))

    def write(self, name, tasks):
        (self.folder / (name + ".yml")).write_text(tasks)

    def options(self):
        return ["-e", "dbsync_before_sync=%s/before.yml" % self.folder, "-e", "dbsync_after_sync=%s/after.yml" % self.folder]

    def notes(self):
        return self.log.read_text().split("\n")[:-1] if self.log.exists() else []


@pytest.mark.parametrize("serial", ["1", "[1, '100%']", "3"])
def test_upgrades_controllers_in_batches_with_exactly_one_change(ansible, controllers, serial):
    first = ansible.run(UPGRADE, "-e", '{"dbsync_serial": %s}' % serial.replace("'", '"'))
    assert first.status == 0, first.output
    assert first.changed() == [0, 0, 1], first.output
    assert controllers.revisions() == [HEAD] * 3
    again = ansible.run(UPGRADE)
    assert again.status == 0 and again.changed() == [0, 0, 0], again.output


def test_runs_the_operators_tasks_around_each_sync(ansible, hooks):
    account = ansible.run(UPGRADE, *hooks.options())
    assert account.status == 0, account.output
    assert hooks.notes() == ["%s %s" % (host, word) for host in ("ctl-1", "ctl-2", "ctl-3") for word in ("before", "after")]


def test_leaves_what_is_held_until_all_controllers_are_done(ansible, controllers, hooks):
    hooks.write("after", STILL_LEFT)
    account = ansible.run(UPGRADE, "-e", '{"dbsync_hold": ["destructive"]}', *hooks.options())
    assert account.status == 0, account.output
    assert account.output.count("Something is left for later") == 3, account.output
    assert controllers.revisions() == [HEAD] * 3


def test_a_check_shows_the_sql_and_does_nothing(ansible, controllers, hooks):
    mark = controllers.server.log_mark()
    account = ansible.run(UPGRADE, "--check", "--diff", *hooks.options())
    assert account.status == 0, account.output
    assert "CREATE TABLE" in account.output
    assert controllers.server.writes_since(mark) == []
    assert hooks.notes() == []


def test_takes_one_controller_alone(ansible, controllers):
    account = ansible.run(UPGRADE, "--limit", "ctl-2")
    assert account.status == 0, account.output
    assert list(account.recap()) == ["ctl-2"] and account.changed() == [1]
    assert controllers.revisions() == [HEAD] * 3


def test_goes_on_after_a_failure_where_it_stopped(ansible, controllers, hooks):
    hooks.write("after", FAIL_ON.format(host="ctl-2"))
    failed = ansible.run(UPGRADE, *hooks.options())
    assert failed.status != 0
    assert hooks.notes() == ["ctl-1 before", "ctl-2 before"], "the third batch must not begin"

    hooks.write("after", NOTE.format(path=hooks.log, word="after"))
    again = ansible.run(UPGRADE, *hooks.options())
    assert again.status == 0, again.output
    assert hooks.notes()[-2:] == ["ctl-3 before", "ctl-3 after"]
    assert controllers.revisions() == [HEAD] * 3


def test_stops_before_it_begins_if_a_database_would_be_refused(ansible, controllers, hooks):
    controllers.server.run("CREATE TABLE inventory (id integer)", controllers.names["nova_main"])
    account = ansible.run(UPGRADE, *hooks.options())
    assert account.status != 0
    assert hooks.notes() == []
    assert controllers.revisions() == [[None, None]] * 3


def test_stops_before_it_begins_if_an_agent_does_not_answer(ansible, controllers, hooks):
    controllers.agents[2].kill()
    account = ansible.run(UPGRADE, *hooks.options())
    assert account.status != 0 and "No agent answers" in account.output
    assert hooks.notes() == []
    assert controllers.agents[0].call("status")["upToDate"] is False


def test_stops_before_it_begins_at_an_effect_that_is_not_wanted(ansible, controllers):
    account = ansible.run(UPGRADE, "-e", '{"dbsync_refused_effects": ["additive", "rewriting", "destructive"]}')
    assert account.status != 0 and "dbsync_refused_effects" in account.output
    assert controllers.revisions() == [[None, None]] * 3


def test_brings_stages_up_one_after_the_other(ansible, controllers):
    account = ansible.run(UPGRADE, "-e", '{"dbsync_stages": [["nova_api"], ["nova_main"]]}')
    assert account.status == 0, account.output
    assert re.findall(r"changed: \[ctl-\d\] => \(item=(\w+)\)", account.output) == ["nova_api", "nova_main"]


def test_stops_at_a_revision_that_was_asked_for(ansible, controllers):
    account = ansible.run(UPGRADE, "-e", "dbsync_revision=b30f573d3377", "-e", '{"dbsync_databases": ["nova_api"]}')
    assert account.status == 0, account.output
    assert controllers.revisions() == [["b30f573d3377", None]] * 3


def test_the_status_playbook_shows_where_the_databases_stand(ansible):
    account = ansible.run("dbsync.agent.status")
    assert account.status == 0, account.output
    assert "nova_main is empty at nothing" in account.output


def test_the_sync_playbook_brings_them_to_head(ansible, controllers):
    account = ansible.run("dbsync.agent.sync")
    assert account.status == 0, account.output
    assert account.changed() == [0, 0, 1]
    assert controllers.revisions() == [HEAD] * 3
