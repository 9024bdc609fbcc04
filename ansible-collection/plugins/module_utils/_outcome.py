# -*- coding: utf-8 -*-
# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

"""What a sync would do (a plan) or did (an operation), in one shape.

Everything that a task reports is made from that shape, so that check mode and a real run of the same state report
the same. Pure functions, private to this collection.
"""

from __future__ import absolute_import, division, print_function

__metaclass__ = type


def of_plan(plan):
    return [dict(_common(database), applied=[_named(step) for step in database.get("steps") or []], changed=bool(database.get("changes")))
            for database in plan["databases"]]


def of_operation(operation):
    return [dict(_common(database), applied=database.get("applied") or [], changed=bool(database.get("changed")))
            for database in operation["databases"]]


def _common(database):
    return dict((field, database.get(field)) for field in ("name", "from", "to", "error", "message"))


def _named(step):
    return {"kind": step["kind"], "id": step["id"]}


def errors(outcome):
    return [flat(database["error"], database["name"]) for database in outcome if database["error"]]


def flat(error, database=None):
    """The error with its data a level up, and the database that it is about."""
    data = error.get("data") or {}
    return dict(data, code=error.get("code"), message=error.get("message"), database=data.get("database") or database)


def sentence(error):
    about = "%s: " % error["database"] if error.get("database") else ""
    return " ".join(part for part in (about + (error.get("message") or "failed"), error.get("remedy")) if part)


def sentences(list_of_errors):
    return " ".join(sentence(error) for error in list_of_errors)


def diff(outcome, plan):
    """Revisions before and after, one line a database, then the SQL of the steps, as far as the plan holds it."""
    planned = plan["databases"] if plan else []
    steps = dict(((database["name"], step["kind"], str(step["id"])), step) for database in planned for step in database.get("steps") or [])
    shown = {
        "before_header": "revisions", "after_header": "revisions",
        "before": "".join("%s: %s\n" % (database["name"], _before(database)) for database in outcome),
        "after": "".join("%s: %s\n" % (database["name"], _after(database)) for database in outcome),
    }
    sql = "".join(_script(database["name"], applied, steps) for database in outcome for applied in database["applied"])
    return dict(shown, prepared=sql) if sql else shown


def _before(database):
    start = database["from"]
    if not isinstance(start, dict):
        return start or "nothing"
    if start.get("revision"):
        return start["revision"]
    return _legacy(start["legacyVersion"]) if start.get("legacyVersion") is not None else "nothing"


def _after(database):
    """Where the last step led: an operation that failed stands there, whatever its target was."""
    if not database["applied"]:
        return _before(database)
    last = database["applied"][-1]
    return _legacy(last["id"]) if last["kind"] == "legacy" else last["id"]


def _legacy(version):
    return "legacy version %s" % version


def _script(name, applied, steps):
    step = steps.get((name, applied["kind"], str(applied["id"])), {})
    title = " ".join(str(part) for part in ("--", name + ":", applied["kind"], applied["id"], step.get("description")) if part)
    return title + "\n" + "".join(_statement(statement) for statement in step.get("statements") or [])


def _statement(sql):
    sql = sql.strip()
    return sql + ("\n" if sql.endswith(";") else ";\n")
