#!/usr/bin/python
# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
module: status_info
short_description: Tells where OpenStack databases stand
version_added: 1.0.0
author: the dbsync-agent authors (!UNKNOWN)
description:
  - Asks the dbsync-agent of a controller at which revision its databases are, and how many steps a sync to the newest one would run.
  - Nothing is written, not even a control table. A database that cannot be reached is reported, and fails nothing.
  - The entries of the answer are the agent's own, field for field.
extends_documentation_fragment:
  - dbsync.agent.connection
  - dbsync.agent.target.databases
  - dbsync.agent.attributes
  - dbsync.agent.attributes.info_module
seealso:
  - module: dbsync.agent.plan_info
  - module: dbsync.agent.sync
"""

EXAMPLES = r"""
- name: See where the databases of this controller stand
  dbsync.agent.status_info:
  register: status

- name: Stop unless all of them are at head
  ansible.builtin.assert:
    that: status.upToDate

- name: Ask the agent of another host, over HTTPS
  dbsync.agent.status_info:
    url: https://ctl-2:8640
    token: "{{ lookup('ansible.builtin.file', '/etc/dbsync/reader.token') }}"
    ca_cert: /etc/ssl/certs/dbsync-ca.pem
    databases:
      - nova_api
  delegate_to: localhost
"""

RETURN = r"""
agent:
  description: Which agent answered.
  returned: success
  type: str
  sample: ctl-1
upToDate:
  description: Whether every database that was asked about is at head.
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
      sample: nova_api
    catalog:
      description: The schema history that the database follows.
      type: str
      sample: nova/api
    engine:
      description: The product and version of the database server.
      type: dict
      sample:
        product: PostgreSQL
        version: "15.18"
    state:
      description:
        - One of C(empty), C(legacy), C(behind), C(current), C(interrupted), C(ahead), C(unmanaged), C(inconsistent) and C(unreachable).
      type: str
      sample: behind
    legacyVersion:
      description: The version of the sqlalchemy-migrate era that the database records, if any.
      type: int
      sample: 67
    revision:
      description: The revision that the database records, if any.
      type: str
      sample: d67eeaabee36
    head:
      description: The newest revision that this agent knows.
      type: str
      sample: cdeec0c85668
    pending:
      description: How many steps a sync to head would run.
      type: int
      sample: 2
    upToDate:
      description: Whether the database is at head.
      type: bool
      sample: false
    lock:
      description: Who holds the lock of this database, if anybody does.
      type: dict
      sample:
        host: ctl-2
        since: "2026-03-01T10:00:00Z"
        operation: 4f7c1f0e
    operation:
      description: The operation of this agent that is at work on this database, if any.
      type: str
      sample: 4f7c1f0e
    error:
      description: What is wrong with this database, if anything, and what to do about it.
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

from ansible_collections.dbsync.agent.plugins.module_utils._answers import STATUS
from ansible_collections.dbsync.agent.plugins.module_utils._module import agent_module, answer


def main():
    module = agent_module(argument_spec=dict(databases=dict(type="list", elements="str")))
    answer(module, "status", STATUS, databases=module.params["databases"])


if __name__ == "__main__":
    main()
