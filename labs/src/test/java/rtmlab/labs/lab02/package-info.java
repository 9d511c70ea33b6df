@org.jspecify.annotations.NullMarked
package rtmlab.labs.lab02;
