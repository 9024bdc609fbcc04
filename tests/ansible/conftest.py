# SPDX-License-Identifier: Apache-2.0

import itertools
import json
import os
import signal
import subprocess
import textwrap

import pytest

import servers
from agents import Agent, launcher

# One controller after the other would hide what happens when all ask at once.
FORKS = 3
RECORD = """
      register: result
      ignore_errors: true
    - name: Record the result
      ansible.builtin.copy:
        content: "{{ result | to_json }}"
        dest: "{{ record }}"
        mode: "0600"
      check_mode: false
      diff: false
"""


@pytest.fixture(scope="session", params=[servers.PostgreSql, servers.MariaDb], ids=lambda product: product.product)
def server(request):
    server = request.param()
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture(scope="session")
def numbers():
    return itertools.count(1)


@pytest.fixture(scope="session")
def agents():
    """One for each controller, which every test has take databases of its own: a start costs more than most tests."""
    agents = [Agent(launcher(), "ctl-%d" % place) for place in (1, 2, 3)]
    try:
        yield agents
    finally:
        for agent in agents:
            agent.stop()


class Controllers:
    """Three controllers: an agent each, on the same two databases."""

    catalogs = {"nova_api": "nova/api", "nova_main": "nova/main"}

    def __init__(self, agents, server, number, release="newest"):
        self.agents = agents
        self.server = server
        self.names = {name: "%s_%d" % (name, number) for name in self.catalogs}
        self.databases = {name: (catalog, server.create(self.names[name])) for name, catalog in self.catalogs.items()}
        for agent in agents:
            agent.configure(self.databases, release)
            if agent.runs():
                agent.reload()
            else:
                agent.launch()
        for agent in agents:
            agent.wait_until_ready()

    def url(self, database):
        return self.databases[database][1]

    def inventory(self):
        hosts = {agent.name: {"dbsync_unix_socket": str(agent.socket)} for agent in self.agents}
        return {"controllers": {"hosts": hosts, "vars": {"ansible_connection": "local", "ansible_python_interpreter": "/usr/bin/python3"}}}

    def revisions(self):
        return [[database["revision"] for database in agent.call("status")["databases"]] for agent in self.agents]


@pytest.fixture
def controllers(agents, server, numbers):
    return Controllers(agents, server, next(numbers))


class Ansible:
    """Runs playbooks with the collection under test, and reads Ansible's own account of them."""

    def __init__(self, folder, inventory):
        self.folder = folder
        self.inventory = folder / "inventory.yml"
        self.inventory.write_text(json.dumps(inventory))
        self.record = folder / "record.json"
        self.environment = dict(os.environ, ANSIBLE_FORKS=str(FORKS), ANSIBLE_RETRY_FILES_ENABLED="0", ANSIBLE_NOCOLOR="1", ANSIBLE_PIPELINING="1",
                                ANSIBLE_LOCALHOST_WARNING="0", ANSIBLE_HOME=str(folder / "home"), ANSIBLE_LOCAL_TEMP=str(folder / "tmp"))

    def playbook(self, text):
        playbook = self.folder / "playbook.yml"
        playbook.write_text(textwrap.dedent(text))
        return str(playbook)

    def start(self, playbook, *options, **environment):
        return subprocess.Popen(["ansible-playbook", "-i", str(self.inventory), playbook] + list(options), env=dict(self.environment, **environment),
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.folder, start_new_session=True,
                                preexec_fn=heed_interrupts)

    def run(self, playbook, *options, **environment):
        process = self.start(playbook, *options, **environment)
        return Account(process.communicate(timeout=600)[0], process.returncode)

    def result(self, playbook, *options):
        """What the last task told, from a playbook that ends with RECORD; failed or not."""
        account = self.run(self.playbook(playbook + RECORD), "-e", "record=%s" % self.record, *options)
        assert account.status == 0, account.output
        return json.loads(self.record.read_text())


def heed_interrupts():
    """A shell that runs the tests in the background has them ignore interrupts, and whatever they start as well."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Account:
    def __init__(self, output, status):
        self.output = output
        self.status = status

    def recap(self):
        """The numbers of the recap, by host."""
        lines = self.output.rpartition("PLAY RECAP")[2].splitlines()[1:]
        return {line.split(":")[0].strip(): {name: int(number) for name, number in (pair.split("=") for pair in line.split(":")[1].split())}
                for line in lines if ": ok=" in line.replace("  ", "")}

    def changed(self):
        return sorted(numbers["changed"] for numbers in self.recap().values())


@pytest.fixture
def ansible(tmp_path, controllers):
    return Ansible(tmp_path, controllers.inventory())
