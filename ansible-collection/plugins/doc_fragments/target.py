# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import absolute_import, division, print_function

__metaclass__ = type


class ModuleDocFragment(object):
    """What to bring where, the same for a sync and for its plan; C(databases) is for questions about databases alone."""

    DOCUMENTATION = r"""
options:
  databases:
    description:
      - The names of the databases, as the agent's configuration names them. Where a section stands for all cells, its name means all of them,
        and C(nova_main/cell1) is one cell.
      - All of them, when left out. The agent brings api databases up before main ones, and cells after, in parallel.
    type: list
    elements: str
  revision:
    description:
      - Where to bring them. A revision; a prefix of four or more characters that fits exactly one; a release such as C(2025.1) or C(epoxy), which means its
        last revision in each database, so that one task serves all of them; or C(+N), counted from the present revision.
      - C(head), the last one of the release that a database is configured for, when left out. Nothing goes beyond that release.
      - Legacy version numbers are refused. There is no way down, so a revision that has been passed changes nothing.
      - A release needs no quotes. A revision does, since YAML may read it as a number.
    type: raw
  adopt:
    description:
      - For a database that has tables but no version control, the revision that it is declared to be at.
      - It is refused unless the live schema equals that revision's.
    type: raw
  hold:
    description:
      - Effects of steps to stop before. C(hold=[destructive]) is the part of an upgrade to run while services of the old release are still at work.
      - The same task without it runs the rest.
    type: list
    elements: str
    choices: [none, additive, rewriting, destructive]
"""

    DATABASES = r"""
options:
  databases:
    description:
      - The names of the databases to ask about, as the agent's configuration names them.
      - All of them, when left out.
    type: list
    elements: str
"""
