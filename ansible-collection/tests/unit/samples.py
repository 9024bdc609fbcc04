# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

"""Answers as an agent gives them."""


def step(kind, identity, description=None, *statements):
    return {"kind": kind, "id": identity, "description": description, "statements": list(statements), "effect": "additive"}


PLAN = {
    "changes": True,
    "databases": [
        {
            "name": "nova_api", "state": "legacy", "from": {"legacyVersion": 86, "revision": None}, "to": "b30f573d3377", "changes": True, "error": None,
            "steps": [
                step("legacy", 87, "placeholder"),
                step("stamp", "d67eeaabee36"),
                step("revision", "b30f573d3377", "drop columns",
                     "ALTER TABLE build_requests DROP COLUMN a", "ALTER TABLE build_requests DROP COLUMN b;"),
            ],
        },
        {
            "name": "nova_main", "state": "empty", "from": {"legacyVersion": None, "revision": None}, "to": "8f2f1571d55b", "changes": True, "error": None,
            "steps": [step("revision", "8f2f1571d55b", "whole schema", "CREATE TABLE instances (id integer)")],
        },
    ],
}

LOCKED = {"code": -32020, "message": "ctl-2 holds the lock.",
          "data": {"type": "locked", "database": "nova_main", "detail": None, "remedy": "Wait for it.", "incident": "i-1"}}


def applied():
    return dict((database["name"], [{"kind": one["kind"], "id": one["id"], "durationMs": 1} for one in database["steps"]]) for database in PLAN["databases"])


def operation(state, done, **failures):
    return {
        "id": "op-1", "state": state, "changed": any(done.values()), "startedAt": "2026-03-01T10:00:00Z", "finishedAt": None, "host": "ctl-1",
        "progress": {"done": 0, "total": 4, "current": None}, "error": None,
        "databases": [
            {"name": database["name"], "state": database["state"], "changed": bool(done.get(database["name"])), "from": database["from"],
             "to": database["to"], "applied": done.get(database["name"], []), "error": failures.get(database["name"])}
            for database in PLAN["databases"]
        ],
    }
