# SPDX-License-Identifier: GPL-3.0-or-later
"""A callback of Ansible's that writes how long each task took, a JSON object a line, into the file that BENCH_DURATIONS names."""
from __future__ import absolute_import, division, print_function

__metaclass__ = type

import json
import os
import time

from ansible.plugins.callback import CallbackBase


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "bench_durations"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self):
        super(CallbackModule, self).__init__()
        self.started = None

    def v2_playbook_on_task_start(self, task, is_conditional):
        self.started = time.monotonic()

    def v2_runner_on_ok(self, result):
        line = {"task": result.task_name, "seconds": time.monotonic() - self.started}
        with open(os.environ["BENCH_DURATIONS"], "a") as durations:
            durations.write(json.dumps(line) + "\n")
