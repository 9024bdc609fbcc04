#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the virtual environments of `ansible-test sanity` from Debian's packages, so that it needs no network.

ansible-test would make each with a pip that it downloads. An environment counts as made when it lies where ansible-test
looks for it, with a marker and a note of what is in it: these are made here, on top of the system's own packages.
Written for ansible-core 2.14 to 2.19, whose internals it asks for the place and the content of each.
"""

import inspect
import json
import shutil
import subprocess
import sys
from pathlib import Path

from ansible_test._internal.commands.sanity import hash_pip_commands
from ansible_test._internal.host_configs import NativePythonConfig
from ansible_test._internal.python_requirements import PipInstall, collect_requirements

PYTHON = "/usr/bin/python3"
VERSION = "%d.%d" % sys.version_info[:2]
SUB_TESTS = (
    "ansible-doc", "changelog", "import", "import.plugin", "integration-aliases", "pep8", "pylint",
    "runtime-metadata", "validate-modules", "yamllint",
)
MINIMIZED = ("import.plugin",)


def commands_for(sub_test):
    wanted = dict(
        python=NativePythonConfig(version=VERSION, path=PYTHON), controller=True, virtualenv=False, command=None, ansible=False,
        cryptography=False, coverage=False, minimize=sub_test in MINIMIZED, sanity=sub_test)
    known = inspect.signature(collect_requirements).parameters
    return collect_requirements(**{name: value for name, value in wanted.items() if name in known})


def seed(sub_test):
    commands = commands_for(sub_test)
    label = "sanity." + sub_test if commands else "sanity"
    place = Path.home() / ".ansible/test/venv" / label / VERSION / hash_pip_commands(commands)
    if (place / "marker.txt").exists():
        return
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run([PYTHON, "-m", "venv", "--system-site-packages", "--without-pip", str(place)], check=True)
    (place / "meta.install.json").write_text(json.dumps([command.serialize() for command in commands], indent=4))
    (place / "meta.yaml.json").write_text(json.dumps(True if any(holds_yaml(command) for command in commands) else None))
    (place / "marker.txt").touch()


def holds_yaml(command):
    return isinstance(command, PipInstall) and command.has_package("pyyaml")


if __name__ == "__main__":
    for name in SUB_TESTS:
        seed(name)
