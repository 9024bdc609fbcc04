# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

import types

import pytest

from ansible_collections.dbsync.agent.plugins.action.sync import ActionModule, Progress
from ansible_collections.dbsync.agent.tests.unit.samples import PLAN, applied, operation


class Screen:
    def __init__(self):
        self.lines = []

    def display(self, line):
        self.lines.append(line)


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def progress(screen):
    return Progress(screen, "ctl-1")


def at(waited, done, current="13863f4e1612", state="running"):
    return {"id": "op-1", "state": state, "progress": {"done": done, "total": 10, "current": current}}, waited


def test_says_where_the_operation_is(progress, screen):
    progress.show(*at(13.4, 4))
    assert screen.lines == ["dbsync: [ctl-1] operation op-1 running, 4 of 10 done, now 13863f4e1612 (13 s)"]


def test_says_what_it_waits_for(progress, screen):
    waiting = {"for": "table", "database": "nova_main", "object": "instances", "since": "2026-03-01T10:00:01.616035502Z",
               "by": [{"session": "42", "user": "nova", "host": "ctl-2", "since": None, "state": "idle"}]}
    told, waited = at(13, 4, current=None)
    progress.show(dict(told, waiting=waiting), waited)
    assert screen.lines == [
        "dbsync: [ctl-1] operation op-1 running, 4 of 10 done, waits for table instances since 2026-03-01T10:00:01Z, "
        "used by session 42 (nova from ctl-2) (13 s)"]


def test_says_it_again_only_when_that_is_news_or_a_minute_old(progress, screen):
    for waited, done in ((3, 4), (13, 4), (23, 5), (33, 5), (83, 5)):
        progress.show(*at(waited, done))
    assert [line.rpartition("(")[2] for line in screen.lines] == ["3 s)", "23 s)", "83 s)"]


def test_needs_no_progress_from_the_agent(progress, screen):
    progress.show({"id": "op-1", "state": "queued", "progress": None}, 3)
    assert screen.lines == ["dbsync: [ctl-1] operation op-1 queued (3 s)"]


def test_an_answer_does_not_steer_the_terminal(progress, screen):
    progress.show(*at(1, 4, current="\x1b[2Jgone"))
    assert screen.lines == ["dbsync: [ctl-1] operation op-1 running, 4 of 10 done, now ?[2Jgone (1 s)"]


class Plugin(ActionModule):
    """The action plugin with a module that answers as a test tells it to, each call of which takes 5 seconds."""

    def __init__(self, results, **arguments):
        self._task = types.SimpleNamespace(args=arguments, async_val=0)
        self.results = list(results)
        self.calls = []
        self.now = 0

    def clock(self):
        return self.now

    def _execute_module(self, module_name, module_args, task_vars, **options):
        self.calls.append(module_args)
        self.now += 5
        return dict(self.results.pop(0), invocation={"module_args": dict(module_args)})


def told(state, done, **fields):
    whole = operation(state, done)
    return dict({"changed": bool(done), "databases": whole.pop("databases"), "operation": whole, "plan": None}, **fields)


def test_one_call_is_enough_where_the_operation_ends_soon():
    plugin = Plugin([told("succeeded", applied(), plan=PLAN)], revision="head")
    result = plugin._follow({})
    assert result["plan"] == PLAN and result["changed"] is True
    assert plugin.calls == [{"revision": "head", "return_after": 3}]
    assert result["invocation"]["module_args"] == {"revision": "head"}


def test_a_later_call_gets_the_operations_id_and_no_plan_and_each_waits_longer():
    running = told("running", {})
    plugin = Plugin([dict(running, plan=PLAN)] + [running] * 3 + [told("succeeded", applied(), diff={"before": "", "after": ""})],
                    revision="head", databases=["nova_api"], adopt=None, unix_socket="/a", wait_timeout="100")
    result = plugin._follow({})
    assert [call["return_after"] for call in plugin.calls] == [3, 10, 30, 30, 30]
    assert plugin.calls[1] == {"operation": "op-1", "return_after": 10, "unix_socket": "/a", "wait_timeout": 95, "poll_interval": 2}
    assert plugin.calls[4]["wait_timeout"] == 80
    assert "statements" not in str(plugin.calls)
    assert result["plan"] == PLAN and "ALTER TABLE build_requests" in result["diff"]["prepared"]
    assert result["invocation"]["module_args"] == {"revision": "head", "databases": ["nova_api"], "adopt": None, "unix_socket": "/a", "wait_timeout": "100"}


def test_a_failure_to_follow_tells_where_the_operation_was_seen_last():
    seen = told("running", {"nova_api": applied()["nova_api"]}, plan=PLAN)
    lost = {"failed": True, "msg": "No agent answers.", "changed": False, "operation": None, "databases": [], "plan": None}
    result = Plugin([seen, lost])._follow({})
    assert result["failed"] and result["changed"] is True
    assert result["operation"]["id"] == "op-1" and result["databases"] == seen["databases"] and result["plan"] == PLAN


@pytest.mark.parametrize("first", [{"failed": True, "msg": "m"}, {"failed": True, "operation": None}, {"msg": "module died", "module_stderr": "x"}])
def test_what_failed_at_once_is_told_as_it_is(first):
    plugin = Plugin([first])
    assert plugin._follow({})["msg" if "msg" in first else "failed"] == first.get("msg", True)
    assert len(plugin.calls) == 1
