# SPDX-License-Identifier: Apache-2.0
"""Ansible's way into a booted system of the tests: ansible_host is the id of its first process."""

DOCUMENTATION = """
name: booted
short_description: Runs commands in the namespaces of a process
description: For the tests of the role in a system that they booted.
author: dbsync-agent contributors
options: {}
"""

import subprocess

from ansible.plugins.connection import ConnectionBase

from machine import entering


class Connection(ConnectionBase):
    transport = "booted"
    has_pipelining = True

    def _connect(self):
        self._connected = True
        return self

    def _entering(self, *command):
        return entering(str(self._play_context.remote_addr), *command)

    def exec_command(self, cmd, in_data=None, sudoable=False):
        super().exec_command(cmd, in_data=in_data, sudoable=sudoable)
        ended = subprocess.run(self._entering("/bin/sh", "-c", cmd), input=in_data or b"", capture_output=True)
        return ended.returncode, ended.stdout, ended.stderr

    def put_file(self, in_path, out_path):
        with open(in_path, "rb") as file:
            subprocess.run(self._entering("sh", "-c", 'cat > "$1"', "sh", out_path), stdin=file, check=True)

    def fetch_file(self, in_path, out_path):
        with open(out_path, "wb") as file:
            subprocess.run(self._entering("cat", in_path), stdout=file, check=True)

    def close(self):
        self._connected = False
