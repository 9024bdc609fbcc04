#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Rehearses the upgrade of a whole cloud by `dbsync.agent.rolling_upgrade`: three controllers, two cells and cell0 on a Galera cluster behind
HAProxy, made by Nova's own tool of Zed, with readers and writers at work, a transaction that stays open on the table that the upgrade needs, and stand-ins
of Nova's services that refuse a schema which their release does not know. One controller gets the packages of a wrong release, so
that the first run stops there; the second goes on. See bin/rehearse-upgrade.

    rehearse.py [--short] FOLDER    FOLDER keeps what Ansible, the agents and the services said
"""

import argparse
import contextlib
import itertools
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "ansible"))

import yaml
from agents import Agent, launcher, nova_conf
from cluster import Cluster
from conftest import Account, Ansible
from servers import PASSWORD, USER

CATALOGS = TOP / "agent" / "src" / "main" / "resources" / "catalogs" / "nova"
NAMES = ("ctl-1", "ctl-2", "ctl-3")
SERVICES = ("nova-conductor", "nova-scheduler", "nova-api")
CELLS = ("cell1", "cell2")
BEGINNING = "zed"
PLAYBOOK = "dbsync.agent.rolling_upgrade"
# What Ansible runs as Python on a controller: it finds the controller's systemctl, and knows whose it is.
PYTHON = """#!/bin/sh
CONTROLLER={folder} SERVICE={service} PATH={bin}:$PATH exec /usr/bin/python3 "$@"
"""
WAITS = re.compile(r"(?m)^(\S+) .* Operation \S+: (\S+ waits for table \w+)")
COMPUTES = 20
ROWS = [
    "INSERT INTO services (created_at, host, services.binary, topic, report_count, version, deleted, disabled, forced_down)"
    " SELECT utc_timestamp(), concat('compute-', seq), 'nova-compute', 'compute', 0, {computes_version}, 0, false, false FROM seq_1_to_{computes}",
    "INSERT INTO compute_nodes (created_at, host, hypervisor_hostname, uuid, vcpus, memory_mb, local_gb, vcpus_used, memory_mb_used, local_gb_used,"
    " hypervisor_type, hypervisor_version, cpu_info, mapped, cpu_allocation_ratio, ram_allocation_ratio, disk_allocation_ratio, deleted)"
    " SELECT utc_timestamp(), concat('compute-', seq), concat('compute-', seq), uuid(), 64, 262144, 4000, 0, 0, 0, 'QEMU', 7000000, '{{}}', 1, 4, 1, 1, 0"
    " FROM seq_1_to_{computes}",
    "INSERT INTO instances (created_at, uuid, host, node, vm_state, launched_at, availability_zone, project_id, user_id, deleted)"
    " SELECT utc_timestamp(), uuid(), concat('compute-', 1 + seq % {computes}), concat('compute-', 1 + seq % {computes}), 'active', utc_timestamp(), 'nova',"
    " 'project', 'user', 0 FROM seq_1_to_{rows}",
    "INSERT INTO migrations (created_at, source_compute, dest_compute, status, uuid, deleted)"
    " SELECT utc_timestamp(), 'compute-1', 'compute-2', 'done', uuid(), 0 FROM seq_1_to_{rows}",
    "INSERT INTO services (created_at, host, services.binary, topic, report_count, version, deleted, disabled, forced_down) VALUES "
    + ", ".join("(utc_timestamp(), '%s', '%s', '%s', 0, {computes_version}, 0, false, false)" % (host, service, service) for host in NAMES for service in SERVICES),
]


class Form:
    """How much of it is played."""

    def __init__(self, short):
        self.short = short
        self.releases = ["2025.1"] if short else ["2023.1", "2024.1", "2025.1"]
        self.rows = 2000 if short else 100000
        self.held = 8 if short else 20
        self.readers, self.writers = (4, 2) if short else (8, 4)


class Revisions:
    """The catalogues' order of revisions and the releases' heads."""

    def __init__(self):
        self.of, self.heads = {}, {}
        for kind in ("api", "main"):
            catalog = yaml.safe_load((CATALOGS / kind / "catalog.yaml").read_text())
            self.of[kind] = [revision["id"] for revision in catalog["revisions"]]
            for release in catalog["releases"]:
                if "head" in release:
                    self.heads.setdefault(str(release.get("series", release["name"].lower())), {})[kind] = release["head"]


class Controller:
    def __init__(self, folder, name, conf):
        self.folder = folder / name
        self.agent = Agent(launcher(), name)
        (self.folder / "bin").mkdir(parents=True)
        (self.folder / "units").mkdir()
        (self.folder / "bin" / "systemctl").symlink_to(HERE / "systemctl")
        self.python = self.folder / "python"
        self.python.write_text(PYTHON.format(folder=self.folder, bin=self.folder / "bin", service=HERE / "service.py"))
        self.python.chmod(0o755)
        (self.folder / "packages").write_text(BEGINNING + "\n")
        self.agent.configure_by(conf, BEGINNING)
        (self.agent.folder / "current").symlink_to(Path(launcher()).resolve().parent.parent)
        self.agent.launch()

    def start(self):
        self.agent.wait_until_ready()
        (self.folder / "units" / "dbsync-agent.pid").write_text(str(self.agent.process.pid))
        for service in SERVICES:
            self.systemctl("restart", service)

    def systemctl(self, *words):
        subprocess.run([str(self.python), str(HERE / "systemctl"), *words], check=True)

    def runs(self):
        return (self.folder / "packages").read_text().strip()

    def host(self, folder):
        agent = self.agent
        return {"ansible_python_interpreter": str(self.python), "controller": str(self.folder), "dbsync_unix_socket": str(agent.socket),
                "dbsync_agent_unix_socket": str(agent.socket), "dbsync_agent_config_dir": str(agent.folder), "dbsync_agent_home": str(agent.folder),
                "dbsync_agent_user": "root" if os.geteuid() == 0 else os.environ["USER"], "dbsync_agent_group": "root", "dbsync_agent_unit_dir": str(folder)}

    def stop(self):
        for file in (self.folder / "units").glob("nova-*.pid"):
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(file.read_text()), signal.SIGTERM)
        shutil.copy(self.agent.folder / "agent.log", self.folder / "agent.log")
        self.agent.stop()


class Cloud:
    """The databases, by Nova's own tool, with rows in them."""

    def __init__(self, cluster, folder):
        self.cluster, self.folder = cluster, folder
        self.names = {"nova_api": "api", "nova_cell0": "main", "nova_cell1": "main", "nova_cell2": "main"}
        self.urls = {name: cluster.create(name) for name in self.names}
        self.conf = self.write("nova.conf", "nova_cell1")

    def write(self, file, main):
        return nova_conf(self.folder / file, self.urls["nova_api"], self.urls[main])

    def make(self, rows):
        cells = [self.write("cell%d.conf" % number, "nova_cell%d" % number) for number in range(3)]
        started = [self.start("api_db", "sync")] + [self.start("db", "sync", "--local_cell", conf=conf) for conf in cells]
        for process in started:
            self.end(process)
        self.end(self.start("cell_v2", "map_cell0", "--database_connection", self.urls["nova_cell0"]))
        for cell in CELLS:
            self.end(self.start("cell_v2", "create_cell", "--name", cell, "--database_connection", self.urls["nova_" + cell], "--transport-url", "fake:///" + cell))
            for statement in ROWS:
                self.cluster.run(statement.format(rows=rows, computes=COMPUTES, computes_version=64), "nova_" + cell)

    def start(self, *words, conf=None):
        return subprocess.Popen(["nova-manage", "--config-file", str(conf or self.conf), *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    @staticmethod
    def end(process):
        output = process.communicate(timeout=300)[0]
        if process.returncode != 0:
            raise RuntimeError("%s: %s" % (" ".join(process.args), output[-3000:]))

    def computes_are_upgraded(self):
        """What Nova's own computes write when they start: the numbers of 2023.2 and later."""
        for cell in CELLS:
            self.cluster.run("UPDATE services SET version = 66", "nova_" + cell)

    def rows(self):
        return {cell: [int(self.cluster.ask("SELECT count(*) FROM %s WHERE deleted = 0" % table, "nova_" + cell)) for table in ("instances", "compute_nodes", "services")] for cell in CELLS}


class Rehearsal:
    def __init__(self, form, folder):
        self.form, self.folder = form, folder
        self.events = folder / "events.jsonl"
        self.revisions = Revisions()
        self.told = []
        self.faults = []
        self.statements = []
        self.traffic = []
        self.runs = 0

    def play(self):
        with contextlib.ExitStack() as stack:
            self.say("Starting three Galera nodes, and HAProxy before them")
            cluster = Cluster(self.folder)
            stack.callback(cluster.stop)
            cluster.start()
            self.say("Having Nova's own tool of Zed make two cells and cell0; %d instances in each cell" % self.form.rows)
            self.cloud = Cloud(cluster, self.folder)
            self.cloud.make(self.form.rows)
            self.say("Starting three controllers: an agent and %s each" % ", ".join(SERVICES))
            self.controllers = []
            for name in NAMES:
                self.controllers.append(Controller(self.folder, name, self.cloud.conf))
                stack.callback(self.controllers[-1].stop)
            self.describe(cluster)
            for controller in self.controllers:
                controller.start()
            self.begin()
            stack.callback(self.end_traffic)
            before = self.cloud.rows()
            for release in self.form.releases[:-1]:
                self.upgrade(release)
                self.cloud.computes_are_upgraded()
            self.upgrade_with_a_failure(self.form.releases[-1])
            self.end_traffic()
            self.examine(before)

    def describe(self, cluster):
        for controller in self.controllers:
            (controller.folder / "rehearsal.json").write_text(json.dumps({
                "connection": {"host": "127.0.0.1", "port": cluster.port, "user": USER, "password": PASSWORD}, "databases": self.cloud.names,
                "releases": self.revisions.heads, "revisions": self.revisions.of, "reference": str(TOP / "tests" / "reference" / "nova"), "events": str(self.events)}))

    def begin(self):
        self.say("%d readers and %d writers are at work" % (2 * self.form.readers, 2 * self.form.writers))
        words = [str(self.controllers[0].folder / "rehearsal.json"), str(self.form.readers), str(self.form.writers)]
        for place in range(2):
            self.traffic.append(subprocess.Popen(["/usr/bin/python3", str(HERE / "traffic.py"), *words], stdout=open(self.folder / ("traffic-%d.jsonl" % place), "w")))

    def end_traffic(self):
        for process in self.traffic:
            process.terminate()
        for place, process in enumerate(self.traffic):
            process.wait(180)
            self.statements += [json.loads(line) for line in (self.folder / ("traffic-%d.jsonl" % place)).read_text().splitlines()]
        self.traffic = []

    def upgrade(self, release):
        account = self.run(release)
        self.expect(account.status == 0, "the upgrade to %s failed: %s" % (release, account.output[-2000:]))

    def upgrade_with_a_failure(self, release):
        self.say("ctl-2 will get the packages of 2026.2 by mistake")
        first = self.run(release, pinned={"ctl-2": "2026.2"})
        stopped = first.status != 0 and "nova-conductor: 2026.2 needs nova_" in first.output
        self.expect(stopped, "the first run should have stopped at ctl-2's nova-conductor: " + first.output[-2000:])
        self.expect(self.controllers[2].runs() != release, "ctl-3 was upgraded though ctl-2 had failed")
        self.say("The operator corrects ctl-2's packages, and runs it again")
        self.upgrade(release)
        if self.form.short:
            return
        again = self.run(release)
        self.expect(again.status == 0 and "ctl-1" in again.recap(), "a further run failed: " + again.output[-2000:])
        syncs = re.findall(r"TASK \[Bring the databases up[^\n]*\n((?:(?:ok|changed)[^\n]*\n)+)", again.output)
        self.expect(syncs and not any("changed" in told for told in syncs), "a further run changed a database")

    def run(self, release, pinned=None):
        self.runs += 1
        hosts = {controller.agent.name: dict(controller.host(self.folder), nova_pinned=(pinned or {}).get(controller.agent.name, "")) for controller in self.controllers}
        variables = {
            "ansible_connection": "local", "ansible_become": False, "nova_conf": str(self.cloud.conf), "dbsync_agent_manage_service": True, "dbsync_nova_user": "",
            "dbsync_nova_manage": str(HERE / "nova-manage"), "dbsync_gate": str(HERE / "tasks" / "gate.yml"), "dbsync_once_before": str(HERE / "tasks" / "backup.yml"),
            "backup": self.backup(), "dbsync_batch_before": str(HERE / "tasks" / "packages.yml"),
            "dbsync_batch_after": "tasks/nova_restart.yml", "dbsync_once_after": "tasks/nova_finish.yml", "dbsync_hold": [] if release == self.form.releases[-1] else ["destructive"], "dbsync_agent_serial": 3}
        ansible = Ansible(self.folder, {"controllers": {"hosts": hosts, "vars": variables}})
        self.say("ansible-playbook %s -e dbsync_release=%s" % (PLAYBOOK, release))
        began = time.time()
        process = ansible.start(PLAYBOOK, "-e", "dbsync_release='%s'" % release)
        account = Account(process.communicate(timeout=1800)[0], process.returncode)
        (self.folder / ("ansible-%d.log" % self.runs)).write_text(account.output)
        self.say("it %s after %.0f s" % ("ended" if account.status == 0 else "failed", time.time() - began))
        self.tell_of(began)
        print(account.output.rpartition("PLAY RECAP")[2].partition("\n")[2].rstrip(), flush=True)
        return account

    def backup(self):
        """A transaction that stays open while the databases are brought up."""
        script = "START TRANSACTION; SELECT count(*) FROM instances; SELECT SLEEP(%d); COMMIT" % self.form.held
        return ["mariadb", "--no-defaults", "--host=127.0.0.1", "--port=%d" % self.cloud.cluster.port, "--user=" + USER, "--password=" + PASSWORD, "--execute=" + script,
                "nova_cell1"]

    def tell_of(self, began):
        """What the agents and the services say of that run, into the timeline."""
        events = [event for event in map(json.loads, self.events.read_text().splitlines()) if event["at"] >= began]
        for (who, what, text), together in itertools.groupby(events, lambda event: (event["who"], event["what"], event["text"])):
            together = list(together)
            self.told.append((together[-1]["at"], who, "%s: %s %s" % (", ".join(event["service"] for event in together), what, text)))
        for controller in self.controllers:
            for operation in controller.agent.call("operations"):
                if when(operation["startedAt"]) >= began:
                    self.told.append((when(operation["startedAt"]), controller.agent.name, "sync " + summary(operation)))
            for at, text in WAITS.findall((controller.agent.folder / "agent.log").read_text()):
                if when(at) >= began:
                    self.told.append((when(at), controller.agent.name, text))

    def examine(self, before):
        status = self.controllers[2].agent.call("status")
        self.expect(status["upToDate"], "status says that not all is up to date: %s" % status)
        verified = self.controllers[0].agent.call("verify")["databases"]
        for database in verified:
            self.expect(not database["differences"] and not database.get("error"), "verify: %s" % database)
        ready = self.controllers[1].agent.call("plan", sql=False, readiness=True)["databases"]
        left = [finding["check"] for database in ready for finding in database["readiness"]]
        self.expect("populate_instance_compute_id" not in left, "rows are left to move: %s" % left)
        self.expect(self.cloud.rows() == before, "rows are not what they were: %s, before %s" % (self.cloud.rows(), before))
        self.expect({controller.runs() for controller in self.controllers} == {self.form.releases[-1]}, "not every controller runs the new release")
        failed = [statement for statement in self.statements if statement["failed"]]
        self.expect(not failed, "%d statements of the cloud failed, the first: %s" % (len(failed), failed[:1]))
        broken = [json.loads(line) for line in self.events.read_text().splitlines() if '"what": "failed"' in line]
        self.expect(not broken, "services failed at work: %s" % broken[:2])
        self.expect(self.statements, "nobody was at work")

    def expect(self, right, otherwise):
        if not right:
            self.faults.append(otherwise)

    def say(self, text):
        self.told.append((time.time(), "operator", text))
        print("-- " + text, flush=True)

    def report(self):
        began = self.told[0][0]
        print("\nTimeline, in seconds")
        for at, who, text in sorted(self.told):
            print("%8.1f  %-8s  %s" % (at - began, who, text))
        print("\nThe cloud's statements, through HAProxy")
        for kind in ("read", "write"):
            times = sorted(statement["ms"] for statement in self.statements if statement["kind"] == kind)
            if times:
                print("  %-6s %7d, %d failed; median %.1f ms, p99 %.1f ms, slowest %.0f ms" % (
                    kind, len(times), sum(1 for statement in self.statements if statement["kind"] == kind and statement["failed"]), statistics.median(times),
                    times[int(len(times) * 0.99)], times[-1]))
        for statement in sorted(self.statements, key=lambda statement: -statement["ms"])[:3]:
            print("  at %.1f s: a %s in %s took %.0f ms" % (statement["at"] - began, statement["kind"], statement["in"], statement["ms"]))


def when(text):
    return time.mktime(time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S")) - time.timezone + float("0" + text[19:].rstrip("Z"))


def summary(operation):
    seconds = when(operation["finishedAt"]) - when(operation["startedAt"]) if operation["finishedAt"] else 0
    parts = []
    for database in operation["databases"]:
        done = "%s %d steps to %s" % (database["name"], len(database["applied"]), database["to"]) if database["applied"] else None
        if done or database["error"]:
            frozen = ", others may have waited %d ms" % database["frozen"] if database["frozen"] else ""
            parts.append((done or database["name"]) + frozen + (": " + database["error"]["message"] if database["error"] else ""))
    return "%s after %.1f s: %s" % (operation["state"], seconds, "; ".join(parts) or "nothing to do")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    shutil.rmtree(options.folder, ignore_errors=True)
    options.folder.mkdir(parents=True)
    rehearsal = Rehearsal(Form(options.short), options.folder.resolve())
    rehearsal.play()
    rehearsal.report()
    for fault in rehearsal.faults:
        print("FAULT: " + fault)
    print("\nrehearse-upgrade: %s" % ("%d faults; see %s" % (len(rehearsal.faults), options.folder) if rehearsal.faults else "passed"))
    return 1 if rehearsal.faults else 0


if __name__ == "__main__":
    sys.exit(main())
