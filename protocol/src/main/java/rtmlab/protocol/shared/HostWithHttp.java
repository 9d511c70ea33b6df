package rtmlab.protocol.shared;

import java.util.random.RandomGenerator;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.Regions;
import rtmlab.protocol.port.Clock;
import rtmlab.protocol.port.Directory;
import rtmlab.protocol.port.Disk;
import rtmlab.protocol.port.EventLog;
import rtmlab.protocol.port.Host;
import rtmlab.protocol.port.Http;
import rtmlab.protocol.port.JobLog;
import rtmlab.protocol.port.JobQueue;
import rtmlab.protocol.port.KeyValues;
import rtmlab.protocol.port.Later;
import rtmlab.protocol.port.MessageStore;
import rtmlab.protocol.port.Notifications;
import rtmlab.protocol.port.Registry;
import rtmlab.protocol.port.SearchIndex;
import rtmlab.protocol.port.Sockets;

/** A node's host, but for the way in which requests are made and answered. */
public record HostWithHttp(Host host, Http http) implements Host {

    @Override
    public NodeName name() {
        return host.name();
    }

    @Override
    public Regions regions() {
        return host.regions();
    }

    @Override
    public Clock clock() {
        return host.clock();
    }

    @Override
    public RandomGenerator random() {
        return host.random();
    }

    @Override
    public Sockets sockets() {
        return host.sockets();
    }

    @Override
    public EventLog log() {
        return host.log();
    }

    @Override
    public KeyValues redis() {
        return host.redis();
    }

    @Override
    public MessageStore messages() {
        return host.messages();
    }

    @Override
    public SearchIndex search() {
        return host.search();
    }

    @Override
    public Directory directory() {
        return host.directory();
    }

    @Override
    public Registry registry() {
        return host.registry();
    }

    @Override
    public Notifications notifications() {
        return host.notifications();
    }

    @Override
    public JobLog jobs() {
        return host.jobs();
    }

    @Override
    public JobQueue queue() {
        return host.queue();
    }

    @Override
    public Disk disk() {
        return host.disk();
    }

    @Override
    public <T> Later<T> later() {
        return host.later();
    }

    @Override
    public void whenStopped(Runnable drain) {
        host.whenStopped(drain);
    }

    @Override
    public void spawn(String name, Runnable task) {
        host.spawn(name, task);
    }
}
