package rtmlab.checkers.promise;

/** Things joined into groups, two at a time (union-find). */
final class Groups {
    private final int[] parent;

    Groups(int things) {
        parent = new int[things];
        for (int i = 0; i < things; i++) {
            parent[i] = i;
        }
    }

    /** Joins the groups of two things; answers false if they were one group already. */
    boolean join(int a, int b) {
        int groupOfA = group(a);
        int groupOfB = group(b);
        parent[groupOfA] = groupOfB;
        return groupOfA != groupOfB;
    }

    private int group(int thing) {
        int at = thing;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
