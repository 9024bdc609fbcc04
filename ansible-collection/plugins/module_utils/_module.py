# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

"""What the modules have in common: options and their meaning, and how an error of the client becomes a failed task.

Private to this collection.
"""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

import os

from urllib.parse import urlsplit

from ansible.module_utils.basic import AnsibleFallbackNotFound, AnsibleModule

from ansible_collections.dbsync.agent.plugins.module_utils._client import AgentError, Client
from ansible_collections.dbsync.agent.plugins.module_utils._outcome import sentence

LONGEST = 365 * 24 * 3600
"""Seconds. Beyond these the operating system does not know what is meant."""

_left_out = set()


def _environment(variable):
    """What the environment says of an option that the task leaves out."""
    _left_out.add(variable)
    if not os.environ.get(variable):
        raise AnsibleFallbackNotFound
    return os.environ[variable]


CONNECTION = dict(
    unix_socket=dict(type="path", default="/run/dbsync/agent.sock", fallback=(_environment, ["DBSYNC_UNIX_SOCKET"])),
    url=dict(type="str", fallback=(_environment, ["DBSYNC_URL"])),
    token=dict(type="str", no_log=True, fallback=(_environment, ["DBSYNC_TOKEN"])),
    ca_cert=dict(type="path", fallback=(_environment, ["DBSYNC_CA_CERT"])),
    client_cert=dict(type="path", fallback=(_environment, ["DBSYNC_CLIENT_CERT"])),
    client_key=dict(type="path", no_log=False, fallback=(_environment, ["DBSYNC_CLIENT_KEY"])),
    validate_certs=dict(type="bool", default=True, fallback=(_environment, ["DBSYNC_VALIDATE_CERTS"])),
    timeout=dict(type="float", default=30, fallback=(_environment, ["DBSYNC_TIMEOUT"])),
)

# YAML reads an unquoted 2025.1 as a number, and text is made of that without a warning only where an option is raw.
TARGET = dict(
    databases=dict(type="list", elements="str"),
    revision=dict(type="raw"),
    adopt=dict(type="raw"),
    hold=dict(type="list", elements="str", choices=["none", "additive", "rewriting", "destructive"]),
)


def agent_module(**options):
    """A module, whose options have been found to be such as can be meant."""
    _left_out.clear()
    spec = dict(CONNECTION, **options.pop("argument_spec"))
    module = AnsibleModule(argument_spec=spec, required_by={"client_key": ["client_cert"]}, supports_check_mode=True, **options)
    times = [name for name, option in spec.items() if option["type"] == "float"]
    for complaint in [_complaint_of_time(name, module.params[name]) for name in times] + [_complaint_of_connection(module.params)]:
        if complaint:
            _refuse(module, complaint)
    return module


def _refuse(module, complaint):
    module.fail_json(msg=complaint, error={"type": "invalid_option", "message": complaint})


def _complaint_of_time(name, seconds):
    """A comparison with what is no number is never true."""
    if seconds is None or 0 < seconds <= LONGEST:
        return None
    return "%s must be a number of seconds, more than 0 and at most %d (a year), and is %s." % (name, LONGEST, seconds)


def _complaint_of_connection(params):
    token = (params["token"] or "").strip()
    if any(not "!" <= character <= "~" for character in token):
        return "token holds a blank, a control character or one that is not ASCII: it must be one word."
    return _complaint_of_url(params["url"]) if params["url"] else None


def _complaint_of_url(url):
    if not url.startswith(("http://", "https://")):
        return "url must begin with http:// or https://."
    if "@" in url:
        return "url must not hold credentials: give the token in token."
    if any(not "!" <= character <= "~" for character in url):
        return "url holds a blank, a control character or one that is not ASCII."
    try:
        parts = urlsplit(url)
        whole = parts.hostname and parts.port != 0 and not parts.query and not parts.fragment
    except ValueError:
        whole = False
    return None if whole else "url must be a scheme, a host and a port, as in https://ctl-1:8640."


def client_of(module):
    """A socket that the task names goes before a url that only the environment names."""
    connection = dict((option, module.params[option]) for option in CONNECTION)
    if "DBSYNC_URL" in _left_out and "DBSYNC_UNIX_SOCKET" not in _left_out:
        connection["url"] = None
    return Client(**dict(connection, token=(connection["token"] or "").strip()))


def target_of(module):
    """The parameters that plan and sync share."""
    return dict(databases=module.params["databases"], revision=_word(module, "revision"), adopt=_word(module, "adopt"),
                hold=module.params["hold"])


def _word(module, option):
    """As text, what YAML may have taken for a number. An empty one is as good as none."""
    value = module.params[option]
    if isinstance(value, (bool, list, dict)):
        _refuse(module, "%s must be a word, such as a revision or a release, and is %r: write it in quotes." % (option, value))
    return None if value is None or value == "" else str(value)


def fail(module, error, **known):
    """Ends the task: the message says what happened and what to do, ``error`` says the same for a program."""
    module.fail_json(msg=sentence(error.describe()), error=error.describe(), **known)


def answer(module, method, shape, name=None, **parameters):
    """Ends an _info module with the agent's answer to a question: its named fields, or all of it under a name."""
    try:
        said = client_of(module).ask(method, shape, **parameters)
    except AgentError as error:
        fail(module, error)
    module.exit_json(changed=False, **({name: said} if name else shape.named(said)))
