# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

"""Follows an operation until it ends. Private to this collection.

The agent runs the operation on its own: whatever is raised here, nothing is stopped by it.
"""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

import time

from ansible_collections.dbsync.agent.plugins.module_utils._answers import OPERATION, UNDER_WAY
from ansible_collections.dbsync.agent.plugins.module_utils._client import AgentError, AgentUnavailable, ParametersRefused, RpcError

OUTAGE_TOLERATED = 60
"""Seconds without an answer that a restart of the agent may take. A draining agent answers, and is waited for."""

LAST_LOOK = 1
"""Seconds that the last look may take, when all others of the wait are over."""

LONGEST_PAUSE = 30

NO_VERSION = 2 ** 53 - 1
"""No operation gets to it: who asks for what is after it is answered at the operation's end, or when the time is over."""


class StillRunning(AgentError):
    type = "still_running"
    remedy = "Run this again: it joins the operation. Or raise wait_timeout."


class OperationForgotten(AgentError):
    type = "operation_forgotten"
    remedy = "Run this again: it goes on from where the databases stand, with nothing applied twice."


def pause_after(waited, poll_interval):
    """The seconds of a look: they grow with the wait, of which no look comes later than a tenth."""
    return max(poll_interval, min(waited / 10.0, LONGEST_PAUSE))


class Follower:
    """Knows the operation as it was last seen, also when following it came to nothing. At first that may be no more than its id."""

    def __init__(self, client, identity, operation, poll_interval, clock=time.monotonic, sleep=time.sleep):
        self.client = client
        self.identity = identity
        self.operation = operation
        self.poll_interval = poll_interval
        self.clock = clock
        self.sleep = sleep
        self.began = self.last_answer = clock()
        self.agent_waits = True

    def until_end(self, deadline, pause_at=None):
        """Returns whether it ended; it did not when an answer after ``pause_at`` says that it is still under way."""
        while self._is_under_way():
            now = self.clock()
            if now >= deadline:
                raise StillRunning("The operation %s is still %s." % (self.identity, self.operation["state"] if self.operation else "under way"))
            pause = min(pause_after(now - self.began, self.poll_interval), deadline - now)
            if pause_at is not None and now < pause_at:
                pause = min(pause, pause_at - now)
            overdue = pause_at is not None and now >= pause_at
            answered = self._look(deadline, 0 if overdue else int(min(pause, self.client.timeout / 2.0, deadline - now - LAST_LOOK)))
            if self._is_under_way():
                if answered and pause_at is not None and self.clock() >= pause_at:
                    break
                # What the agent did not wait: it is older, or does not answer.
                self.sleep(max(0, now + pause - self.clock()))
        return not self._is_under_way()

    def _is_under_way(self):
        return self.operation is None or self.operation["state"] in UNDER_WAY

    def _look(self, deadline, wait):
        patience = dict(after=NO_VERSION, wait=wait) if self.agent_waits and wait > 0 else {}
        try:
            self.operation = self.client.ask("operation", OPERATION, within=max(LAST_LOOK, deadline - self.clock()), id=self.identity, **patience)
        except ParametersRefused:
            if not patience:
                raise
            self.agent_waits = False
            return self._look(deadline, 0)
        except RpcError as error:
            raise self._forgotten() if error.type == "unknown_operation" else error
        except AgentUnavailable:
            pass
        except AgentError as error:
            if not error.transient or self.clock() - self.last_answer >= OUTAGE_TOLERATED:
                raise
            return False
        self.last_answer = self.clock()
        return True

    def _forgotten(self):
        return OperationForgotten("The agent has restarted and no longer knows the operation %s." % self.identity)
