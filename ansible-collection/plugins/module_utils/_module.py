# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

"""What the modules have in common: connection options, and how an error of the client becomes a failed task.

Private to this collection.
"""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.dbsync.agent.plugins.module_utils._client import AgentError, Client, MalformedAnswer
from ansible_collections.dbsync.agent.plugins.module_utils._outcome import sentence

CONNECTION = dict(
    unix_socket=dict(type="path", default="/run/dbsync/agent.sock"),
    url=dict(type="str"),
    token=dict(type="str", no_log=True),
    ca_cert=dict(type="path"),
    client_cert=dict(type="path"),
    client_key=dict(type="path", no_log=False),
    validate_certs=dict(type="bool", default=True),
    timeout=dict(type="float", default=30),
)

TARGET = dict(
    databases=dict(type="list", elements="str"),
    revision=dict(type="str"),
    adopt=dict(type="str"),
)


def agent_module(supports_check_mode=True, **options):
    return AnsibleModule(argument_spec=dict(CONNECTION, **options), required_by={"client_key": ["client_cert"]},
                         supports_check_mode=supports_check_mode)


def client_of(module):
    connection = dict((option, module.params[option]) for option in CONNECTION)
    complaint = _complaint(connection)
    if complaint:
        module.fail_json(msg=complaint, error={"type": "invalid_option", "message": complaint})
    return Client(**dict(connection, token=(connection["token"] or "").strip()))


def target_of(module):
    """The parameters that plan and sync share."""
    return dict((option, module.params[option]) for option in TARGET)


def _complaint(connection):
    url, token = connection["url"], (connection["token"] or "").strip()
    if url and not url.startswith(("http://", "https://")):
        return "url must begin with http:// or https://."
    if url and "@" in url:
        return "url must not hold credentials: give the token in token."
    if not token.isprintable() or " " in token:
        return "token holds a blank or a control character: it must be one word."
    return "timeout must be more than 0." if connection["timeout"] <= 0 else None


def fail(module, error, **known):
    """Ends the task: the message says what happened and what to do, ``error`` says the same for a program."""
    module.fail_json(msg=sentence(error.describe()), error=error.describe(), **known)


def answer(module, fields, method, **parameters):
    """Ends an _info module with the agent's own answer to a question."""
    try:
        module.exit_json(changed=False, **client_of(module).call_for(fields, method, **parameters))
    except AgentError as error:
        fail(module, error)


def answer_list(module, name, method, **parameters):
    """Ends an _info module with the list that the agent answers to a question."""
    client = client_of(module)
    try:
        entries = client.call(method, **parameters)
        if not isinstance(entries, list):
            raise MalformedAnswer("The agent at %s answers %s with something other than a list." % (client.place, method))
        module.exit_json(changed=False, **{name: entries})
    except AgentError as error:
        fail(module, error)
