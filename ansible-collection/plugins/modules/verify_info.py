#!/usr/bin/python
# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
module: verify_info
short_description: Tells whether the live schemas of OpenStack databases are what they should be
version_added: 1.0.0
author: the dbsync-agent authors (!UNKNOWN)
description:
  - Asks the dbsync-agent of a controller to hold the live schemas of its databases against what their revisions make them.
  - Nothing is written. A database that cannot be reached is reported, and fails nothing.
  - The entries of the answer are the agent's own, field for field.
extends_documentation_fragment:
  - dbsync.agent.connection
  - dbsync.agent.target.databases
  - dbsync.agent.attributes
  - dbsync.agent.attributes.info_module
seealso:
  - module: dbsync.agent.status_info
  - module: dbsync.agent.sync
"""

EXAMPLES = r"""
- name: Hold the schemas against their revisions
  dbsync.agent.verify_info:
  register: schemas

- name: Stop where somebody has changed one by hand
  ansible.builtin.assert:
    that: schemas.clean
    fail_msg: "{{ schemas.databases | map(attribute='differences') | flatten }}"
"""

RETURN = r"""
clean:
  description: Whether every schema is what it should be.
  returned: success
  type: bool
  sample: false
databases:
  description: One entry for each database.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: The name of the database in the agent's configuration.
      type: str
      sample: nova_main
    state:
      description: Where the database stands, as M(dbsync.agent.status_info) tells it.
      type: str
      sample: current
    revision:
      description: The revision whose schema the database should have, if its state tells.
      type: str
      sample: ab450ba04102
    differences:
      description: Where the schema is otherwise.
      type: list
      elements: dict
      contains:
        object:
          description: The object.
          type: str
          sample: index migrations.migrations_uuid
        kind:
          description: One of C(missing), C(unexpected) and C(different).
          type: str
          sample: missing
        expected:
          description: What it should be, unless it should not be there.
          type: str
          sample: unique (uuid)
        found:
          description: What it is, unless it is missing.
          type: str
          sample: null
    error:
      description: Why there is nothing to hold the schema against, if so, and what to do about it.
      type: dict
      sample: null
error:
  description: Why there is no answer.
  returned: failure
  type: dict
  sample:
    type: agent_absent
    message: "No agent answers at /run/dbsync/agent.sock: No such file or directory."
    remedy: Start the agent (systemctl start dbsync-agent), or correct unix_socket or url.
"""

from ansible_collections.dbsync.agent.plugins.module_utils._answers import VERIFY
from ansible_collections.dbsync.agent.plugins.module_utils._module import agent_module, answer


def main():
    module = agent_module(argument_spec=dict(databases=dict(type="list", elements="str")))
    answer(module, "verify", VERIFY, databases=module.params["databases"])


if __name__ == "__main__":
    main()
