# SPDX-License-Identifier: Apache-2.0
"""The tar.gz and what is in it, the unit, and an agent as systemd would run it."""

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from packaged import DEB, TARGET, TOP, Agent, ask, run, tarball, without_java

UNIT = TOP / "systemd" / "dbsync-agent.service"
LARGEST = 70 * 1024 * 1024
CONFIG = """[agent]
state_dir = {folder}/state
log_format = {format}
[listen]
unix = {folder}/agent.sock
http =
[database:nova_api]
catalog = nova/api
release = newest
url = jdbc:h2:file:{folder}/state/nova_api
"""


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run("tar", "-xzf", str(tarball()), "-C", str(folder), "--strip-components=1")
    return folder


@pytest.fixture(scope="session")
def prepared(unpacked):
    run(str(unpacked / "bin" / "dbsync-agent-prepare"), env=without_java())
    return unpacked


@pytest.fixture
def agent(prepared, tmp_path):
    started = []

    def make(log_format="text", **environment):
        (tmp_path / "dbsync.conf").write_text(CONFIG.format(folder=tmp_path, format=log_format))
        started.append(Agent(
            prepared / "bin" / "dbsync-agent", tmp_path / "dbsync.conf", tmp_path / "log", tmp_path / "agent.sock", environment=environment))
        return started[-1]

    yield make
    for each in started:
        each.stop()


def test_holds_none_of_the_libraries_that_its_documentation_says_are_left_out(unpacked):
    manual = " ".join((TOP / "docs" / "security.md").read_text().split())
    said = re.search(r"Left out of the distribution since nothing needs them at run time: ([^.]+)\.", manual)
    for library in said.group(1).split(", "):
        assert not list((unpacked / "lib").glob(library + "-*.jar")), library


def test_carries_its_manual_and_completions(unpacked):
    told = run(str(unpacked / "bin" / "dbsync-agent"), "--help", env=without_java())
    commands = set(re.findall("^  ([a-z][a-z-]*) ", told.partition("Commands:")[2], re.MULTILINE)) - {"help", "version"}
    assert commands >= {"serve", "status", "plan", "sync", "completion"}
    pages = {page.name for page in (unpacked / "share" / "man" / "man1").iterdir()}
    assert pages == {"dbsync-agent.1"} | {"dbsync-agent-%s.1" % command for command in commands}
    plan = (unpacked / "share" / "man" / "man1" / "dbsync-agent-plan.1").read_text()
    assert ".SH NAME\ndbsync\\-agent\\-plan \\- Says what" in plan and "\\-\\-readiness" in plan
    completions = unpacked / "share" / "bash-completion" / "completions" / "dbsync-agent"
    assert "dbsync-agent" in run("bash", "-c", 'source "$1" && complete -p dbsync-agent', "bash", str(completions))
    # Links between the pages hold, wherever they lie.
    for page in (unpacked / "doc").rglob("*.md"):
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text()):
            target = (page.parent / link).resolve()
            assert target.exists() or "licences" in page.parts or not target.is_relative_to(unpacked / "doc"), "%s: %s" % (page, link)


class Page(HTMLParser):
    """What a page of HTML links to, what in it can be linked to, and how many tables it has."""

    def __init__(self, path):
        super().__init__()
        self.links, self.anchors, self.tables = [], set(), 0
        self.feed(path.read_text())

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.links += [attributes[name] for name in ("href", "src") if name in attributes]
        self.anchors.add(attributes.get("id"))
        self.tables += tag == "table"


def test_holds_the_manual_as_html_whose_links_lead_somewhere(unpacked):
    doc = unpacked / "doc"
    sources = [page for page in doc.rglob("*.md") if "licences" not in page.parts]
    pages = {source.with_suffix(".html").resolve(): Page(source.with_suffix(".html")) for source in sources}
    assert sum(page.tables for page in pages.values()) > 20
    led = 0
    for path, page in pages.items():
        for link in page.links:
            if re.match("[a-z]+:", link):
                continue
            place, _, anchor = link.partition("#")
            target = (path.parent / place).resolve() if place else path
            if target in pages:
                assert not anchor or anchor in pages[target].anchors, "%s: %s" % (path, link)
                led += 1
            else:
                assert target.suffix != ".md" and (target.exists() or not target.is_relative_to(doc)), "%s: %s" % (path, link)
    assert led > 100


def test_is_no_larger_than_promised():
    assert tarball().stat().st_size < LARGEST
    assert DEB.stat().st_size < LARGEST


def test_serves_with_its_own_runtime(agent, prepared):
    served = agent()
    served.start()
    assert served.java() == str(prepared / "runtime" / "bin" / "java")
    status, answer = ask(served.unix, "sync")
    assert (status, answer["result"]["state"]) == (200, "succeeded")


def test_runs_the_classes_that_were_prepared(agent, prepared):
    served = agent()
    served.start()
    maps = Path("/proc/%d/maps" % served.process.pid).read_text()
    assert str(prepared / "lib" / "dbsync-agent.jsa") in maps


