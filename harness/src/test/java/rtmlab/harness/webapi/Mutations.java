package rtmlab.harness.webapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import rtmlab.harness.webapi.HostileRequestsTest.Wanted;

/** Valid requests of every method with something wrong about them: the same ones for the same seed. */
final class Mutations {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> METHODS = List.of(
            "api.test",
            "auth.test",
            "chat.postMessage",
            "conversations.create",
            "conversations.history",
            "conversations.info",
            "conversations.invite",
            "conversations.join",
            "conversations.leave",
            "conversations.list",
            "conversations.mark",
            "conversations.members",
            "conversations.rename",
            "rtm.connect",
            "rtm.start",
            "search.messages",
            "users.conversations",
            "users.info",
            "users.list",
            "users.profile.set");

    private final Random random;
    private final People people;

    Mutations(Random random, People people) {
        this.random = random;
        this.people = people;
    }

    Wanted next() {
        var path = pick(METHODS);
        var fields = validFields(path);
        var changes = 1 + random.nextInt(2);
        for (var change = 0; change < changes; change++) {
            if (random.nextBoolean()) {
                mutateField(fields);
            }
        }
        var request = new Wanted(path).as(people.token(pick(List.of(people.alice, people.bob, people.carol))));
        request = random.nextInt(3) == 0
                ? request.body("application/x-www-form-urlencoded", form(fields))
                : request.json(fields.toString());
        return switch (random.nextInt(10)) {
            case 0 -> request.as(null);
            case 1 -> request.as(pick(List.of("xoxp-nobody", "x", people.token(people.gone), "' OR ''='", "\"{}")));
            case 2 -> request.at(request.path() + pick(List.of("x", "/", "?token=", "?channel=%ff%fe", "?x=%00&&=")));
            case 3 -> request.by(pick(List.of("GET", "PUT", "DELETE", "PATCH")));
            case 4, 5 -> request.bytes(request.contentType(), mangled(request.bytes()));
            case 6 ->
                request.bytes(
                        pick(List.of("text/html", "application/xml", "x", "application/json;;")), request.bytes());
            default -> request;
        };
    }

    private ObjectNode validFields(String path) {
        var fields = JSON.createObjectNode();
        var channel =
                pick(List.of(people.general, people.random, people.news)).id().value();
        switch (path) {
            case "api.test" -> fields.put("foo", "bar");
            case "chat.postMessage" -> fields.put("channel", channel).put("text", "lunch at noon?");
            case "conversations.history" ->
                fields.put("channel", channel)
                        .put("oldest", "0")
                        .put("limit", 10)
                        .put("inclusive", true);
            case "conversations.list", "users.conversations" ->
                fields.put("types", "public_channel,private_channel").put("limit", 10);
            case "conversations.mark" -> fields.put("channel", channel).put("ts", "1700000000.000001");
            case "conversations.members" -> fields.put("channel", channel).put("limit", 2);
            // Of what lasts, all is refused: the others' tests count on people and channels as they are.
            case "conversations.create" -> fields.put("name", people.general.name());
            case "conversations.rename" -> fields.put("channel", channel).put("name", people.general.name());
            case "conversations.invite" ->
                fields.put("channel", channel).put("users", people.bob.id() + "," + people.alice.id());
            case "users.profile.set" -> fields.putObject("profile").put("real_name", "");
            // Nobody is to leave for good, or the others' tests would miss them.
            case "conversations.leave" ->
                fields.put("channel", people.general.id().value());
            case "conversations.info", "conversations.join" ->
                fields.put("channel", people.general.id().value());
            case "search.messages" ->
                fields.put("query", "lunch").put("count", 5).put("page", 1);
            case "users.info" -> fields.put("user", people.bob.id().value());
            case "users.list" -> fields.put("limit", 3);
            default -> {}
        }
        return fields;
    }

    private void mutateField(ObjectNode fields) {
        var names = new ArrayList<String>();
        fields.fieldNames().forEachRemaining(names::add);
        names.addAll(List.of("cursor", "latest", "token", "client_msg_id", "error"));
        var name = names.get(
                random.nextInt(random.nextInt(4) == 0 || names.size() == 5 ? names.size() : names.size() - 5));
        switch (random.nextInt(14)) {
            case 0 -> fields.remove(name);
            case 1 -> fields.putNull(name);
            case 2 -> fields.put(name, "");
            case 3 -> fields.put(name, random.nextLong());
            case 4 -> fields.put(name, -1);
            case 5 -> fields.put(name, "x".repeat(5_000));
            case 6 -> fields.put(name, "nul \0 and half a pair \ud800");
            case 7 -> fields.putArray(name).add("x").addObject();
            case 8 -> fields.put(name, people.plans.id().value());
            case 9 -> fields.put(name, people.mallory.id().value());
            case 10 -> fields.put(name, people.secret.id().value());
            case 11 -> fields.put(name, "bmV4dF90czoxNTEy" + random.nextInt(100));
            case 12 -> fields.put(name, "'; DROP TABLE users; -- \\ \" <@U1> \u202e");
            default -> fields.put(name, 1e300);
        }
    }

    /** Some bytes flipped, lost, said twice, or put in. */
    private byte[] mangled(byte[] content) {
        if (content.length == 0) {
            return "{".repeat(1 + random.nextInt(50)).getBytes(StandardCharsets.UTF_8);
        }
        var at = random.nextInt(content.length);
        return switch (random.nextInt(4)) {
            case 0 -> {
                var flipped = content.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> Arrays.copyOf(content, at);
            case 2 -> {
                var twice = Arrays.copyOf(content, content.length + at);
                System.arraycopy(content, 0, twice, content.length, at);
                yield twice;
            }
            default -> {
                var longer = Arrays.copyOf(content, content.length + 1);
                System.arraycopy(content, at, longer, at + 1, content.length - at);
                longer[at] = (byte) random.nextInt(256);
                yield longer;
            }
        };
    }

    private static String form(ObjectNode fields) {
        return StreamSupport.stream(fields.properties().spliterator(), false)
                .map(field -> field.getKey() + "="
                        + URLEncoder.encode(
                                field.getValue().isTextual()
                                        ? field.getValue().textValue()
                                        : field.getValue().toString(),
                                StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
