package rtmlab.backends.runtime;

import java.time.Duration;
import java.util.function.Consumer;
import rtmlab.backends.http.HttpSettings;
import rtmlab.backends.websocket.SocketSettings;
import rtmlab.protocol.Regions;
import rtmlab.protocol.port.CrashPoint;

/**
 * What a {@link RealHost} is made with.
 *
 * @param addresses where the other nodes are
 * @param secret what it shows to other nodes, and asks of them
 * @param clockSkew how far its clock is ahead of this machine's
 * @param servers how Kafka, Redis, PostgreSQL and the disk are reached
 * @param regions where the nodes stand: a way to another region is as long as the table says
 * @param serving told whenever the node begins to listen on a port; its address is in the book by then
 * @param struck told when an armed fault strikes, after all that was sent before has gone out; where the fault is a
 *     crash no node code runs any more, and this may end the process
 * @param ended told when the node has ended of an error in its own code
 */
public record HostSettings(
        AddressBook addresses,
        NodeSecret secret,
        Duration clockSkew,
        ServerPorts.Openers servers,
        HttpSettings http,
        SocketSettings sockets,
        Regions regions,
        Consumer<AddressBook.Address> serving,
        Consumer<CrashPoint> struck,
        Consumer<Throwable> ended) {

    /** On free ports of this machine, with no way to the servers, nobody listening, and this process's secret. */
    public static HostSettings of(AddressBook addresses) {
        return new HostSettings(
                addresses,
                NodeSecret.ofThisProcess(),
                Duration.ZERO,
                ServerPorts.Openers.none(),
                HttpSettings.defaults(),
                SocketSettings.defaults(),
                Regions.one(),
                _ -> {},
                _ -> {},
                _ -> {});
    }

    public HostSettings withSecret(NodeSecret secret) {
        return new HostSettings(addresses, secret, clockSkew, servers, http, sockets, regions, serving, struck, ended);
    }

    public HostSettings withClockSkew(Duration clockSkew) {
        return new HostSettings(addresses, secret, clockSkew, servers, http, sockets, regions, serving, struck, ended);
    }

    public HostSettings withServers(ServerPorts.Openers servers) {
        return new HostSettings(addresses, secret, clockSkew, servers, http, sockets, regions, serving, struck, ended);
    }

    /** The ports to serve on where they are free; 0 for any. */
    public HostSettings withPorts(int httpPort, int wsPort) {
        return new HostSettings(
                addresses,
                secret,
                clockSkew,
                servers,
                http.withPort(httpPort),
                sockets.withPort(wsPort),
                regions,
                serving,
                struck,
                ended);
    }

    public HostSettings withHttp(HttpSettings http) {
        return new HostSettings(addresses, secret, clockSkew, servers, http, sockets, regions, serving, struck, ended);
    }

    public HostSettings withSockets(SocketSettings sockets) {
        return new HostSettings(addresses, secret, clockSkew, servers, http, sockets, regions, serving, struck, ended);
    }

    public HostSettings withRegions(Regions regions) {
        return new HostSettings(addresses, secret, clockSkew, servers, http, sockets, regions, serving, struck, ended);
    }

    public HostSettings withServing(Consumer<AddressBook.Address> serving) {
        return new HostSettings(addresses, secret, clockSkew, servers, http, sockets, regions, serving, struck, ended);
    }

    public HostSettings withStruck(Consumer<CrashPoint> struck) {
        return new HostSettings(addresses, secret, clockSkew, servers, http, sockets, regions, serving, struck, ended);
    }

    public HostSettings withEnded(Consumer<Throwable> ended) {
        return new HostSettings(addresses, secret, clockSkew, servers, http, sockets, regions, serving, struck, ended);
    }
}
