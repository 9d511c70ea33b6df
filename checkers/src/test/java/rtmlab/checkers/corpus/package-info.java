@org.jspecify.annotations.NullMarked
package rtmlab.checkers.corpus;
