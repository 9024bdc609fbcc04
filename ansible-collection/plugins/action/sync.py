# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import absolute_import, division, print_function

__metaclass__ = type

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display
from ansible.utils.vars import merge_hash

MODULE = "dbsync.agent.sync"
FIRST_PAUSE = 3
PAUSE = 10
REPEAT_AFTER = 60


class ActionModule(ActionBase):
    """Shows the progress of a sync. A module cannot: so it returns now and then, says how far it is, and is called again."""

    def run(self, tmp=None, task_vars=None):
        self._supports_check_mode = True
        self._supports_async = True
        result = super(ActionModule, self).run(tmp, task_vars)
        del tmp
        if self._task.async_val:
            return merge_hash(result, self._execute_module(module_name=MODULE, task_vars=task_vars, wrap_async=True))
        result = merge_hash(result, self._follow(task_vars))
        self._remove_tmp_path(self._connection._shell.tmpdir)
        return result

    def _follow(self, task_vars):
        progress = Progress(Display(), (task_vars or {}).get("inventory_hostname", "agent"))
        result = self._call({"seconds": FIRST_PAUSE}, task_vars)
        while "follow" in result:
            progress.show(result["follow"])
            result = self._call(dict(result["follow"], seconds=PAUSE), task_vars)
        return result

    def _call(self, follow, task_vars):
        arguments = dict(self._task.args, _follow=follow)
        result = self._execute_module(module_name=MODULE, module_args=arguments, task_vars=task_vars)
        result.get("invocation", {}).get("module_args", {}).pop("_follow", None)
        return result


class Progress:
    """Says where an operation is, whenever that is somewhere else, and once a minute."""

    def __init__(self, display, host):
        self.display = display
        self.host = host
        self.shown = None
        self.shown_at = 0

    def show(self, follow):
        place, waited = self._place(follow["operation"]), follow["waited"]
        if place != self.shown or waited - self.shown_at >= REPEAT_AFTER:
            self.display.display("dbsync: [%s] %s (%d s)" % (self.host, place, waited))
            self.shown, self.shown_at = place, waited

    @staticmethod
    def _place(operation):
        progress = operation.get("progress") or {}
        place = "operation %s %s" % (operation["id"], operation["state"])
        if progress.get("total"):
            place += ", %s of %s done" % (progress.get("done", 0), progress["total"])
        return place + (", now %s" % progress["current"] if progress.get("current") else "")
