@org.jspecify.annotations.NullMarked
package rtmlab.labs.real;
