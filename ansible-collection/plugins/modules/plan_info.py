#!/usr/bin/python
# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
module: plan_info
short_description: Tells what a sync of OpenStack databases would do
version_added: 1.0.0
author: the dbsync-agent authors (!UNKNOWN)
description:
  - Asks the dbsync-agent of a controller for the steps, and the SQL, that a sync would run now, in their order.
  - Nothing is written. A database that a sync would refuse, or that cannot be reached, is reported in its own C(error), and fails nothing.
  - The entries of the answer are the agent's own, field for field.
options:
  sql:
    description: Whether the steps hold their SQL statements.
    type: bool
    default: true
  readiness:
    description: Whether to look for what there is to do around an upgrade as well, as M(dbsync.agent.ready_info) does. It reads whole tables.
    type: bool
    default: false
extends_documentation_fragment:
  - dbsync.agent.connection
  - dbsync.agent.target
  - dbsync.agent.attributes
  - dbsync.agent.attributes.info_module
seealso:
  - module: dbsync.agent.ready_info
  - module: dbsync.agent.status_info
  - module: dbsync.agent.sync
"""

EXAMPLES = r"""
- name: Ask what a sync to head would do
  dbsync.agent.plan_info:
  register: plan

- name: Show the SQL, step by step
  ansible.builtin.debug:
    msg: "{{ item.steps | map(attribute='statements') | flatten }}"
  loop: "{{ plan.databases }}"
  loop_control:
    label: "{{ item.name }}"

- name: Stop if anything would be destroyed
  ansible.builtin.assert:
    that: plan.databases | map(attribute='steps') | flatten | selectattr('effect', 'equalto', 'destructive') | length == 0

- name: Ask what the next revision alone would do
  dbsync.agent.plan_info:
    databases:
      - nova_api
    revision: "+1"
    sql: false
"""

RETURN = r"""
changes:
  description: Whether a sync would change anything.
  returned: success
  type: bool
  sample: true
digest:
  description: A name for what a sync would do, for I(plan) of M(dbsync.agent.sync). It lists what would be done to the databases, each thing once.
  returned: success
  type: str
  sample: 5f0c7d1e9a3b4c2d8e6f7a1b0c9d8e7f
databases:
  description: One plan for each database.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: The name of the database in the agent's configuration.
      type: str
      sample: nova_api
    state:
      description: The state that the database was found in, as for M(dbsync.agent.status_info).
      type: str
      sample: behind
    from:
      description: Where the database stands.
      type: dict
      sample:
        legacyVersion: null
        revision: d67eeaabee36
    to:
      description: The revision that the sync would lead to.
      type: raw
      sample: cdeec0c85668
    changes:
      description: Whether a sync would change this database.
      type: bool
      sample: true
    steps:
      description: What a sync would run, in that order.
      type: list
      elements: dict
      contains:
        kind:
          description: One of C(legacy), C(stamp) and C(revision).
          type: str
          sample: revision
        id:
          description: The revision, or the legacy version.
          type: raw
          sample: cdeec0c85668
        description:
          description: What the step is for.
          type: str
          sample: drop migrate_version
        effect:
          description: One of C(additive), C(rewriting), C(destructive) and C(none).
          type: str
          sample: destructive
        impact:
          description:
            - What the step costs those who use the tables that are there. C(blocks) is what waits, one of C(nothing), C(writes) and C(everything).
            - C(rewrites) says that the table is written anew as a whole.
          type: list
          elements: dict
          sample:
            - object: build_requests
              rows: 12
              bytes: 98304
              blocks: everything
              rewrites: false
              cluster: false
              aborts: null
        statements:
          description: The SQL that would be sent, in that order.
          type: list
          elements: str
          sample:
            - DROP TABLE IF EXISTS migrate_version
    held:
      description: The steps that I(hold) leaves for another time.
      type: list
      elements: dict
      sample: []
    drift:
      description: Where tables that the steps change are not what the catalogue says. A sync reports it, or is refused where the agent has C(drift = fail).
      type: list
      elements: dict
      sample:
        - object: column instances.rack
          kind: UNEXPECTED
          expected: null
          found: varchar(8) null
    readiness:
      description: What there is to do around an upgrade, as M(dbsync.agent.ready_info) tells it; null when not asked for.
      type: list
      elements: dict
      sample: null
    digest:
      description: A name for what would be done to this database.
      type: str
      sample: 5f0c7d1e9a3b4c2d8e6f7a1b0c9d8e7f
    trial:
      description: Whether it is an embedded database of the agent's own, for trying things out, and so none of Nova's.
      type: bool
      sample: false
    error:
      description: Why a sync would refuse this database, if it would, and what to do about it.
      type: dict
      sample: null
error:
  description: Why there is no answer.
  returned: failure
  type: dict
  sample:
    type: unknown_revision
    code: -32002
    message: The catalogue nova/api has no revision abcd.
    database: nova_api
    remedy: Ask for one of the revisions that history lists, or for head.
"""

from ansible_collections.dbsync.agent.plugins.module_utils._answers import PLAN
from ansible_collections.dbsync.agent.plugins.module_utils._module import TARGET, agent_module, answer, target_of


def main():
    module = agent_module(argument_spec=dict(TARGET, sql=dict(type="bool", default=True), readiness=dict(type="bool", default=False)))
    # An older agent does not know the parameter.
    readiness = dict(readiness=True) if module.params["readiness"] else {}
    answer(module, "plan", PLAN, sql=module.params["sql"], **dict(target_of(module), **readiness))


if __name__ == "__main__":
    main()
