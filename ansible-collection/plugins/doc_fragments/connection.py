# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import absolute_import, division, print_function

__metaclass__ = type


class ModuleDocFragment(object):
    """How to reach the agent: the same for every module, and through module_defaults for all at once."""

    DOCUMENTATION = r"""
options:
  unix_socket:
    description:
      - The Unix socket of the agent on the host that the module runs on.
      - Not looked at when I(url) is given. A socket that the task names goes before a url that only the environment names.
      - From C(DBSYNC_UNIX_SOCKET) in the environment of the module, when left out.
    type: path
    default: /run/dbsync/agent.sock
  url:
    description:
      - Where the agent listens on HTTP or HTTPS, without C(/rpc), as in C(https://ctl-1:8640).
      - Redirects, proxies and C(~/.netrc) are never followed or used.
      - From C(DBSYNC_URL) in the environment of the module, when left out.
    type: str
  token:
    description:
      - The token that tells the agent who asks. Questions need the role C(reader), a sync needs C(operator).
      - From C(DBSYNC_TOKEN) in the environment of the module, when left out.
    type: str
  ca_cert:
    description:
      - The certificate of the authority that signed the agent's, a PEM file on the host that the module runs on.
      - From C(DBSYNC_CA_CERT) in the environment of the module, when left out; and else the authorities that this host trusts.
    type: path
  client_cert:
    description:
      - The certificate to show to an agent that asks for one, a PEM file; it may hold the key too.
      - From C(DBSYNC_CLIENT_CERT) in the environment of the module, when left out.
    type: path
  client_key:
    description:
      - The key of I(client_cert), a PEM file.
      - From C(DBSYNC_CLIENT_KEY) in the environment of the module, when left out.
    type: path
  validate_certs:
    description:
      - Whether the certificate of the agent must be valid. Set it to C(false) only where nothing is at stake.
      - From C(DBSYNC_VALIDATE_CERTS) in the environment of the module, when left out.
    type: bool
    default: true
  timeout:
    description:
      - The seconds that one request may take, from the connection to the last byte of its answer.
      - A sync is started and then asked after, so this never limits how long a sync may take.
      - From C(DBSYNC_TIMEOUT) in the environment of the module, when left out.
    type: float
    default: 30
"""
