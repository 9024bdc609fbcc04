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
    databases: [nova_api]
  register: left

- name: See that the destructive steps are
  ansible.builtin.assert:
    that: left.databases | map(attribute='steps') | map('first') | map(attribute='effect') | unique == ['destructive']
    success_msg: Something is left for later
"""
NOTHING_DONE = """
- name: Ask where the databases are
  dbsync.agent.status_info:
  register: before

- name: See that nothing was done
  ansible.builtin.assert:
    that: before.databases | map(attribute='state') | unique == ['empty']
"""
ALL_DONE = """
- name: Ask where the databases are
  dbsync.agent.status_info:
  register: meanwhile

- name: See that all is done
  ansible.builtin.assert:
    that: meanwhile.upToDate
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

    names = ("gate", "once_before", "batch_before", "batch_after", "once_after")

    def __init__(self, folder):
        self.folder = folder
        self.log = folder / "hooks.log"
        for name in self.names:
            self.write(name, NOTE.format(path=self.log, word=name))

    def write(self, name, tasks):
        (self.folder / (name + ".yml")).write_text(tasks)

    def options(self, *names):
        return ["-e", " ".join("dbsync_%s=%s/%s.yml" % (name, self.folder, name) for name in names or self.names)]

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


def test_runs_the_operators_tasks_in_novas_order(ansible, controllers, hooks):
    hooks.write("once_before", NOTE.format(path=hooks.log, word="once_before") + NOTHING_DONE)
    hooks.write("batch_before", NOTE.format(path=hooks.log, word="batch_before") + ALL_DONE)
    account = ansible.run(UPGRADE, *hooks.options())
    assert account.status == 0, account.output
    batches = ["%s %s" % (host, word) for host in ("ctl-1", "ctl-2", "ctl-3") for word in ("batch_before", "batch_after")]
    assert hooks.notes() == ["ctl-1 gate", "ctl-1 once_before"] + batches + ["ctl-1 once_after"]


def test_takes_the_older_names_of_hooks(ansible, hooks):
    old = ["-e", "dbsync_before_sync={0}/batch_before.yml dbsync_after_sync={0}/batch_after.yml".format(hooks.folder)]
    account = ansible.run(UPGRADE, "--limit", "ctl-1", *old)
    assert account.status == 0, account.output
    assert hooks.notes() == ["ctl-1 batch_before", "ctl-1 batch_after"]


def test_stops_at_the_gate_before_anything_is_done(ansible, controllers, hooks):
    hooks.write("gate", FAIL_ON.format(host="ctl-1"))
    account = ansible.run(UPGRADE, *hooks.options())
    assert account.status != 0 and "The package does not install." in account.output
    assert hooks.notes() == []
    assert controllers.revisions() == [[None, None]] * 3


def test_leaves_what_is_held_until_all_controllers_are_done(ansible, controllers, hooks):
    hold = ["-e", '{"dbsync_hold": ["destructive"], "dbsync_databases": ["nova_api"]}']
    first = ansible.run(UPGRADE, "-e", "dbsync_revision=xena", "-e", '{"dbsync_databases": ["nova_api"]}')
    assert first.status == 0, first.output
    hooks.write("batch_after", STILL_LEFT)
    limited = ansible.run(UPGRADE, "--limit", "ctl-1:ctl-2", *hold, *hooks.options("batch_after", "once_after"))
    assert limited.status == 0, limited.output
    assert limited.output.count("Something is left for later") == 2, limited.output
    assert "Not done: ctl-3." in limited.output and hooks.notes() == []
    account = ansible.run(UPGRADE, *hold, *hooks.options("batch_after", "once_after"))
    assert account.status == 0, account.output
    assert account.output.count("Something is left for later") == 3, account.output
    assert hooks.notes() == ["ctl-1 once_after"]
    assert controllers.revisions() == [[HEAD[0], None]] * 3


def test_stops_before_it_begins_if_the_hold_would_leave_what_new_services_need(ansible, controllers, hooks):
    first = ansible.run(UPGRADE, "-e", "dbsync_revision=13863f4e1612", "-e", '{"dbsync_databases": ["nova_main"]}')
    assert first.status == 0, first.output
    account = ansible.run(UPGRADE, "-e", '{"dbsync_hold": ["destructive"]}', *hooks.options())
    assert account.status != 0 and hooks.notes() == []
    assert "nova_main: 2903cd72dc14 (additive) after d60bddf7a903 (destructive)." in account.output
    assert controllers.revisions() == [[None, "13863f4e1612"]] * 3


def test_a_check_shows_the_sql_and_does_nothing(ansible, controllers, hooks):
    mark = controllers.server.log_mark()
    account = ansible.run(UPGRADE, "--check", "--diff", *hooks.options())
    assert account.status == 0, account.output
    assert "CREATE TABLE" in account.output
    assert controllers.server.writes_since(mark) == []
    assert hooks.notes() == []


def test_a_check_runs_the_hooks_that_can_be_checked(ansible, hooks):
    hooks.write("gate", FAIL_ON.format(host="ctl-1"))
    account = ansible.run(UPGRADE, "--check", "-e", '{"dbsync_checkable": ["dbsync_gate"]}', *hooks.options())
    assert account.status != 0 and "The package does not install." in account.output


def test_tells_of_the_old_releases_unfinished_work_and_stops_at_it_if_told(ansible, controllers, hooks):
    first = ansible.run(UPGRADE, "-e", "dbsync_revision=yoga")
    assert first.status == 0, first.output
    mappings = "INSERT INTO instance_mappings (instance_uuid, cell_id, project_id) VALUES ('i-1', 1, 'p')"
    controllers.server.run("INSERT INTO cell_mappings (id, uuid, name, disabled) VALUES (1, 'c', 'c', false); " + mappings, controllers.names["nova_api"])

    failed = ansible.run(UPGRADE, "-e", "dbsync_readiness=fail", *hooks.options())
    assert failed.status != 0 and hooks.notes() == []
    assert "nova_api: 1 instance mappings have no user. instance_mappings. Run `nova-manage db online_data_migrations`" in failed.output
    assert "nova_api: cell0 is not mapped" in failed.output

    account = ansible.run(UPGRADE)
    assert account.status == 0 and "nova_api: 1 instance mappings have no user." in account.output, account.output
    assert controllers.revisions() == [HEAD] * 3
    ignoring = ansible.run(UPGRADE, "-e", "dbsync_readiness=ignore")
    assert ignoring.status == 0 and "cell0 is not mapped" not in ignoring.output


def test_takes_one_controller_alone(ansible, controllers):
    account = ansible.run(UPGRADE, "--limit", "ctl-2")
    assert account.status == 0, account.output
    assert list(account.recap()) == ["ctl-2"] and account.changed() == [1]
    assert controllers.revisions() == [HEAD] * 3


def test_goes_on_after_a_failure_where_it_stopped(ansible, controllers, hooks):
    batch = hooks.options("batch_before", "batch_after")
    hooks.write("batch_after", FAIL_ON.format(host="ctl-2"))
    failed = ansible.run(UPGRADE, *batch)
    assert failed.status != 0
    assert hooks.notes() == ["ctl-1 batch_before", "ctl-2 batch_before"], "the third batch must not begin"

    hooks.write("batch_after", NOTE.format(path=hooks.log, word="batch_after"))
    again = ansible.run(UPGRADE, *batch)
    assert again.status == 0, again.output
    assert hooks.notes()[-2:] == ["ctl-3 batch_before", "ctl-3 batch_after"]
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
