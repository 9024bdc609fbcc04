#!/usr/bin/python
# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
module: history_info
short_description: Tells which steps an agent applied to an OpenStack database
version_added: 1.0.0
author: the dbsync-agent authors (!UNKNOWN)
description:
  - Asks the dbsync-agent of a controller which steps it applied to a database, and when.
  - Each agent knows what was done from its own host. What the agents of other controllers, or Nova's own tool, did is not in its answer.
  - An agent remembers its last 1000 operations, over its restarts too.
  - Nothing is written. The database need not be reachable.
options:
  database:
    description: The name of the database to ask about, as the agent's configuration names it.
    type: str
    required: true
  limit:
    description:
      - How many steps to tell of at most, from 1 to 1000.
      - The agent's own limit of 100, when left out.
    type: int
extends_documentation_fragment:
  - dbsync.agent.connection
  - dbsync.agent.attributes
  - dbsync.agent.attributes.info_module
seealso:
  - module: dbsync.agent.status_info
  - module: dbsync.agent.sync
"""

EXAMPLES = r"""
- name: Ask what was done to a database
  dbsync.agent.history_info:
    database: nova_main
  register: past

- name: Show the last steps of all controllers, in the order of time
  ansible.builtin.debug:
    msg: "{{ ansible_play_hosts | map('extract', hostvars, ['past', 'history']) | flatten | sort(attribute='appliedAt') }}"
  run_once: true
"""

RETURN = r"""
history:
  description: One entry for each step, the last one first.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: One of C(legacy), C(stamp) and C(revision).
      type: str
      sample: revision
    id:
      description: The legacy version or the revision that was recorded.
      type: str
      sample: ab450ba04102
    appliedAt:
      description: When it was recorded, in UTC.
      type: str
      sample: '2026-11-22T18:02:42.801434847Z'
    by:
      description: The name of the agent that did it.
      type: str
      sample: ctl-1
    durationMs:
      description: How long it took, in milliseconds.
      type: int
      sample: 84
    operation:
      description: The id of the operation that it was part of.
      type: str
      sample: 01ebd5d0
error:
  description: Why there is no answer.
  returned: failure
  type: dict
  sample:
    type: unknown_database
    message: No database of that name is configured.
    remedy: Name one of nova_api, nova_main, or none for all.
"""

from ansible_collections.dbsync.agent.plugins.module_utils._answers import HISTORY
from ansible_collections.dbsync.agent.plugins.module_utils._module import agent_module, answer


def main():
    module = agent_module(argument_spec=dict(database=dict(type="str", required=True), limit=dict(type="int")))
    answer(module, "history", HISTORY, name="history", database=module.params["database"], limit=module.params["limit"])


if __name__ == "__main__":
    main()
