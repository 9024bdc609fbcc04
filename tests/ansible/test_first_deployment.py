# SPDX-License-Identifier: Apache-2.0
"""A new cloud's databases and cells by the playbook, with Debian's nova-manage."""

import pytest

import servers
from agents import nova_conf

# What the playbook does does not depend on the engine.
pytestmark = pytest.mark.parametrize("server", [servers.MariaDb], ids=["mariadb"], indirect=True)

PLAYBOOK = "dbsync.agent.first_deployment"


@pytest.fixture
def options(controllers, tmp_path):
    """Agents that take their databases, and cells, from a nova.conf."""
    conf = nova_conf(tmp_path / "nova.conf", controllers.url("nova_api"), controllers.url("nova_main"))
    controllers.server.create(controllers.names["nova_main"] + "_cell0")
    for agent in controllers.agents:
        agent.configure_by(conf, "zed")
        agent.reload()
    return ["-e", '{"dbsync_nova_user": "", "dbsync_nova_manage": "nova-manage --config-file %s"}' % conf]


def test_makes_a_cloud_from_nothing_and_finds_it_made(ansible, controllers, options):
    check = ansible.run(PLAYBOOK, "--check", *options)
    assert check.status == 0, check.output

    first = ansible.run(PLAYBOOK, *options)
    assert first.status == 0, first.output
    status = controllers.agents[2].call("status")
    assert status["upToDate"] is True
    assert [database["name"] for database in status["databases"]] == ["nova_api", "nova_main/cell0", "nova_main/cell1"]

    again = ansible.run(PLAYBOOK, *options)
    assert again.status == 0 and again.changed() == [0, 0, 0], again.output
    ready = controllers.agents[0].call("plan", sql=False, readiness=True)["databases"]
    assert [finding["check"] for database in ready for finding in database["readiness"]] == []


def test_maps_the_cells_that_are_named(ansible, controllers, options):
    cell2 = controllers.server.create(controllers.names["nova_main"] + "_cell2")
    cells = '{"dbsync_cells": [{"name": "cell1"}, {"name": "cell2", "database_connection": "%s", "transport_url": "fake://"}]}' % cell2
    account = ansible.run(PLAYBOOK, *options, "-e", cells)
    assert account.status == 0, account.output
    assert servers.PASSWORD not in account.output
    names = [database["name"] for database in controllers.agents[0].call("status")["databases"]]
    assert names == ["nova_api", "nova_main/cell0", "nova_main/cell1", "nova_main/cell2"]
