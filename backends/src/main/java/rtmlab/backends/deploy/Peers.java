package rtmlab.backends.deploy;

import java.net.URI;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rtmlab.backends.runtime.AddressBook;
import rtmlab.backends.runtime.AddressBook.Address;
import rtmlab.protocol.NodeName;

/** Where the nodes are, as one line: {@code web-app-1=8080/0 channel-server-1=8081/8082}, HTTP's port and WebSocket's. */
final class Peers {

    private static final Pattern ENTRY = Pattern.compile("(?<node>[^= ]+)=(?<ports>[0-9]+/[0-9]+)");

    private Peers() {}

    static String line(AddressBook book) {
        return book.all().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + ports(entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    static void read(String line, AddressBook into) {
        ENTRY.matcher(line)
                .results()
                .forEach(entry -> into.put(new NodeName(entry.group("node")), address(entry.group("ports"))));
    }

    /** Such as {@code 8081/8082}; 0 where there is none. */
    static String ports(Address address) {
        return port(address.http()) + "/" + port(address.ws());
    }

    static Address address(String ports) {
        var slash = ports.indexOf('/');
        return Address.local(Integer.parseInt(ports.substring(0, slash)), Integer.parseInt(ports.substring(slash + 1)));
    }

    static int port(@Nullable URI address) {
        return address == null ? 0 : address.getPort();
    }
}
