#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A cloud at work: sessions that read and write the cells until SIGTERM, and then say, a line each, when each statement began and how many
milliseconds it took, or that it failed. Started several times, since a process of Python does one thing at a time.

    traffic.py REHEARSAL READERS WRITERS
"""

import json
import signal
import sys
import threading
import time
import uuid
from pathlib import Path

import pymysql

PAUSE = 0.1
READS = ("SELECT uuid, host, vm_state FROM instances WHERE host = 'compute-1' AND deleted = 0 LIMIT 20",
         "SELECT id, status FROM migrations WHERE source_compute = 'compute-1' AND deleted = 0 LIMIT 20",
         "SELECT instances.uuid, services.report_count FROM instances JOIN services ON services.host = instances.host WHERE instances.id < 20")
WRITES = ("UPDATE instances SET updated_at = utc_timestamp(), progress = 1 + ifnull(progress, 0) WHERE id = 1 + (%s %% 500)",
          "INSERT INTO migrations (created_at, source_compute, dest_compute, status, uuid, deleted) VALUES (utc_timestamp(), 'compute-1', 'compute-2', 'done', %s, 0)")
stopped = threading.Event()


class Session(threading.Thread):
    def __init__(self, rehearsal, database, kind):
        super().__init__()
        self.rehearsal, self.database, self.kind = rehearsal, database, kind
        self.told = []

    def run(self):
        connection = self.connect()
        place = 0
        while not stopped.wait(PAUSE):
            place += 1
            began = time.time()
            failure = None
            try:
                with connection.cursor() as cursor:
                    if self.kind == "read":
                        cursor.execute(READS[place % len(READS)])
                        cursor.fetchall()
                    else:
                        cursor.execute(WRITES[place % len(WRITES)], (place if place % len(WRITES) == 0 else str(uuid.uuid4()),))
            except pymysql.MySQLError as error:
                failure = str(error)
                connection = self.connect()
            self.told.append({"at": round(began, 4), "ms": round((time.time() - began) * 1000, 1), "kind": self.kind, "in": self.database, "failed": failure})

    def connect(self):
        return pymysql.connect(**self.rehearsal["connection"], database=self.database, autocommit=True, read_timeout=120, write_timeout=120)


def main(file, readers, writers):
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    rehearsal = json.loads(Path(file).read_text())
    cells = [name for name, kind in rehearsal["databases"].items() if kind == "main" and not name.endswith("cell0")]
    sessions = [Session(rehearsal, cells[place % len(cells)], kind) for kind, count in (("read", int(readers)), ("write", int(writers))) for place in range(count)]
    for session in sessions:
        session.start()
    for session in sessions:
        session.join()
    for session in sessions:
        for told in session.told:
            print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
