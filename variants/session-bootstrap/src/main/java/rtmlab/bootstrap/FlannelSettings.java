package rtmlab.bootstrap;

import java.time.Duration;

/**
 * What a Flannel allows itself.
 *
 * @param maxOriginCalls how many boots may ask the origin at once
 * @param maxWaiting how many more may wait for their turn; the next one is sent away
 * @param parking how long a session is kept whose client is gone
 * @param missedMessages how many of its latest messages a session keeps for its client to catch up on
 * @param maxAge how old data about users and memberships may be before it is read again
 * @param maxUsers how many users are kept in all
 * @param maxMemberships how many memberships are kept in all
 * @param firstScreenProfiles how many users' profiles a boot carries
 */
public record FlannelSettings(
        int maxOriginCalls,
        int maxWaiting,
        Duration parking,
        int missedMessages,
        Duration maxAge,
        int maxUsers,
        int maxMemberships,
        int firstScreenProfiles) {

    /** 16 boots at the origin at once; sessions parked for 30 s; data at most 30 s old, of as much as a node's heap holds. */
    public static final FlannelSettings DEFAULT =
            new FlannelSettings(16, 4_000, Duration.ofSeconds(30), 1_000, Duration.ofSeconds(30), 150_000, 500_000, 50);

    public FlannelSettings {
        if (maxOriginCalls < 1 || missedMessages < 1 || maxUsers < 1 || maxMemberships < 1) {
            throw new IllegalArgumentException("a Flannel that may keep or ask for nothing is of no use");
        }
    }

    /** With so many messages kept for a client that is away. */
    public FlannelSettings withMissedMessages(int messages) {
        return new FlannelSettings(
                maxOriginCalls, maxWaiting, parking, messages, maxAge, maxUsers, maxMemberships, firstScreenProfiles);
    }
}
