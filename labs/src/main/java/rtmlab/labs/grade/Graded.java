package rtmlab.labs.grade;

import org.jspecify.annotations.Nullable;

/**
 * A submission of a folder full of them.
 *
 * @param folder its folder's name
 * @param grade absent when there was nothing to grade
 * @param problem why not; otherwise empty
 */
public record Graded(String folder, @Nullable Grade grade, String problem) {}
