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
      - Not looked at when I(url) is given.
    type: path
    default: /run/dbsync/agent.sock
  url:
    description:
      - Where the agent listens on HTTP or HTTPS, without C(/rpc), as in C(https://ctl-1.example.org:8640).
      - Redirects, proxies and C(~/.netrc) are never followed or used.
    type: str
  token:
    description:
      - The token that tells the agent who asks. Questions need the role C(reader), a sync needs C(operator).
    type: str
  ca_cert:
    description:
      - The certificate of the authority that signed the agent's, a PEM file on the host that the module runs on.
      - The authorities that this host trusts, when left out.
    type: path
  client_cert:
    description:
      - The certificate to show to an agent that asks for one, a PEM file; it may hold the key too.
    type: path
  client_key:
    description:
      - The key of I(client_cert), a PEM file.
    type: path
  validate_certs:
    description:
      - Whether the certificate of the agent must be valid. Set it to C(false) only where nothing is at stake.
    type: bool
    default: true
  timeout:
    description:
      - The seconds that one request may go without an answer.
      - A sync is started and then asked after, so this never limits how long a sync may take.
    type: float
    default: 30
"""
