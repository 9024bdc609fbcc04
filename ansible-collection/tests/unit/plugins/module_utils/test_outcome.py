# Copyright: the dbsync-agent authors
# SPDX-License-Identifier: Apache-2.0

from ansible_collections.dbsync.agent.plugins.module_utils import _outcome
from ansible_collections.dbsync.agent.tests.unit.samples import PLAN, applied, operation


def test_a_plan_and_the_operation_that_carried_it_out_differ_in_nothing():
    done = _outcome.of_operation(operation("succeeded", applied()))
    assert _outcome.diff(done, PLAN) == _outcome.diff(_outcome.of_plan(PLAN), PLAN)


def test_the_diff_shows_revisions_and_then_sql():
    assert _outcome.diff(_outcome.of_plan(PLAN), PLAN) == {
        "before_header": "revisions",
        "after_header": "revisions",
        "before": "nova_api: legacy version 86\nnova_main: nothing\n",
        "after": "nova_api: b30f573d3377\nnova_main: 8f2f1571d55b\n",
        "prepared": "-- nova_api: legacy 87 placeholder\n"
                    "-- nova_api: stamp d67eeaabee36\n"
                    "-- nova_api: revision b30f573d3377 drop columns\n"
                    "ALTER TABLE build_requests DROP COLUMN a;\n"
                    "ALTER TABLE build_requests DROP COLUMN b;\n"
                    "-- nova_main: revision 8f2f1571d55b whole schema\n"
                    "CREATE TABLE instances (id integer);\n",
    }


def test_somebody_else_did_it_so_there_is_no_difference():
    nothing_done = _outcome.of_operation(operation("succeeded", {}))
    diff = _outcome.diff(nothing_done, PLAN)
    assert diff["before"] == diff["after"]
    assert "prepared" not in diff


def test_a_part_that_was_done_is_shown_as_that_part():
    part = dict(applied(), nova_main=[], nova_api=applied()["nova_api"][:1])
    diff = _outcome.diff(_outcome.of_operation(operation("failed", part)), PLAN)
    assert diff["after"] == "nova_api: legacy version 87\nnova_main: nothing\n"
    assert diff["prepared"] == "-- nova_api: legacy 87 placeholder\n"


def test_a_step_that_the_plan_does_not_know_is_shown_without_sql():
    earlier = {"nova_api": [{"kind": "revision", "id": "cdeec0c85668", "durationMs": 3}], "nova_main": []}
    diff = _outcome.diff(_outcome.of_operation(operation("succeeded", earlier)), PLAN)
    assert diff["prepared"] == "-- nova_api: revision cdeec0c85668\n"


def test_an_error_is_told_with_its_database_and_its_remedy():
    error = {"code": -32010, "message": "It has tables, but no version control.",
             "data": {"type": "unmanaged", "database": "nova_api", "remedy": "Adopt it."}}
    [flat] = _outcome.errors([{"name": "nova_api", "error": error}, {"name": "nova_main", "error": None}])
    assert flat["type"] == "unmanaged" and flat["code"] == -32010
    assert _outcome.sentence(flat) == "nova_api: It has tables, but no version control. Adopt it."
