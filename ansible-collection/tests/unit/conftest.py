# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

import json
import shutil
import subprocess
import tempfile

import pytest

from ansible.module_utils import basic

from ansible_collections.dbsync.agent.tests.unit import scripted_agent


@pytest.fixture
def agent():
    agent = scripted_agent.over_tcp()
    yield agent
    agent.stop()


@pytest.fixture
def short_folder():
    """A Unix socket's path may have 107 characters, which pytest's own folders use up."""
    folder = tempfile.mkdtemp(prefix="dbsync-")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def unix_agent(short_folder):
    agent = scripted_agent.over_unix_socket(short_folder)
    yield agent
    agent.stop()


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs a module as Ansible does: arguments as JSON in, the result as JSON out."""
    def run_module(module, check_mode=False, diff=False, **arguments):
        arguments.update({"_ansible_check_mode": check_mode, "_ansible_diff": diff})
        monkeypatch.setattr(basic, "_ANSIBLE_ARGS", json.dumps({"ANSIBLE_MODULE_ARGS": arguments}).encode())
        # From ansible-core 2.19 on; what serializes as before.
        monkeypatch.setattr(basic, "_ANSIBLE_PROFILE", "legacy", raising=False)
        with pytest.raises(SystemExit):
            module.main()
        return json.loads(capsys.readouterr().out)
    return run_module


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


class Authority:
    """Signs certificates, as an operator's own would."""

    def __init__(self, folder):
        self.folder = folder
        self.certificate, self.key = str(folder / "ca.pem"), str(folder / "ca.key")
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=authority",
                "-keyout", self.key, "-out", self.certificate)

    def issue(self, name):
        certificate, key, request, extension = (str(self.folder / (name + ending)) for ending in (".pem", ".key", ".csr", ".ext"))
        openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=" + name, "-keyout", key, "-out", request)
        with open(extension, "w", encoding="utf-8") as file:
            file.write("subjectAltName=IP:127.0.0.1\n")
        openssl("x509", "-req", "-days", "1", "-in", request, "-CA", self.certificate, "-CAkey", self.key, "-CAcreateserial",
                "-extfile", extension, "-out", certificate)
        return certificate, key


def openssl(*arguments):
    subprocess.run(("openssl",) + arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
