# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

"""A sync from its plan to its report. Private to this collection.

    plan ──▶ check mode: report the plan
      │
      └────▶ start ──▶ follow ──▶ report the operation
                        ▲   │
                        └───┘  with a pause now and then, in which the action plugin shows progress and calls again

The agent does the work and knows the truth; nothing here decides whether a database has changed.
"""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

import time

from ansible_collections.dbsync.agent.plugins.module_utils import _outcome
from ansible_collections.dbsync.agent.plugins.module_utils._client import AgentAbsent, AgentError, AgentUnavailable
from ansible_collections.dbsync.agent.plugins.module_utils._follow import OPERATION, Follower
from ansible_collections.dbsync.agent.plugins.module_utils._module import client_of, fail, target_of

STOPPED = {
    "type": "interrupted",
    "message": "The agent was stopped while the operation ran.",
    "remedy": "Run this again: it finishes what was begun, with nothing applied twice.",
}


class Sync:
    def __init__(self, module, clock=time.monotonic, sleep=time.sleep):
        self.module = module
        self.client = client_of(module)
        self.clock = clock
        self.sleep = sleep
        pause = module.params["_follow"] or {}
        self.began = clock() - pause.get("waited", 0)
        self.pause_at = clock() + pause["seconds"] if pause else None
        self.plan = pause.get("plan")
        self.operation = pause.get("operation")

    def run(self):
        try:
            self._run()
        except AgentError as error:
            fail(self.module, error, **self._known())

    def _run(self):
        self.plan = self.plan or self._ask_for_plan()
        if self.module.check_mode or self._follow_to_its_end():
            self._report()
        self.module.exit_json(**dict(self._known(), follow=self._how_to_go_on()))

    def _ask_for_plan(self):
        with_sql = self.module.check_mode or self.module._diff
        return self.client.call_for(("changes", "databases"), "plan", sql=with_sql, **target_of(self.module))

    def _follow_to_its_end(self):
        self.operation = self.operation or self._start()
        follower = Follower(self.client, self.operation, self.module.params["poll_interval"], self.clock, self.sleep)
        try:
            return follower.until_end(self.began + self.module.params["wait_timeout"], self.pause_at)
        finally:
            self.operation = follower.operation

    def _start(self):
        parameters = dict(target_of(self.module), wait=self._wait_for_lock())
        parameters["async"] = True
        try:
            return self.client.call_for(OPERATION, "sync", **parameters)
        except AgentError as error:
            if error.transient and not isinstance(error, (AgentAbsent, AgentUnavailable)):
                error.remedy = "Whether the sync has begun is not known. Run this again: if it has, that joins it."
            raise

    def _wait_for_lock(self):
        """A little less than this task waits, so that the agent still gets to say who holds the lock."""
        return max(1, int(self.module.params["wait_timeout"] - 2 * self.module.params["poll_interval"]))

    def _how_to_go_on(self):
        return {"operation": self.operation, "plan": self.plan, "waited": self.clock() - self.began}

    def _report(self):
        outcome = self._outcome()
        errors = self._errors_of_interruption(outcome) or _outcome.errors(outcome) or self._errors_of_operation()
        if errors:
            self.module.fail_json(msg=_outcome.sentences(errors), error=errors[0], errors=errors, **self._known())
        self.module.exit_json(**self._known())

    def _errors_of_interruption(self, outcome):
        """One for all databases that were cut off, and those that had failed before."""
        if not self.operation or self.operation["state"] != "interrupted":
            return []
        cut_off = [database["name"] for database in self.operation["databases"] if database.get("state") == "interrupted"]
        return [STOPPED] + [error for error in _outcome.errors(outcome) if error["database"] not in cut_off]

    def _errors_of_operation(self):
        if not self.operation or self.operation["state"] == "succeeded":
            return []
        error = self.operation.get("error")
        return [_outcome.flat(error)] if error else [STOPPED]

    def _outcome(self):
        if self.operation:
            return _outcome.of_operation(self.operation)
        return _outcome.of_plan(self.plan) if self.plan and self.module.check_mode else []

    def _known(self):
        """All that a result can tell at this point: it may come to an end at every one."""
        outcome = self._outcome()
        known = {"changed": self._changed(), "operation": self._operation_alone(), "databases": outcome, "plan": self.plan}
        return dict(known, diff=_outcome.diff(outcome, self.plan)) if self.module._diff and outcome else known

    def _changed(self):
        if self.operation:
            return bool(self.operation["changed"])
        return bool(self.module.check_mode and self.plan and self.plan["changes"])

    def _operation_alone(self):
        return dict((field, value) for field, value in self.operation.items() if field != "databases") if self.operation else None
