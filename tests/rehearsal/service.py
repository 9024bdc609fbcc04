#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A stand-in of a Nova service: it refuses to start on a schema that its release does not know, and then works with what its release's
models name, as Nova's object-relational mapper does: each column by name.

    service.py FOLDER NAME    FOLDER is the controller's: `packages` says which release is installed, `rehearsal.json` the rest
"""

import json
import signal
import sys
import time
from pathlib import Path

import pymysql

BEAT = 1
TABLES = ("instances", "services", "migrations", "compute_nodes")


class Refused(Exception):
    pass


class Release:
    """What a release's code knows of the schemas: the facts of the project's reference."""

    def __init__(self, name, rehearsal):
        self.name = name
        self.heads = rehearsal["releases"][name]
        self.revisions = rehearsal["revisions"]
        self.columns = {}
        for line in (Path(rehearsal["reference"]) / "main" / "mariadb" / (self.heads["main"] + ".txt")).read_text().splitlines():
            kind, table, *rest = line.split()
            if kind == "column" and table in TABLES:
                self.columns.setdefault(table, []).append("`%s`" % rest[1])

    def check(self, database, kind, revision):
        order = self.revisions[kind]
        if revision not in order or order.index(revision) < order.index(self.heads[kind]):
            raise Refused("%s needs %s at %s or later, and it is at %s" % (self.name, database, self.heads[kind], revision))


class Service:
    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        self.rehearsal = json.loads((folder / "rehearsal.json").read_text())
        self.release = Release((folder / "packages").read_text().strip(), self.rehearsal)
        self.stopped = False
        self.cells = {}

    def start(self):
        for database, kind in self.rehearsal["databases"].items():
            connection = pymysql.connect(**self.rehearsal["connection"], database=database, autocommit=True, read_timeout=60, write_timeout=60)
            with connection.cursor() as cursor:
                cursor.execute("SELECT version_num FROM alembic_version")
                self.release.check(database, kind, cursor.fetchone()[0])
            if kind == "main":
                self.cells[database] = connection
        self.tell("ready", self.release.name)

    def beat(self):
        for database, connection in self.cells.items():
            with connection.cursor() as cursor:
                for table, columns in self.release.columns.items():
                    cursor.execute("SELECT %s FROM %s LIMIT 20" % (", ".join(columns), table))
                    cursor.fetchall()
                cursor.execute("UPDATE services SET report_count = report_count + 1, updated_at = utc_timestamp() WHERE host = %s AND services.binary = %s",
                               (self.folder.name, self.name))

    def run(self):
        while not self.stopped:
            self.beat()
            time.sleep(BEAT)

    def tell(self, what, text):
        with open(self.rehearsal["events"], "a") as events:
            events.write(json.dumps({"at": time.time(), "who": self.folder.name, "service": self.name, "what": what, "text": text}) + "\n")

    def stop(self, *_):
        self.stopped = True


def main(folder, name):
    service = Service(Path(folder), name)
    signal.signal(signal.SIGTERM, service.stop)
    try:
        service.start()
        print("ready", flush=True)
        service.run()
    except Refused as refusal:
        service.tell("refused", str(refusal))
        return "%s: %s" % (name, refusal)
    except pymysql.MySQLError as error:
        service.tell("failed", "%s: %s" % (service.release.name, error))
        return "%s: %s" % (name, error)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
