# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

import pytest

from ansible_collections.dbsync.agent.plugins.action.sync import Progress


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
    return {"waited": waited, "operation": {"id": "op-1", "state": state, "progress": {"done": done, "total": 10, "current": current}}}


def test_says_where_the_operation_is(progress, screen):
    progress.show(at(13.4, 4))
    assert screen.lines == ["dbsync: [ctl-1] operation op-1 running, 4 of 10 done, now 13863f4e1612 (13 s)"]


def test_says_it_again_only_when_that_is_news_or_a_minute_old(progress, screen):
    for waited, done in ((3, 4), (13, 4), (23, 5), (33, 5), (83, 5)):
        progress.show(at(waited, done))
    assert [line.rpartition("(")[2] for line in screen.lines] == ["3 s)", "23 s)", "83 s)"]


def test_needs_no_progress_from_the_agent(progress, screen):
    progress.show({"waited": 3, "operation": {"id": "op-1", "state": "queued", "progress": None}})
    assert screen.lines == ["dbsync: [ctl-1] operation op-1 queued (3 s)"]
