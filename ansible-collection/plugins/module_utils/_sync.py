# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

"""A sync from its plan to its report. Private to this collection.

    plan ──▶ check mode: report the plan
      │
      └────▶ start ──▶ follow ──▶ report the operation
                         ▲ │
             operation ──┘ └──▶ return_after: report that it is under way

The agent does the work and knows the truth; nothing here decides whether a database has changed.
"""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

import time

from ansible_collections.dbsync.agent.plugins.module_utils import _outcome
from ansible_collections.dbsync.agent.plugins.module_utils._answers import OPERATION, PLAN, UNDER_WAY
from ansible_collections.dbsync.agent.plugins.module_utils._client import AgentAbsent, AgentError, AgentUnavailable
from ansible_collections.dbsync.agent.plugins.module_utils._follow import Follower
from ansible_collections.dbsync.agent.plugins.module_utils._module import client_of, fail, target_of

STOPPED = {
    "type": "interrupted",
    "message": "The agent was stopped while the operation ran.",
    "remedy": "Run this again: it finishes what was begun, with nothing applied twice.",
}
CANCELLED = {
    "type": "cancelled",
    "message": "The operation was cancelled.",
    "remedy": "Run this again: it goes on from where the databases stand.",
}


class PlanChanged(AgentError):
    type = "plan_changed"
    remedy = "Ask for the plan again, approve that, and pass its digest."


class Sync:
    def __init__(self, module, clock=time.monotonic, sleep=time.sleep):
        self.module = module
        self.target = target_of(module)
        self.client = client_of(module)
        self.clock = clock
        self.sleep = sleep
        self.began = clock()
        self.deadline = self.began + module.params["wait_timeout"]
        self.plan = None
        self.operation = None

    def run(self):
        try:
            self._run()
        except AgentError as error:
            fail(self.module, error, **self._known())
        self._report()

    def _run(self):
        identity = self.module.params["operation"]
        if not identity:
            self.plan = self._ask_for_plan()
            if self.module.check_mode:
                self._refuse_changed()
                return
            self.operation = self._start()
        self._follow(identity or self.operation["id"])

    def _ask_for_plan(self):
        with_sql = self.module.check_mode or self.module._diff
        plan = PLAN.named(self.client.ask("plan", PLAN, within=self._left(), sql=with_sql, **self.target))
        trials = [database["name"] for database in plan["databases"] if database.get("trial")]
        if trials:
            self.module.warn("Embedded trial databases of the agent, not Nova's: %s. Say in its dbsync.conf where Nova's are." % ", ".join(trials))
        return plan

    def _refuse_changed(self):
        """What the agent would say to a plan that was approved and is not what there is to do."""
        approved = (self.module.params["plan"] or "").split(".")
        if self.module.params["plan"] and self.plan["changes"] and not set(self.plan["digest"].split(".")) <= set(approved):
            raise PlanChanged("A sync would do something else than was planned.")

    def _start(self):
        parameters = dict(self.target, wait=self._wait_for_lock(), plan=self.module.params["plan"], requestId=self.module.params["request_id"])
        parameters["async"] = True
        try:
            return self.client.ask("sync", OPERATION, within=self._left(), **parameters)
        except AgentError as error:
            if error.transient and not isinstance(error, (AgentAbsent, AgentUnavailable)):
                error.remedy = "Whether the sync has begun is not known. Run this again: if it has, that joins it."
            raise

    def _follow(self, identity):
        follower = Follower(self.client, identity, self.operation, self.module.params["poll_interval"], self.clock, self.sleep)
        seconds = self.module.params["return_after"]
        try:
            follower.until_end(self.deadline, None if seconds is None else self.began + seconds)
        finally:
            self.operation = follower.operation

    def _left(self):
        return self.deadline - self.clock()

    def _wait_for_lock(self):
        """A little less than this task waits, so that the agent still gets to say who holds the lock."""
        return max(1, int(self.module.params["wait_timeout"] - 2 * self.module.params["poll_interval"]))

    def _report(self):
        outcome = self._outcome()
        errors = self._errors_of_interruption(outcome) or _outcome.errors(outcome) or self._errors_of_operation()
        if errors and not self._is_under_way():
            self.module.fail_json(msg=_outcome.sentences(errors), error=errors[0], errors=errors, **self._known())
        self.module.exit_json(**self._known())

    def _is_under_way(self):
        return self.operation is not None and self.operation["state"] in UNDER_WAY

    def _errors_of_interruption(self, outcome):
        """One for all databases that were interrupted, and those that had failed before."""
        if not self.operation or self.operation["state"] != "interrupted":
            return []
        cut_off = [database["name"] for database in self.operation["databases"] if database.get("state") == "interrupted"]
        return [STOPPED] + [error for error in _outcome.errors(outcome) if error["database"] not in cut_off]

    def _errors_of_operation(self):
        if not self.operation or self.operation["state"] == "succeeded":
            return []
        error = self.operation.get("error")
        return [_outcome.flat(error)] if error else [CANCELLED if self.operation["state"] == "cancelled" else STOPPED]

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
            return self.operation["changed"]
        return bool(self.module.check_mode and self.plan and self.plan["changes"])

    def _operation_alone(self):
        return dict((field, value) for field, value in OPERATION.named(self.operation).items() if field != "databases") if self.operation else None
