# SPDX-License-Identifier: Apache-2.0
"""The recipe of a container, carried out by the meaning of its instructions in throwaway-root: no engine for containers is needed."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from packaged import TARGET, TOP, Agent, run, without_java
from test_lifecycle import in_throwaway_root

RECIPE = TOP / "packages" / "container" / "Containerfile"
pytestmark = in_throwaway_root


class Image:
    """What the instructions make of the root that this runs in."""

    def __init__(self):
        self.user = "0:0"
        self.entrypoint = self.command = None
        text = "".join(line for line in RECIPE.read_text().splitlines(True) if not line.startswith("#"))
        for line in re.sub(r"\\\n", " ", text).splitlines():
            step, rest = line.split(None, 1)
            self.steps[step](self, rest)

    def _add(self, rest):
        pattern, place = rest.split()
        [archive] = TARGET.glob(pattern)
        run("tar", "--extract", "--no-same-owner", "--file", str(archive), "--directory", place)

    def _run(self, rest):
        run("/bin/sh", "-c", rest, env=without_java())

    def _user(self, rest):
        self.user = rest

    def _entrypoint(self, rest):
        self.entrypoint = json.loads(rest)

    def _command(self, rest):
        self.command = json.loads(rest)

    steps = {"FROM": lambda self, rest: None, "ADD": _add, "RUN": _run, "USER": _user, "ENTRYPOINT": _entrypoint, "CMD": _command,
             "STOPSIGNAL": lambda self, rest: None}

    def as_its_user(self):
        uid, gid = self.user.split(":")
        return ["setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups"]

    def start(self, *arguments):
        return subprocess.run([*self.as_its_user(), *self.entrypoint, *arguments], text=True, capture_output=True, env=without_java(), cwd="/", check=False)


@pytest.fixture(scope="module")
def image():
    return Image()


def test_a_job_that_is_run_again_is_as_good_as_the_first(image):
    assert image.start("status").returncode == 2
    for _ in range(2):
        done = image.start("sync", "--wait", "600")
        assert done.returncode == 0, done.stderr
    assert "trial databases" in done.stderr
    assert image.start("status").returncode == 0


def test_without_arguments_it_serves_until_it_is_told_to_stop(image, tmp_path):
    agent = Agent(image.entrypoint[0], "/etc/dbsync/dbsync.conf", tmp_path / "log", "/run/dbsync/agent.sock", image.as_its_user())
    agent.command = [*image.as_its_user(), *image.entrypoint, *image.command]
    agent.start()
    assert Path(agent.java()).is_relative_to("/opt")
    agent.stop()


def test_the_jobs_of_the_example_are_of_this_image(image):
    example = (RECIPE.parent / "kubernetes.yaml").read_text()
    uid = image.user.split(":")[0]
    assert set(re.findall(r"runAsUser: (\d+)", example)) == {uid}
    for folder in ("/var/lib/dbsync", "/run/dbsync"):
        assert example.count("mountPath: " + folder) == 2 and str(Path(folder).stat().st_uid) == uid
