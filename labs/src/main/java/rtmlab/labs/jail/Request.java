package rtmlab.labs.jail;

import java.util.Map;

/**
 * What a jailed process is to do.
 *
 * @param password what its answers begin with: nobody else in that process knows it
 * @param seed of the student's {@link rtmlab.labs.Parameters}
 * @param sources the student's files, by name
 * @param apiJar what they are compiled against
 * @param first the first test to run; those before it were run already
 */
record Request(
        String password, int lab, String student, long seed, Map<String, String> sources, String apiJar, int first) {}
