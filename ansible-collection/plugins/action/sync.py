# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import absolute_import, division, print_function

__metaclass__ = type

import re
import time

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display
from ansible.utils.vars import merge_hash

from ansible_collections.dbsync.agent.plugins.module_utils import _outcome
from ansible_collections.dbsync.agent.plugins.module_utils._answers import UNDER_WAY
from ansible_collections.dbsync.agent.plugins.module_utils._follow import pause_after

MODULE = "dbsync.agent.sync"
PAUSES = (3, 10, 30)
REPEAT_AFTER = 60
WHAT_TO_SYNC = ("databases", "revision", "adopt", "hold", "plan", "request_id")


class ActionModule(ActionBase):
    """Shows the progress of a sync. A module cannot: so it returns now and then, and is called again with the operation's id."""

    clock = staticmethod(time.monotonic)

    def run(self, tmp=None, task_vars=None):
        self._supports_check_mode = True
        self._supports_async = True
        result = super(ActionModule, self).run(tmp, task_vars)
        del tmp
        if self._task.async_val or self._task.args.get("return_after") is not None:
            return merge_hash(result, self._execute_module(module_name=MODULE, task_vars=task_vars, wrap_async=self._task.async_val))
        return merge_hash(result, self._follow(task_vars))

    def _follow(self, task_vars):
        progress = Progress(Display(), (task_vars or {}).get("inventory_hostname", "agent"))
        began = self.clock()
        first = result = self._call(dict(self._task.args, return_after=PAUSES[0]), task_vars)
        calls = 1
        while is_under_way(result):
            waited = self.clock() - began
            progress.show(result["operation"], waited)
            seen, result = result, self._call(self._later(result["operation"]["id"], waited, calls), task_vars)
            result = going_on(first, seen, result)
            calls += 1
        return result

    def _later(self, identity, waited, calls):
        """The arguments of a later call. It gets no more than it needs: they all go into the log of the host."""
        arguments = dict((name, value) for name, value in self._task.args.items() if name not in WHAT_TO_SYNC)
        arguments.update(operation=identity, return_after=PAUSES[min(calls, len(PAUSES) - 1)],
                         wait_timeout=max(1, float(arguments.get("wait_timeout", 3600)) - waited),
                         poll_interval=pause_after(waited, float(arguments.get("poll_interval", 2))))
        return arguments

    def _call(self, arguments, task_vars):
        result = self._execute_module(module_name=MODULE, module_args=arguments, task_vars=task_vars)
        result.get("invocation", {}).get("module_args", {}).pop("return_after", None)
        return result


def is_under_way(result):
    operation = result.get("operation")
    return not result.get("failed") and isinstance(operation, dict) and operation.get("state") in UNDER_WAY


def going_on(first, seen, result):
    """What a later call told, with what it cannot know: the plan, how the operation was seen last, and what the task was given."""
    whole = dict(result, plan=first.get("plan"), invocation=first.get("invocation", {}))
    if not result.get("operation"):
        whole.update((name, seen[name]) for name in ("changed", "operation", "databases", "diff") if name in seen)
    if "diff" in whole:
        whole["diff"] = _outcome.diff(whole["databases"], whole["plan"])
    return whole


class Progress:
    """Says where an operation is, whenever that is somewhere else, and once a minute."""

    def __init__(self, display, host):
        self.display = display
        self.host = host
        self.shown = None
        self.shown_at = 0

    def show(self, operation, waited):
        place = self._place(operation)
        if place != self.shown or waited - self.shown_at >= REPEAT_AFTER:
            self.display.display("dbsync: [%s] %s (%d s)" % (self.host, place, waited))
            self.shown, self.shown_at = place, waited

    @staticmethod
    def _place(operation):
        progress = operation.get("progress") or {}
        place = "operation %s %s" % (operation["id"], operation["state"])
        if progress.get("total"):
            place += ", %s of %s done" % (progress.get("done", 0), progress["total"])
        place += ", now %s" % progress["current"] if progress.get("current") else ""
        place += ", %s" % waits(operation["waiting"]) if operation.get("waiting") else ""
        # What comes from outside must not steer the terminal.
        return "".join(character if character.isprintable() else "?" for character in place)


def waits(waiting):
    """What an operation cannot go on for, and who is in the way, as far as the server tells."""
    what = "table %s" % waiting["object"] if waiting.get("object") else "another sync"
    sessions = ["%s (%s from %s)" % (each.get("session"), each.get("user"), each.get("host")) for each in waiting.get("by") or []]
    # To the second: the agent's clock is finer than anybody reads.
    since = re.sub(r"\.\d+(?=Z$)", "", str(waiting.get("since")))
    return "waits for %s since %s%s" % (what, since, ", used by session " + ", ".join(sessions) if sessions else "")
