package rtmlab.simulator.world;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import rtmlab.protocol.api.Endpoint;
import rtmlab.simulator.world.Call.Sort;

/** The names of all calls and their menus: made once, and shared by all runs in which the same can happen. */
final class Calls {

    private static final Map<Set<Mishap>, Calls> SHARED = new ConcurrentHashMap<>();

    private final Set<Mishap> allowed;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, Map<Endpoint<?, ?>, Call>> httpByRole = new ConcurrentHashMap<>();
    private final Map<String, Call> answersByPath = new ConcurrentHashMap<>();
    private final Map<String, Call> opensByRole = new ConcurrentHashMap<>();
    private final Map<String, Call> sendsByKind = new ConcurrentHashMap<>();

    final Call logAppend;
    final Call logRead;
    final Call logAwait;
    final Call logEnd;
    final Call logCommitted;
    final Call logCommit;

    final Call redisGet;
    final Call redisSet;
    final Call redisGetdel;
    final Call redisLpush;
    final Call redisBlmove;
    final Call redisBrpop;
    final Call redisLrem;
    final Call redisLrange;
    final Call redisHset;
    final Call redisHget;

    final Call redisClaim;
    final Call redisPush;
    final Call redisProgress;
    final Call redisTake;
    final Call redisInFlight;
    final Call redisFinish;
    final Call redisBury;
    final Call redisNote;
    final Call redisStatus;
    final Call redisPending;
    final Call redisDead;

    final Call jobsAppend;
    final Call jobsAwait;
    final Call jobsEnd;
    final Call jobsCommitted;
    final Call jobsCommit;

    final Call notificationsAdd;
    final Call notificationsOf;

    final Call storeInsert;
    final Call storeInsertOnce;
    final Call storeInsertFirst;
    final Call storeHistory;
    final Call storeUnread;
    final Call storeAddLinks;
    final Call storeLinks;

    final Call searchIndex;
    final Call searchFind;

    final Call directoryUserOf;
    final Call directoryWorkspace;
    final Call directoryUser;
    final Call directoryUsers;
    final Call directoryChannel;
    final Call directoryStanding;
    final Call directoryChannels;
    final Call directoryChannelsOf;
    final Call directoryMembers;
    final Call directoryMembersOf;
    final Call directoryChannelIdsOf;
    final Call directoryMemberCounts;
    final Call directoryReadMarks;
    final Call directoryMark;
    final Call directoryAddWorkspace;
    final Call directoryAddUser;
    final Call directoryAddChannel;
    final Call directoryJoin;
    final Call directoryLeave;
    final Call directoryCreateChannel;
    final Call directoryRenameChannel;

    final Call registryRead;
    final Call registryReplace;

    final Call diskRead;
    final Call diskAppend;
    final Call diskSync;
    final Call diskReplace;

