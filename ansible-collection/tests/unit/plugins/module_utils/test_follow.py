# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

import time

import pytest

from ansible_collections.dbsync.agent.plugins.module_utils import _client, _follow
from ansible_collections.dbsync.agent.tests.unit.scripted_agent import error, hang_up, http, result, silence


DRAINING = http(503, {"error": "The agent is stopping."})


def operation(state):
    return {"id": "op-1", "state": state, "changed": state == "succeeded", "databases": []}


class Clock:
    """Time passes only in sleep."""

    def __init__(self):
        self.now = 0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def follower(agent, clock):
    client = _client.Client(url=agent.address, timeout=5)
    return _follow.Follower(client, "op-1", operation("queued"), 2, clock, clock.sleep)


def test_asks_until_the_operation_ends(agent, follower, clock):
    agent.answers(result(operation("queued")), result(operation("running")), result(operation("succeeded")))
    assert follower.until_end(deadline=100)
    assert follower.operation["state"] == "succeeded"
    assert [request["params"] for request in agent.requests] == [{"id": "op-1", "after": 2 ** 53 - 1, "wait": 2}] * 3
    assert clock.now == 4


def test_asks_an_older_agent_again_and_again(agent, follower, clock):
    agent.answers(error(-32602, "There is no parameter 'after'."), result(operation("running")), result(operation("succeeded")))
    assert follower.until_end(deadline=100)
    assert [request["params"] for request in agent.requests[1:]] == [{"id": "op-1"}] * 2
    assert clock.now == 2


def test_does_not_ask_about_one_that_has_ended(agent, follower):
    follower.operation = operation("failed")
    assert follower.until_end(deadline=100)
    assert agent.requests == []


def test_gives_up_at_the_deadline_and_not_after_it(agent, follower, clock):
    agent.answers(result(operation("running")))
    with pytest.raises(_follow.StillRunning, match="op-1 is still running"):
        follower.until_end(deadline=5)
    assert clock.now == 5


def test_pauses_when_asked_to(agent, follower, clock):
    agent.answers(result(operation("running")))
    assert not follower.until_end(deadline=100, pause_at=3)
    assert clock.now == 3
    assert "wait" not in agent.requests[-1]["params"]


def test_outlives_a_restart_of_the_agent(agent, follower):
    agent.answers(result(operation("running")), hang_up, hang_up, DRAINING, http(503), result(operation("interrupted")))
    assert follower.until_end(deadline=100)
    assert follower.operation["state"] == "interrupted"


def test_does_not_pause_while_there_is_no_answer_or_it_would_never_see_how_long_that_lasts(agent, follower, clock):
    agent.answers(hang_up, hang_up, result(operation("running")))
    assert not follower.until_end(deadline=100, pause_at=1)
    assert clock.now == 3


def test_gives_up_on_an_agent_that_stays_away(agent, follower, clock):
    agent.answers(hang_up)
    with pytest.raises(_client.ConnectionLost):
        follower.until_end(deadline=3600)
    assert _follow.OUTAGE_TOLERATED <= clock.now <= _follow.OUTAGE_TOLERATED + 7


@pytest.mark.parametrize("status", [502, 503, 504])
def test_does_not_wait_for_a_proxy_that_reaches_no_agent_as_long_as_for_the_operation(agent, follower, clock, status):
    agent.answers(http(status, "<html>", "text/html"))
    with pytest.raises(_client.GatewayTrouble):
        follower.until_end(deadline=3600)
    assert clock.now <= _follow.OUTAGE_TOLERATED + 7


def test_looks_less_often_the_longer_it_waits(agent, follower, clock):
    agent.answers(*[result(operation("running"))] * 40 + [result(operation("succeeded"))])
    times = []
    follower.sleep = lambda seconds: (times.append(seconds), clock.sleep(seconds))
    assert follower.until_end(deadline=10000)
    assert times[0] == 2 and times[-1] == 30 and times == sorted(times)


def test_follows_an_operation_of_which_it_knows_no_more_than_the_id(agent, follower):
    follower.operation = None
    agent.answers(result(operation("running")), result(operation("succeeded")))
    assert follower.until_end(deadline=100)
    assert follower.operation["state"] == "succeeded"


def test_a_look_takes_no_longer_than_the_wait(agent):
    client = _client.Client(url=agent.address, timeout=3600)
    agent.answers(silence)
    with pytest.raises(_follow.StillRunning):
        _follow.Follower(client, "op-1", operation("running"), 0.01).until_end(deadline=time.monotonic() + 0.05)


def test_waits_for_an_agent_that_drains_as_long_as_for_the_operation(agent, follower, clock):
    agent.answers(DRAINING)
    with pytest.raises(_follow.StillRunning):
        follower.until_end(deadline=600)
    assert clock.now == 600


def test_says_that_the_agent_has_forgotten_the_operation(agent, follower):
    agent.answers(error(-32004, "There is no operation op-1.", type="unknown_operation"))
    with pytest.raises(_follow.OperationForgotten, match="op-1") as caught:
        follower.until_end(deadline=100)
    assert "Run this again" in caught.value.describe()["remedy"]


@pytest.mark.parametrize("answer, expected", [
    (http(401), _client.Unauthorized),
    (http(403), _client.RoleTooLow),
    (http(200, "<html>", "text/html"), _client.NotAnAgent),
    (error(-32603, "Internal error"), _client.RpcError),
    (result({"id": "op-1"}), _client.AgentTooOld),
])
def test_does_not_go_on_where_asking_again_cannot_help(agent, follower, answer, expected):
    agent.answers(answer)
    with pytest.raises(expected):
        follower.until_end(deadline=100)
    assert len(agent.requests) == 1
