package rtmlab.backends.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import rtmlab.protocol.NodeName;
import rtmlab.protocol.port.NotDone;

/** Where the nodes are found; it may change while they run, and whoever needs an entry can wait for it. */
public final class AddressBook {

    private final ConcurrentMap<NodeName, CompletableFuture<URI>> http = new ConcurrentHashMap<>();
    private final ConcurrentMap<NodeName, CompletableFuture<URI>> ws = new ConcurrentHashMap<>();

    /**
     * Where one node is found.
     *
     * @param http such as {@code http://127.0.0.1:8080}; null for a node that answers no requests
     * @param ws such as {@code ws://127.0.0.1:8081}; null for a node that takes no WebSockets
     */
    public record Address(@Nullable URI http, @Nullable URI ws) {

        public static final Address NONE = new Address(null, null);

        /** On this machine; a port of 0 is none. */
        public static Address local(int httpPort, int wsPort) {
            return new Address(
                    httpPort == 0 ? null : URI.create("http://127.0.0.1:" + httpPort),
                    wsPort == 0 ? null : URI.create("ws://127.0.0.1:" + wsPort));
        }
    }

    /** Enters what is known of a node; what is not known stays as it was. */
    public void put(NodeName node, Address address) {
        enter(http, node, address.http());
        enter(ws, node, address.ws());
    }

    public void putAll(Map<NodeName, Address> addresses) {
        addresses.forEach(this::put);
    }

    /** What is known of a node now. */
    public Address get(NodeName node) {
        return new Address(now(http, node), now(ws, node));
    }

    public Map<NodeName, Address> all() {
        var all = new TreeMap<NodeName, Address>();
        http.keySet().forEach(node -> all.put(node, get(node)));
        ws.keySet().forEach(node -> all.put(node, get(node)));
        all.values().removeIf(Address.NONE::equals);
        return all;
    }

    /** Where a node answers requests; waits for the entry at most that long, then throws {@link NotDone}. */
    public URI awaitHttp(NodeName node, Duration limit) throws InterruptedException {
        return await(http, node, limit);
    }

    /** Where a node takes WebSockets; waits for the entry at most that long, then throws {@link NotDone}. */
    public URI awaitWs(NodeName node, Duration limit) throws InterruptedException {
        return await(ws, node, limit);
    }

    /** Where a node takes WebSockets; throws {@link NotDone} when that is not known now. */
    public URI ws(NodeName node) {
        var known = now(ws, node);
        if (known == null) {
            throw unknown(node);
        }
        return known;
    }

    private static void enter(
            ConcurrentMap<NodeName, CompletableFuture<URI>> entries, NodeName node, @Nullable URI address) {
        if (address == null) {
            return;
        }
        entries.compute(node, (_, entry) -> {
            if (entry != null && entry.complete(address)) {
                return entry;
            }
            return CompletableFuture.completedFuture(address);
        });
    }

    private static @Nullable URI now(ConcurrentMap<NodeName, CompletableFuture<URI>> entries, NodeName node) {
        var entry = entries.get(node);
        return entry == null || !entry.isDone() ? null : entry.resultNow();
    }

    private static URI await(ConcurrentMap<NodeName, CompletableFuture<URI>> entries, NodeName node, Duration limit)
            throws InterruptedException {
        var entry = entries.computeIfAbsent(node, _ -> new CompletableFuture<>());
        try {
            return entry.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw unknown(node);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an entry never fails", e);
        }
    }

    private static NotDone unknown(NodeName node) {
        return new NotDone("nobody knows where " + node + " is");
    }
}
