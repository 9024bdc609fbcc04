# SPDX-License-Identifier: Apache-2.0
"""The Debian package, from its installation to its purge. Runs in throwaway-root, where no service manager runs; its part is played here."""

import grp
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from packaged import DEB, Agent, Client, ask, run, without_java

SOCKET = Path("/run/dbsync/agent.sock")
CONFIG = Path("/etc/dbsync/dbsync.conf")
HOME = Path("/usr/lib/dbsync-agent")
AS_ITS_USER = ["setpriv", "--reuid=dbsync", "--regid=dbsync", "--init-groups"]

in_throwaway_root = pytest.mark.skipif(
    not any(line.startswith("overlay / ") for line in Path("/proc/mounts").read_text().splitlines()), reason="only in throwaway-root")
pytestmark = in_throwaway_root


def install(package):
    return run("dpkg", "--install", "--force-confold", str(package), env=without_java())


def state(path):
    """Mode, owner and group, as ls would show them."""
    found = os.stat(path)
    return "%o %s:%s" % (found.st_mode & 0o7777, pwd.getpwuid(found.st_uid).pw_name, grp.getgrgid(found.st_gid).gr_name)


def everything():
    """Each file and folder of the package's places, and what is in it."""
    found = {}
    for top in ("/etc/dbsync", "/var/lib/dbsync", "/usr/lib/dbsync-agent", "/usr/share/doc/dbsync-agent"):
        for path in [Path(top), *Path(top).rglob("*")]:
            content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            # What is made when it is installed is tied to the moment of it.
            found[str(path)] = state(path) + ("" if path.suffix == ".jsa" else content)
    return found


@pytest.fixture(scope="module")
def agent(tmp_path_factory):
    started = Agent("/usr/bin/dbsync-agent", CONFIG, tmp_path_factory.mktemp("log") / "log", SOCKET, AS_ITS_USER)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def newer(tmp_path_factory):
    """The same package, one version on, with another default configuration."""
    folder = tmp_path_factory.mktemp("newer")
    run("dpkg-deb", "--raw-extract", str(DEB), str(folder / "tree"))
    control = folder / "tree" / "DEBIAN" / "control"
    control.write_text(control.read_text().replace("\nVersion: ", "\nVersion: 1:"))
    with open(folder / "tree" / "etc" / "dbsync" / "dbsync.conf", "a", encoding="utf-8") as config:
        config.write("\n# a newer default\n")
    run("dpkg-deb", "--root-owner-group", "--build", str(folder / "tree"), str(folder / "newer.deb"))
    return folder / "newer.deb"


@pytest.fixture(scope="module", autouse=True)
def named_before():
    """What the host had with this name before the package came, such as the servers that bin/servers keeps."""
    # Somebody may have tried the agent here; to this root that is as good as never.
    for own in ("/etc/dbsync", "/var/lib/dbsync", "/run/dbsync"):
        shutil.rmtree(own, ignore_errors=True)
    return files_named()


def test_installs_on_a_host_without_java():
    assert shutil.which("java") is None
    install(DEB)
    assert state(CONFIG) == "640 root:dbsync"
    assert state("/etc/dbsync") == "750 root:dbsync"
    assert state("/etc/dbsync/secrets") == "700 root:root"
    assert state("/var/lib/dbsync") == "700 dbsync:dbsync-admin"
    assert pwd.getpwnam("dbsync").pw_shell == "/usr/sbin/nologin"
    assert (HOME / "lib" / "dbsync-agent.jsa").is_file()


def test_gives_a_ready_agent(agent):
    run("systemd-tmpfiles", "--create", "dbsync-agent.conf")
    agent.start()
    assert agent.java() == str(HOME / "runtime" / "bin" / "java")
    assert state(SOCKET) == "660 dbsync:dbsync-admin"
    status, answer = ask(SOCKET, "sync")
    assert (status, answer["result"]["state"], answer["result"]["changed"]) == (200, "succeeded", True)


def as_stranger(group, *command):
    """Runs a command as nobody with just this group."""
    return subprocess.run(["setpriv", "--reuid=nobody", "--regid=" + group, "--clear-groups", *command], text=True, capture_output=True,
                          check=False, env=without_java())


def test_lets_its_administrators_use_the_socket_and_not_read_the_configuration(agent):
    status = ["dbsync-agent", "status", "--agent", "unix:%s" % SOCKET]
    assert "nova_api" in as_stranger("dbsync-admin", *status).stdout
    assert as_stranger("dbsync-admin", "cat", str(CONFIG)).returncode == 1
    assert as_stranger("dbsync-admin", "ls", "/var/lib/dbsync").returncode == 2
    assert as_stranger("nogroup", *status).returncode == 1
    assert grp.getgrnam("dbsync").gr_mem == []


def test_takes_a_changed_configuration_without_a_restart(agent):
    before = CONFIG.read_text()
    CONFIG.write_text(before.replace("release = newest", "release = 2024.1"))
    agent.process.send_signal(signal.SIGHUP)
    agent.await_log("The configuration was read anew")
    assert {each["release"] for each in ask(SOCKET, "status")[1]["result"]["databases"]} == {"2024.1"}
    CONFIG.write_text(before)


def test_changes_nothing_when_it_is_installed_again(agent):
    agent.stop()
    before = everything()
    install(DEB)
    assert everything() == before
    assert run("dpkg", "--verify", "dbsync-agent") == ""


def test_is_upgraded_in_place_while_a_client_keeps_asking(agent, newer):
    CONFIG.write_text(CONFIG.read_text().replace("#name = <the host's name>", "name = the-operators-own"))
    agent.start()
    client = Client(SOCKET)
    client.start()
    install(newer)
    # The package's scripts would have systemd do this.
    agent.stop()
    agent.start()
    _, answer = ask(SOCKET, "status")
    client.finish()
    assert answer["result"]["agent"]["name"] == "the-operators-own"
    assert client.wrong == []
    assert client.answers > 10
    assert "newer default" not in CONFIG.read_text()
    assert state(CONFIG) == "640 root:dbsync"


def test_keeps_state_and_configuration_when_it_is_removed(agent):
    agent.stop()
    run("dpkg", "--remove", "dbsync-agent")
    assert CONFIG.is_file()
    assert Path("/var/lib/dbsync/nova_api.mv.db").is_file()
    assert not HOME.exists()
    assert not Path("/usr/bin/dbsync-agent").is_symlink()


def test_leaves_nothing_when_it_is_purged(named_before):
    run("dpkg", "--purge", "dbsync-agent")
    assert files_named() == named_before
    with pytest.raises(KeyError):
        pwd.getpwnam("dbsync")
    for group in ("dbsync", "dbsync-admin"):
        with pytest.raises(KeyError):
            grp.getgrnam(group)


def files_named():
    tops = ["/etc", "/var", "/usr", "/lib/systemd", "/run"]
    # Not into what has the name: a folder of unpacked servers is large.
    return sorted(run("find", *tops, "-xdev", "-name", "*dbsync*", "-not", "-path", "/var/tmp/*", "-prune").split())