def test_tells_systemd_that_it_is_ready_alive_and_stopping(agent, tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        notify.bind(str(tmp_path / "notify"))
        notify.settimeout(30)
        served = agent(NOTIFY_SOCKET=str(tmp_path / "notify"), WATCHDOG_USEC="400000")
        served.start()
        assert notify.recv(4096).decode().splitlines()[0] == "READY=1"
        assert notify.recv(4096) == b"WATCHDOG=1"
        assert notify.recv(4096) == b"WATCHDOG=1"
        served.stop()
        rest = []
        while b"STOPPING=1" not in (rest[-1:] or [b""])[0]:
            rest.append(notify.recv(4096))
        assert set(rest[:-1]) <= {b"WATCHDOG=1"}


def test_gives_no_sign_of_life_when_it_does_not_answer_itself(agent, tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        notify.bind(str(tmp_path / "notify"))
        notify.settimeout(30)
        served = agent(NOTIFY_SOCKET=str(tmp_path / "notify"), WATCHDOG_USEC="400000")
        served.start()
        assert notify.recv(4096).startswith(b"READY=1")
        os.unlink(served.unix)
        deadline = time.monotonic() + 30
        notify.settimeout(2)
        with pytest.raises(socket.timeout):
            while time.monotonic() < deadline:
                assert notify.recv(4096) == b"WATCHDOG=1"
        assert "does not answer itself" in served.text()


def test_logs_json_lines_that_carry_operation_and_database(agent):
    served = agent("json")
    served.start()
    _, answer = ask(served.unix, "sync")
    served.stop()
    lines = [json.loads(line) for line in served.text().splitlines() if line.startswith("{")]
    about = [line["mdc"] for line in lines if line.get("mdc")]
    assert {"operation": answer["result"]["id"], "database": "nova_api"} in about
    assert all("formattedMessage" in line and "timestamp" in line for line in lines)
    # What is logged before the configuration is known is not JSON yet; that it starts comes after.
    assert any("starts as" in line["formattedMessage"] for line in lines)
    assert served.text().lstrip().startswith("{")


def test_leaves_times_to_the_journal(agent, tmp_path):
    (tmp_path / "log").touch()
    log = os.stat(tmp_path / "log")
    served = agent(JOURNAL_STREAM="%d:%d" % (log.st_dev, log.st_ino))
    served.start()
    _, answer = ask(served.unix, "sync")
    served.stop()
    lines = served.text().splitlines()
    assert all(re.match(r"<[3467]>(ERROR|WARN |INFO |DEBUG) \[", line) for line in lines), lines
    assert any("[%s nova_api] " % answer["result"]["id"] in line for line in lines)


def test_notes_times_where_nobody_else_does(agent):
    served = agent()
    served.start()
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\S+ INFO ", served.text())


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze")
def test_the_unit_is_shut_in():
    run("systemd-analyze", "security", "--offline=true", "--threshold=14", str(UNIT))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze")
def test_the_unit_is_right(tmp_path):
    text = UNIT.read_text().replace("/usr/bin/dbsync-agent", "/bin/true")
    (tmp_path / UNIT.name).write_text(text)
    assert run("systemd-analyze", "verify", "--man=no", str(tmp_path / UNIT.name)) == ""
    (tmp_path / UNIT.name).write_text(text.replace("WatchdogSec", "WatchdogSek"))
    assert "WatchdogSek" in subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / UNIT.name)], text=True, capture_output=True).stderr


def test_the_bill_of_materials_names_every_library(unpacked):
    bill = json.loads((unpacked / "doc" / "sbom.cdx.json").read_text())
    assert bill["bomFormat"] == "CycloneDX"
    named = {"%s-%s.jar" % (each["name"], each["version"]) for each in bill["components"]}
    carried = {path.name for path in (unpacked / "lib").glob("*.jar")}
    assert carried - named == {path for path in carried if path.startswith("dbsync-agent-")}
    for each in bill["components"]:
        assert each["licenses"], each["name"]
        if each["type"] == "library":
            jar = unpacked / "lib" / ("%s-%s.jar" % (each["name"], each["version"]))
            assert each["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(jar.read_bytes()).hexdigest()}]
    assert any(each["name"] == "OpenJDK" for each in bill["components"])


def test_every_library_has_its_licence(unpacked):
    listing = (unpacked / "doc" / "THIRD-PARTY.txt").read_text()
    for jar in (unpacked / "lib").glob("*.jar"):
        artifact, version = re.fullmatch(r"(.+?)-(\d.*)\.jar", jar.name).groups()
        if artifact != "dbsync-agent":
            assert re.search(r"\(.+\) .*%s:%s " % (re.escape(artifact), re.escape(version)), listing), jar.name
    assert "Unknown license" not in listing


def test_needs_only_libraries_that_the_package_depends_on(unpacked):
    own = {path.name for path in (unpacked / "runtime").rglob("*.so")}
    known = {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6", "libz.so.1", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1",
             "libdl.so.2", "libpthread.so.0", "librt.so.1"}
    needed = set()
    for path in [unpacked / "runtime" / "bin" / "java", *(unpacked / "runtime").rglob("*.so")]:
        needed |= set(re.findall(rb"NEEDED +Shared library: \[(.+?)]".decode(), run("readelf", "-d", str(path))))
    assert needed - own <= known


@pytest.mark.skipif("DBSYNC_TEST_BUILD_TWICE" not in os.environ, reason="DBSYNC_TEST_BUILD_TWICE is not set: it takes a whole build")
def test_gives_the_same_bytes_when_it_is_built_elsewhere(tmp_path):
    run("git", "-C", str(TOP), "checkout-index", "--all", "--prefix=%s/" % tmp_path)
    settings = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    run("sh", "-c", "umask 077; exec mvn -q -o -DskipTests -pl agent,packages package", cwd=tmp_path, env=settings)
    for built in (tarball(), DEB):
        assert (tmp_path / built.relative_to(TOP)).read_bytes() == built.read_bytes(), built.name


def test_holds_nothing_of_the_machine_that_it_was_built_on(unpacked):
    for path in (unpacked / "doc").glob("*.*"):
        assert str(TARGET) not in path.read_text(), path
