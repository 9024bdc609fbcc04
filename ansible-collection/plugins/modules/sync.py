#!/usr/bin/python
# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
module: sync
short_description: Brings OpenStack databases to a revision
version_added: 1.0.0
author: the dbsync-agent authors (!UNKNOWN)
description:
  - Asks the dbsync-agent of a controller to bring its databases to a revision, and waits, showing progress, until they are there.
  - Call it on all controllers at once. The agents agree through the database on who does the work. That one's task reports C(changed); the others wait
    for it and report C(ok).
  - The migration runs in the agent, not in the task. Neither a time-out nor an interrupted playbook stops it; run again, the task joins the operation that is
    under way.
  - In check mode it reports the agent's own plan. C(changed) and C(diff) are made from the plan as they are made from the work done.
notes:
  - Each host is meant to ask an agent of its own. Where several hosts ask the same agent while it is at work, they all join the one operation, and all report
    what it changed; use C(run_once) there.
  - C(changed) tells what happened, also when the task fails. A sync that fails for one database still says what it did to the others.
options:
  wait_timeout:
    description:
      - The seconds to wait in all, for another controller's sync and for this one.
      - When they are over the task fails, and says so; the operation goes on.
    type: float
    default: 3600
  poll_interval:
    description:
      - The seconds between two looks at the operation, at first. Later they are a tenth of the time waited, up to 30.
    type: float
    default: 2
  plan:
    description:
      - The C(digest) of a plan that was approved, as M(dbsync.agent.plan_info) gives it. What is in it is done, or nothing.
      - A database that was brought there meanwhile is no reason to refuse.
    type: str
  request_id:
    description:
      - An id of your own for this sync, of 1 to 128 characters. Whoever asks again with it hears of the same operation, also after its end.
      - So a task that was killed after the sync had ended still reports what that changed when it is run again, and handlers fire.
    type: str
  operation:
    description:
      - The id of an operation that was started before, to be followed in place of starting one. Nothing is planned then.
    type: str
  return_after:
    description:
      - Return after this many seconds, though the operation goes on. C(operation.state) is C(queued) or C(running) then, and I(operation) goes on from there.
      - The task waits until the operation ends, when left out.
    type: float
extends_documentation_fragment:
  - dbsync.agent.connection
  - dbsync.agent.target
  - dbsync.agent.attributes
attributes:
  action:
    description: Has an action plugin of the same name, which shows progress.
    support: full
  check_mode:
    support: full
    details: It asks for the plan, and fails if the agent would refuse a database.
  diff_mode:
    support: full
    details: It shows the revisions before and after, and the SQL. Steps that were run before this task joined the operation are shown without theirs.
  idempotent:
    support: full
    details: Except for a I(revision) of C(+N), which leads N further each time.
seealso:
  - module: dbsync.agent.plan_info
  - module: dbsync.agent.status_info
"""

EXAMPLES = r"""
- name: Bring all databases to head, on all controllers at once
  dbsync.agent.sync:

- name: Bring only the api database to a revision
  dbsync.agent.sync:
    databases:
      - nova_api
    revision: "b30f573d3377"

- name: Allow for four hours of rewriting large tables
  dbsync.agent.sync:
    wait_timeout: 14400
    poll_interval: 10

- name: Bring them to the last revision of a release, which must not be beyond the one that they are configured for
  dbsync.agent.sync:
    revision: 2025.1

- name: Start a sync, and do something else meanwhile
  dbsync.agent.sync:
    return_after: 1
  register: started

- name: Wait until it ends
  dbsync.agent.sync:
    operation: "{{ started.operation.id }}"
  when: started.operation.state in ['queued', 'running']

- name: See what is to be done
  dbsync.agent.plan_info:
  register: planned

- name: Do that, and nothing else
  dbsync.agent.sync:
    plan: "{{ planned.digest }}"

- name: Do what services of the old release can live with
  dbsync.agent.sync:
    hold:
      - destructive

- name: Take over a database that has tables but no version control
  dbsync.agent.sync:
    databases:
      - nova_api
    adopt: d67eeaabee36

- name: Ask agents over HTTPS, with the connection said once
  module_defaults:
    group/dbsync.agent.dbsync:
      url: https://{{ inventory_hostname }}:8640
      token: "{{ dbsync_operator_token }}"
      ca_cert: /etc/ssl/certs/dbsync-ca.pem
  block:
    - name: See where the databases stand
      dbsync.agent.status_info:

    - name: Bring them to head
      dbsync.agent.sync:
"""

RETURN = r"""
operation:
  description: The operation that the agent ran, or that this task joined. C(null) in check mode.
  returned: always
  type: dict
  sample:
    id: 4f7c1f0e
    state: succeeded
    changed: true
    startedAt: "2026-03-01T10:00:00Z"
    finishedAt: "2026-03-01T10:00:07Z"
    host: ctl-1
    progress:
      done: 29
      total: 29
      current: null
    error: null
databases:
  description: What was done to each database; in check mode, what would be.
  returned: always
  type: list
  elements: dict
  contains:
    name:
      description: The name of the database in the agent's configuration.
      type: str
      sample: nova_api
    changed:
      description: Whether it was changed.
      type: bool
      sample: true
    from:
      description: Where it stood.
      type: raw
      sample:
        legacyVersion: 67
        revision: null
    to:
      description: The revision that was aimed at.
      type: raw
      sample: cdeec0c85668
    applied:
      description: The steps that were run, in that order. After a failure these are the ones that succeeded.
      type: list
      elements: dict
      sample:
        - kind: stamp
          id: d67eeaabee36
          durationMs: 2
    error:
      description: What went wrong with it, if anything.
      type: dict
      sample: null
    message:
      description: What is worth knowing though nothing went wrong, such as a revision that was already passed.
      type: str
      sample: null
plan:
  description:
    - The agent's plan, as M(dbsync.agent.plan_info) returns it, from just before the sync. C(null) where I(operation) was followed.
    - Its steps hold their SQL in check mode and in diff mode.
  returned: always
  type: dict
  sample:
    changes: true
    databases: []
error:
  description: Why the task failed, the first reason if there are several.
  returned: failure
  type: dict
  contains:
    type:
      description: What kind of error this is.
      type: str
      sample: unmanaged
    code:
      description: Its JSON-RPC code, when it comes from the agent.
      type: int
      sample: -32010
    message:
      description: What happened.
      type: str
      sample: The database nova_api has tables, but no version control.
    detail:
      description: More about it.
      type: raw
    remedy:
      description: What to do about it.
      type: str
      sample: Declare with adopt which revision it is at.
    database:
      description: The database that it is about.
      type: str
      sample: nova_api
    incident:
      description: The number under which the agent's log has more about it.
      type: str
      sample: 7d1c90b2
errors:
  description: All reasons, when databases failed.
  returned: failure of an operation or of a plan
  type: list
  elements: dict
"""

from ansible_collections.dbsync.agent.plugins.module_utils._module import TARGET, agent_module
from ansible_collections.dbsync.agent.plugins.module_utils._sync import Sync


def main():
    module = agent_module(
        argument_spec=dict(
            TARGET,
            wait_timeout=dict(type="float", default=3600),
            poll_interval=dict(type="float", default=2),
            plan=dict(type="str"),
            request_id=dict(type="str"),
            operation=dict(type="str"),
            return_after=dict(type="float"),
        ),
        mutually_exclusive=[("operation", option) for option in list(TARGET) + ["plan", "request_id"]],
    )
    Sync(module).run()


if __name__ == "__main__":
    main()