    private Calls(Set<Mishap> allowed) {
        this.allowed = allowed;
        logAppend = call("log append", Sort.LOG_APPEND);
        logRead = call("log read", Sort.SERVER_READ);
        // Waiting for records is reading them once they are there: both count as one and the same step.
        logAwait = new Call(logRead.index, logRead.name, Sort.SERVER_WAIT, allowed);
        logEnd = call("log end", Sort.SERVER_READ);
        logCommitted = call("log committed", Sort.SERVER_READ);
        logCommit = call("log commit", Sort.SERVER_WRITE);
        redisGet = call("redis get", Sort.REDIS_READ);
        redisSet = call("redis set", Sort.REDIS_WRITE);
        redisGetdel = call("redis getdel", Sort.REDIS_WRITE);
        redisLpush = call("redis lpush", Sort.REDIS_WRITE);
        redisBlmove = call("redis blmove", Sort.REDIS_WAIT);
        redisBrpop = call("redis brpop", Sort.REDIS_WAIT);
        redisLrem = call("redis lrem", Sort.REDIS_WRITE);
        redisLrange = call("redis lrange", Sort.REDIS_READ);
        redisHset = call("redis hset", Sort.REDIS_WRITE);
        redisHget = call("redis hget", Sort.REDIS_READ);
        redisClaim = call("redis claim", Sort.REDIS_WRITE);
        redisPush = call("redis push", Sort.REDIS_WRITE);
        redisProgress = call("redis progress", Sort.REDIS_WRITE);
        redisTake = call("redis take", Sort.REDIS_WAIT);
        redisInFlight = call("redis in-flight", Sort.REDIS_READ);
        redisFinish = call("redis finish", Sort.REDIS_WRITE);
        redisBury = call("redis bury", Sort.REDIS_WRITE);
        redisNote = call("redis note", Sort.REDIS_WRITE);
        redisStatus = call("redis status", Sort.REDIS_READ);
        redisPending = call("redis pending", Sort.REDIS_READ);
        redisDead = call("redis dead", Sort.REDIS_READ);
        jobsAppend = call("jobs append", Sort.LOG_APPEND);
        jobsAwait = call("jobs read", Sort.SERVER_WAIT);
        jobsEnd = call("jobs end", Sort.SERVER_READ);
        jobsCommitted = call("jobs committed", Sort.SERVER_READ);
        jobsCommit = call("jobs commit", Sort.SERVER_WRITE);
        notificationsAdd = call("notifications add", Sort.STORE_WRITE);
        notificationsOf = call("notifications of", Sort.SERVER_READ);
        storeInsert = call("store insert", Sort.STORE_WRITE);
        storeInsertOnce = call("store insert-once", Sort.STORE_WRITE);
        storeInsertFirst = call("store insert-first", Sort.STORE_WRITE);
        storeHistory = call("store history", Sort.SERVER_READ);
        storeUnread = call("store unread", Sort.SERVER_READ);
        storeAddLinks = call("store add-links", Sort.SERVER_WRITE);
        storeLinks = call("store links", Sort.SERVER_READ);
        searchIndex = call("search index", Sort.SERVER_WRITE);
        searchFind = call("search find", Sort.SERVER_READ);
        directoryUserOf = call("directory userOf", Sort.SERVER_READ);
        directoryWorkspace = call("directory workspace", Sort.SERVER_READ);
        directoryUser = call("directory user", Sort.SERVER_READ);
        directoryUsers = call("directory users", Sort.SERVER_READ);
        directoryChannel = call("directory channel", Sort.SERVER_READ);
        directoryStanding = call("directory standing", Sort.SERVER_READ);
        directoryChannels = call("directory channels", Sort.SERVER_READ);
        directoryChannelsOf = call("directory channelsOf", Sort.SERVER_READ);
        directoryMembers = call("directory members", Sort.SERVER_READ);
        directoryChannelIdsOf = call("directory channelIdsOf", Sort.SERVER_READ);
        directoryMembersOf = call("directory membersOf", Sort.SERVER_READ);
        directoryMemberCounts = call("directory memberCounts", Sort.SERVER_READ);
        directoryReadMarks = call("directory readMarks", Sort.SERVER_READ);
        directoryMark = call("directory mark", Sort.SERVER_WRITE);
        directoryAddWorkspace = call("directory addWorkspace", Sort.SERVER_WRITE);
        directoryAddUser = call("directory addUser", Sort.SERVER_WRITE);
        directoryAddChannel = call("directory addChannel", Sort.SERVER_WRITE);
        directoryJoin = call("directory join", Sort.SERVER_WRITE);
        directoryLeave = call("directory leave", Sort.SERVER_WRITE);
        directoryCreateChannel = call("directory createChannel", Sort.SERVER_WRITE);
        directoryRenameChannel = call("directory renameChannel", Sort.SERVER_WRITE);
        registryRead = call("registry read", Sort.SERVER_READ);
        registryReplace = call("registry replace", Sort.SERVER_WRITE);
        diskRead = call("disk read", Sort.DISK);
        diskAppend = call("disk append", Sort.DISK);
        diskSync = call("disk sync", Sort.DISK);
        diskReplace = call("disk replace", Sort.DISK);
    }

    static Calls under(Set<Mishap> allowed) {
        return SHARED.computeIfAbsent(allowed, Calls::new);
    }

    Call http(String role, Endpoint<?, ?> endpoint) {
        var calls = httpByRole.get(role);
        if (calls == null) {
            calls = httpByRole.computeIfAbsent(role, _ -> new ConcurrentHashMap<>());
        }
        var call = calls.get(endpoint);
        return call != null
                ? call
                : calls.computeIfAbsent(
                        endpoint,
                        _ -> call("http " + endpoint.method() + " " + role + " " + endpoint.path(), Sort.HTTP_CALL));
    }

    Call httpAnswer(Endpoint<?, ?> endpoint) {
        return named(answersByPath, "http answer ", endpoint.path(), Sort.HTTP_ANSWER);
    }

    Call socketOpen(String role) {
        return named(opensByRole, "socket open ", role, Sort.SOCKET_OPEN);
    }

    Call socketSend(String kind) {
        return named(sendsByKind, "socket send ", kind, Sort.SOCKET_SEND);
    }

    private Call named(Map<String, Call> calls, String prefix, String rest, Sort sort) {
        var call = calls.get(rest);
        return call != null ? call : calls.computeIfAbsent(rest, _ -> call(prefix + rest, sort));
    }

    private Call call(String name, Sort sort) {
        return new Call(count.getAndIncrement(), name, sort, allowed);
    }
}
