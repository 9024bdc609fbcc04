# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import absolute_import, division, print_function

__metaclass__ = type


class ModuleDocFragment(object):
    """What to bring where: the same for a sync and for its plan."""

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
      - The revision to bring them to; a prefix of four or more characters that fits exactly one; or C(+N), counted from the present one.
      - C(head), the newest one, when left out.
      - Legacy version numbers are refused. There is no way down, so a revision that has been passed changes nothing.
      - Write it in quotes, or YAML may read it as a number.
    type: str
  adopt:
    description:
      - For a database that has tables but no version control, the revision that it is declared to be at.
      - It is refused unless the live schema equals that revision's.
    type: str
"""
