# SPDX-License-Identifier: Apache-2.0
"""Three Galera nodes behind HAProxy, one of them active, as kolla-ansible and openstack-ansible have it."""

import os
import shutil
import subprocess

from servers import PASSWORD, USER, MariaDb, free_port, wait_for

NODES = 3
PROVIDER = "/usr/lib/galera/libgalera_smm.so"
SYNCED = "SELECT group_concat(variable_value ORDER BY variable_name) FROM information_schema.global_status " \
         "WHERE variable_name IN ('wsrep_cluster_size', 'wsrep_local_state_comment')"
# Sessions of a cloud stay open for an hour and are idle for minutes.
HAPROXY = """global
  maxconn 1000
defaults
  mode tcp
  timeout connect 5s
  timeout client 1h
  timeout server 1h
listen galera
  bind 127.0.0.1:{port}
  option tcpka
{members}
"""


class Node(MariaDb):
    """A member; its data are copied from another one, but for the first."""

    def __init__(self, ports, members, first):
        super().__init__()
        self.ports, self.members, self.first = ports, members, first

    def _make(self):
        if self.first:
            super()._make()
        else:
            data = self.folder / "data"
            data.mkdir()
            (self.folder / "init.sql").touch()
            if os.geteuid() == 0:
                shutil.chown(data, self.account)

    def _command(self):
        group, increments, copies = self.ports
        options = [
            "--wsrep-on=ON", "--wsrep-provider=" + PROVIDER, "--wsrep-cluster-address=gcomm://" + ",".join(self.members),
            "--wsrep-node-address=127.0.0.1", "--wsrep-sst-method=rsync", "--wsrep-sst-receive-address=127.0.0.1:%d" % copies,
            "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:%d;ist.recv_addr=127.0.0.1:%d;base_port=%d;gcache.size=32M" % (group, increments, group),
            "--binlog-format=ROW", "--innodb-autoinc-lock-mode=2", "--general-log=0", "--max-connections=300"]
        return super()._command() + options + (["--wsrep-new-cluster"] if self.first else [])


class Cluster:
    def __init__(self, folder):
        self.folder = folder
        self.nodes = []
        self.proxy = None
        self.port = free_port()

    def start(self):
        ports = [(free_port(), free_port(), free_port()) for _ in range(NODES)]
        members = ["127.0.0.1:%d" % group for group, _, _ in ports]
        for place in range(NODES):
            node = Node(ports[place], members, place == 0)
            self.nodes.append(node)
            node.start()
            wait_for(lambda: node.ask(SYNCED, "mysql") == "%d,Synced" % (place + 1), 60, "node %d to join the cluster" % (place + 1))
        lines = ["  server node%d 127.0.0.1:%d check%s" % (place + 1, node.port, " backup" if place else "") for place, node in enumerate(self.nodes)]
        config = self.folder / "haproxy.cfg"
        config.write_text(HAPROXY.format(port=self.port, members="\n".join(lines)))
        self.proxy = subprocess.Popen(["haproxy", "-db", "-q", "-f", str(config)])
        return self

    def run(self, sql, database=None):
        return self.nodes[0].run(sql, database)

    def ask(self, sql, database="mysql"):
        return self.nodes[0].ask(sql, database)

    def create(self, database):
        self.run("CREATE DATABASE %s CHARACTER SET utf8" % database)
        return "mysql+pymysql://%s:%s@127.0.0.1:%d/%s?charset=utf8" % (USER, PASSWORD, self.port, database)

    def stop(self):
        if self.proxy:
            self.proxy.terminate()
            self.proxy.wait(30)
        for node in self.nodes:
            node.stop()
