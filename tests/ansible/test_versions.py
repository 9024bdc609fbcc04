# SPDX-License-Identifier: Apache-2.0
"""Agent and collection are released together, so that whoever has one knows which of the other belongs to it."""

import pathlib
import re

import yaml

TOP = pathlib.Path(__file__).resolve().parents[2]


def test_agent_and_collection_share_a_version():
    agent = re.search(r"<artifactId>dbsync-agent-parent</artifactId>\s*<version>([^<]+)</version>", (TOP / "pom.xml").read_text())[1]
    collection = yaml.safe_load((TOP / "ansible-collection" / "galaxy.yml").read_text())["version"]
    assert agent.replace("-SNAPSHOT", "") == collection
