package dev.dbsync.agent.cli;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/**
 * Where an agent listens.
 *
 * @param host what the {@code Host} header says
 * @param name how messages call it
 */
record AgentAddress(SocketAddress socket, String host, String name) {

    static AgentAddress unix(Path path) {
        return new AgentAddress(UnixDomainSocketAddress.of(path), "localhost", path.toString());
    }

    static AgentAddress http(InetSocketAddress address) {
        String ip = address.getAddress().getHostAddress();
        String host = (address.getAddress() instanceof Inet6Address ? "[" + ip + "]" : ip) + ":" + address.getPort();
        return new AgentAddress(address, host, "http://" + host);
    }
}
