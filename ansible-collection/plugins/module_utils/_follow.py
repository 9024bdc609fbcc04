# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

"""Follows an operation until it ends. Private to this collection.

The agent runs the operation on its own: whatever is raised here, nothing is stopped by it.
"""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

import time

from ansible_collections.dbsync.agent.plugins.module_utils._client import AgentError, AgentUnavailable, RpcError

OPERATION = ("id", "state", "changed", "databases")
UNDER_WAY = ("queued", "running")
OUTAGE_TOLERATED = 60
"""Seconds without an answer that a restart of the agent may take. A draining agent answers, and is waited for."""


class StillRunning(AgentError):
    type = "still_running"
    remedy = "Run this again: it joins the operation. Or raise wait_timeout."


class OperationForgotten(AgentError):
    type = "operation_forgotten"
    remedy = "Run this again: it goes on from where the databases stand, with nothing applied twice."


class Follower:
    """Knows the operation as it was last seen, also when following it came to nothing."""

    def __init__(self, client, operation, poll_interval, clock=time.monotonic, sleep=time.sleep):
        self.client = client
        self.operation = operation
        self.poll_interval = poll_interval
        self.clock = clock
        self.sleep = sleep
        self.last_answer = clock()

    def until_end(self, deadline, pause_at=None):
        """Returns whether it ended; it did not when an answer after ``pause_at`` says that it is still under way."""
        while self.operation["state"] in UNDER_WAY:
            if self.clock() >= deadline:
                raise StillRunning("The operation %s is still %s." % (self.operation["id"], self.operation["state"]))
            self.sleep(max(0, min(self.poll_interval, deadline - self.clock())))
            if self._poll() and pause_at is not None and self.clock() >= pause_at:
                break
        return self.operation["state"] not in UNDER_WAY

    def _poll(self):
        try:
            self.operation = self.client.call_for(OPERATION, "operation", id=self.operation["id"])
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
        return OperationForgotten("The agent has restarted and no longer knows the operation %s." % self.operation["id"])
