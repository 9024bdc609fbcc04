#!/usr/bin/python
# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
module: ready_info
short_description: Tells what is to be done around an upgrade of OpenStack databases
version_added: 1.0.0
author: the dbsync-agent authors (!UNKNOWN)
description:
  - Asks the dbsync-agent of a controller for what the rows of its databases say about an upgrade to the release that it is configured for.
  - That is, services that are too old, cells that are not mapped, rows that an online data migration has left, deleted rows that wait for the archive.
  - Nothing is written, but whole tables are read. A database that cannot be reached is reported in its own C(error), and is not ready.
  - What needs more than the databases, such as the versions of Placement and Cinder, C(nova-status upgrade check) tells.
extends_documentation_fragment:
  - dbsync.agent.connection
  - dbsync.agent.target.databases
  - dbsync.agent.attributes
  - dbsync.agent.attributes.info_module
seealso:
  - module: dbsync.agent.plan_info
  - module: dbsync.agent.status_info
"""

EXAMPLES = r"""
- name: Ask whether last release's work is finished
  dbsync.agent.ready_info:
  register: ready
  run_once: true

- name: Stop if it is not
  ansible.builtin.assert:
    that: ready.ready
    fail_msg: "{{ ready.blocking | map(attribute='message') | zip(ready.blocking | map(attribute='remedy')) | map('join', ' ') | join(' ') }}"
"""

RETURN = r"""
ready:
  description: Whether nothing has to be done before the upgrade, in any of the databases.
  returned: success
  type: bool
  sample: false
blocking:
  description: What has to be done before it, of all databases.
  returned: success
  type: list
  elements: dict
  sample:
    - database: nova_main/cell1
      check: old_computes
      level: blocks
      count: 2
      objects:
        - cmp-17
        - cmp-18
      message: "2 nova-compute services are older than 2024.1 (Caracal) works with: their service version is below 66."
      remedy: Upgrade them first, by one release or from one SLURP release to the next.
databases:
  description: One entry for each database.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: The name of the database in the agent's configuration.
      type: str
      sample: nova_main/cell1
    state:
      description: The state that the database was found in, as for M(dbsync.agent.status_info).
      type: str
      sample: behind
    changes:
      description: Whether a sync would change this database.
      type: bool
      sample: true
    ready:
      description: Whether nothing has to be done before the upgrade.
      type: bool
      sample: false
    readiness:
      description:
        - What there is to do, the most pressing first.
        - C(level) is C(blocks) for what has to be done before the upgrade, C(after) for what comes once the services are upgraded, and C(advice).
        - C(count) is null where the question could not be answered.
      type: list
      elements: dict
      sample:
        - check: deleted_rows
          level: advice
          count: 48210
          objects:
            - instances
            - migrations
          message: 48210 deleted rows wait for the archive.
          remedy: Run `nova-manage db archive_deleted_rows --until-complete`.
    error:
      description: Why a sync would refuse this database, if it would, and what to do about it.
      type: dict
      sample: null
error:
  description: Why there is no answer.
  returned: failure
  type: dict
  sample:
    type: agent_absent
    message: No agent answers at /run/dbsync/agent.sock.
    remedy: Start dbsync-agent on this host.
"""

from ansible_collections.dbsync.agent.plugins.module_utils._answers import READINESS
from ansible_collections.dbsync.agent.plugins.module_utils._client import AgentError
from ansible_collections.dbsync.agent.plugins.module_utils._module import agent_module, client_of, fail

TOLD = ("name", "state", "changes", "readiness", "error")


def readiness_of(plan):
    findings = plan.get("readiness") or []
    answered = plan.get("readiness") is not None and not plan.get("error")
    return dict(((field, plan.get(field)) for field in TOLD), readiness=findings,
                ready=answered and all(finding["level"] != "blocks" for finding in findings))


def main():
    module = agent_module(argument_spec=dict(databases=dict(type="list", elements="str")))
    try:
        plan = client_of(module).ask("plan", READINESS, databases=module.params["databases"], sql=False, readiness=True)
    except AgentError as error:
        fail(module, error)
    databases = [readiness_of(database) for database in plan["databases"]]
    module.exit_json(
        changed=False, databases=databases, ready=all(database["ready"] for database in databases),
        blocking=[dict(finding, database=database["name"])
                  for database in databases for finding in database["readiness"] if finding["level"] == "blocks"])


if __name__ == "__main__":
    main()
