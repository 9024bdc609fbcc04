#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Database servers of a test's own: Debian's binaries, on free loopback ports, in temporary folders, with all statements logged.

    servers.py CONFIG COMMAND...    starts both, says in CONFIG (YAML) where they are, runs COMMAND, and stops them
"""

import contextlib
import glob
import json
import os
import pwd
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

USER, PASSWORD = "dbsync", "dbsync-password"
STARTING = 60
# A statement that begins with one of these verbs, as either product logs it; not the function REPLACE() in a question.
WRITE = re.compile(
    r"(?:(?:statement|execute [^:\n]*): |(?:Query|Execute|Prepare)\t)\s*(?:/\*.*?\*/\s*)*"
    r"((?:insert|update|delete|replace|create|alter|drop|truncate|grant|rename|lock|analyze|call|do|copy)\b[^\n]*)", re.IGNORECASE)


class Server:
    """A server process; what follows is the same for both products."""

    product = program = account = None

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="dbsync-%s-" % self.product, dir=fast_folder()))
        self.port = free_port()
        self.log = self.folder / "server.log"
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.account)
        self.process = None

    def as_owner(self, *command):
        """The command for a server, which must not be root."""
        if os.geteuid() != 0:
            return command
        return ("setpriv", "--reuid=" + self.account, "--regid=%d" % pwd.getpwnam(self.account).pw_gid, "--clear-groups") + command

    def start(self):
        self._make()
        with open(self.folder / "console.log", "wb") as console:
            self.process = subprocess.Popen(self.as_owner(*self._command()), stdout=console, stderr=subprocess.STDOUT, cwd=self.folder)
        wait_for(self._answers, STARTING, "%s on port %d, see %s" % (self.product, self.port, self.folder))
        return self

    def _answers(self):
        if self.process.poll() is not None:
            raise RuntimeError("%s ended: %s" % (self.product, (self.folder / "console.log").read_text()[-2000:]))
        return self.run("SELECT 1", check=False).returncode == 0

    def run(self, sql, database=None, check=True):
        return subprocess.run(self.client(database) + [sql], env=dict(os.environ, **self.secrets()), check=check, text=True, capture_output=True)

    def ask(self, sql, database):
        return self.run(sql, database).stdout.strip()

    def hold(self, sql, database):
        """A session of its own that runs this until it is ended."""
        return subprocess.Popen(self.client(database) + [sql], env=dict(os.environ, **self.secrets()),
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def log_mark(self):
        return self.log.stat().st_size

    def writes_since(self, mark):
        with open(self.log, "rb") as log:
            log.seek(mark)
            text = log.read().decode("utf-8", "replace")
        return WRITE.findall(text)

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGINT if self.product == "postgresql" else signal.SIGTERM)
            self.process.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgreSql(Server):
    product, account = "postgresql", "postgres"

    def __init__(self):
        super().__init__()
        self.programs = Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])

    def _make(self):
        password = self.folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)
        subprocess.run(self.as_owner(str(self.programs / "initdb"), "-D", str(self.folder / "data"), "-U", USER, "-A", "scram-sha-256",
                                     "--pwfile", str(password), "-E", "UTF8", "--no-locale", "-N"),
                       check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def _command(self):
        settings = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": "", "fsync": "off",
                    "logging_collector": "on", "log_directory": self.folder, "log_filename": "server.log", "log_statement": "all",
                    "log_line_prefix": "%d: "}
        options = [part for name, value in settings.items() for part in ("-c", "%s=%s" % (name, value))]
        return [str(self.programs / "postgres"), "-D", str(self.folder / "data")] + options

    def client(self, database):
        return ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER,
                "-d", database or "postgres", "-c"]

    def secrets(self):
        return {"PGPASSWORD": PASSWORD}

    def create(self, database):
        self.run("CREATE DATABASE %s" % database)
        return "postgresql://%s:%s@127.0.0.1:%d/%s" % (USER, PASSWORD, self.port, database)

    def keep_from_altering(self, table, database):
        return Held(self, "BEGIN; LOCK TABLE %s IN ACCESS SHARE MODE; SELECT pg_sleep(600)" % table, database, "pg_sleep",
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid() AND state = 'active'",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()")


class MariaDb(Server):
    product, account = "mariadb", "mysql"

    def _make(self):
        owner = ["--user=" + self.account] if os.geteuid() == 0 else []
        subprocess.run(["mariadb-install-db", "--no-defaults", "--datadir=%s" % (self.folder / "data"), "--tmpdir=%s" % self.folder,
                        "--auth-root-authentication-method=normal", "--skip-test-db"] + owner, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        (self.folder / "init.sql").write_text("CREATE USER '%s'@'127.0.0.1' IDENTIFIED BY '%s';\nGRANT ALL ON *.* TO '%s'@'127.0.0.1';\n" % (USER, PASSWORD, USER))

    def _command(self):
        return [shutil.which("mariadbd") or "/usr/sbin/mariadbd", "--no-defaults", "--datadir=%s" % (self.folder / "data"), "--bind-address=127.0.0.1", "--skip-name-resolve",
                "--port=%d" % self.port, "--socket=%s" % (self.folder / "server.sock"), "--pid-file=%s" % (self.folder / "server.pid"),
                "--innodb-flush-log-at-trx-commit=0", "--general-log=1", "--general-log-file=%s" % self.log, "--init-file=%s" % (self.folder / "init.sql")]

    def client(self, database):
        return ["mariadb", "--no-defaults", "-N", "-r", "-h", "127.0.0.1", "-P", str(self.port), "-u", USER] + (["-D", database] if database else []) + ["-e"]

    def secrets(self):
        return {"MYSQL_PWD": PASSWORD}

    def create(self, database):
        self.run("CREATE DATABASE %s CHARACTER SET utf8" % database)
        return "mysql+pymysql://%s:%s@127.0.0.1:%d/%s?charset=utf8" % (USER, PASSWORD, self.port, database)

    def keep_from_altering(self, table, database):
        return Held(self, "START TRANSACTION; SELECT count(*) FROM %s; SELECT SLEEP(600)" % table, database, "SLEEP(600)",
                    "SELECT count(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(600)%'",
                    "")


class Held:
    """A session that keeps others from altering a table until it is let go."""

    def __init__(self, server, sql, database, what, is_held, let_go):
        self.server, self.let_go_sql = server, let_go
        self.session = server.hold(sql, database)
        wait_for(lambda: server.ask(is_held, database) == "1", 30, "a session that runs %s" % what)

    def let_go(self):
        if self.let_go_sql:
            self.server.run(self.let_go_sql)
        else:
            connections = self.server.ask("SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(600)%'", "mysql")
            for connection in connections.split():
                self.server.run("KILL %s" % connection)
        self.session.wait(30)


def fast_folder():
    """Memory, where there is a gigabyte of it: whatever is made in these servers, the tests are not about their disks. None otherwise."""
    memory = "/dev/shm"
    return memory if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30 else None


def free_port():
    """A loopback port that nobody listens on now, below those that Linux gives to clients: one of them could have it first."""
    while True:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", random.randrange(10240, 32768)))
            except OSError:
                continue
            return probe.getsockname()[1]


def wait_for(condition, seconds, what):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError("waited %d seconds in vain for %s" % (seconds, what))
        time.sleep(0.1)


@contextlib.contextmanager
def both():
    servers = []
    try:
        for product in (PostgreSql, MariaDb):
            servers.append(product())
            servers[-1].start()
        yield servers
    finally:
        for server in servers:
            server.stop()


def main(config, *command):
    with both() as servers:
        where = {server.product: {"host": "127.0.0.1", "port": server.port, "user": USER, "password": PASSWORD} for server in servers}
        Path(config).write_text(json.dumps(dict(json.loads(os.environ.get("INTEGRATION_CONFIG", "{}")), **where), indent=2) + "\n")
        return subprocess.run(command).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
