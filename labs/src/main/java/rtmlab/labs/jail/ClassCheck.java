package rtmlab.labs.jail;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rtmlab.labs.Submission.Unusable;

/**
 * Looks through a class before it is loaded: all that its code can name stands in its constant pool, also what lambdas,
 * records and switches are made of.
 *
 * <p>It also refuses static memory. A node's crash loses what is in the node's memory; in the simulated world a static
 * field would survive it, and the grade would be a lie.
 */
final class ClassCheck {

    /** What can be static and final and yet remember nothing. */
    private static final Set<String> CONSTANTS = Set.of(
            "Ljava/lang/String;",
            "Ljava/time/Duration;",
            "Ljava/time/Instant;",
            "Ljava/util/regex/Pattern;",
            "Ljava/math/BigInteger;",
            "Ljava/math/BigDecimal;",
            "Ljava/lang/Integer;",
            "Ljava/lang/Long;",
            "Ljava/lang/Boolean;");

    private final AllowList allowed;
    private final ClassModel model;

    private ClassCheck(AllowList allowed, ClassModel model) {
        this.allowed = allowed;
        this.model = model;
    }

    /** Throws {@link Unusable}, which says what is not allowed and where, when there is anything. */
    static void require(AllowList allowed, byte[] classFile) {
        new ClassCheck(allowed, ClassFile.of().parse(classFile)).require();
    }

    private void require() {
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type -> requireType(type.asSymbol());
                case MemberRefEntry member -> requireMember(member);
                case MethodTypeEntry method -> requireTypes(method.asSymbol());
                case NameAndTypeEntry named -> requireTypes(named);
                default -> {}
            }
        }
        model.methods().forEach(method -> {
            if (method.flags().has(AccessFlag.NATIVE)) {
                throw refusal("native code", line(method.methodName().stringValue()));
            }
            if (method.methodName().equalsString("finalize")) {
                // The JDK would call it, at a time of its own and in a thread of its own.
                throw refusal("a finalizer", line("finalize"));
            }
            requireTypes(method.methodTypeSymbol());
        });
        model.fields().forEach(this::requireNoMemory);
    }

    private void requireTypes(NameAndTypeEntry named) {
        var descriptor = named.type().stringValue();
        if (descriptor.startsWith("(")) {
            requireTypes(MethodTypeDesc.ofDescriptor(descriptor));
        } else {
            requireType(ClassDesc.ofDescriptor(descriptor));
        }
    }

    private void requireTypes(MethodTypeDesc method) {
        method.parameterList().forEach(this::requireType);
        requireType(method.returnType());
    }

    private void requireType(ClassDesc type) {
        var element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        if (!element.isPrimitive() && !allowed.allowsClass(nameOf(element))) {
            throw refusal(nameOf(element), firstLine(nameOf(element), ""));
        }
    }

    private void requireMember(MemberRefEntry member) {
        var owner = member.owner().asSymbol();
        var name = member.name().stringValue();
        if (owner.isArray() && name.equals("clone")) {
            return;
        }
        if (!allowed.allowsMember(nameOf(owner), name)) {
            var what = name.equals("<init>") ? "new " + nameOf(owner) : nameOf(owner) + "." + name;
            throw refusal(what, firstLine(nameOf(owner), name));
        }
    }

    private void requireNoMemory(FieldModel field) {
        if (field.flags().has(AccessFlag.SYNTHETIC)) {
            return;
        }
        var name = field.fieldName().stringValue();
        var type = field.fieldType().stringValue();
        var isShared = field.flags().has(AccessFlag.STATIC) || model.flags().has(AccessFlag.ENUM);
        var isConstant = field.flags().has(AccessFlag.FINAL)
                && (type.length() == 1
                        || CONSTANTS.contains(type)
                        || field.flags().has(AccessFlag.ENUM));
        if (isShared && !isConstant) {
            throw new Unusable(source() + ": the field \"" + name
                    + "\" is static memory, which a node's crash would not lose in the simulated world: keep it in a"
                    + " field of the object, or make it a constant (final, of a simple type)");
        }
    }

    private Unusable refusal(String what, Optional<Integer> line) {
        return new Unusable(source() + line.map(number -> ":" + number).orElse("") + ": a lab's code may not use "
                + what + "; it has the lab's own classes, and the harmless part of java.lang, java.util and java.time");
    }

    private String source() {
        var name = model.thisClass().asInternalName();
        var outer = name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
        return outer.substring(outer.lastIndexOf('/') + 1) + ".java";
    }

    /** The first line that uses this class, and this member of it where one is named. */
    private Optional<Integer> firstLine(String owner, String member) {
        for (var instruction : numbered()) {
            var used = switch (instruction.element()) {
                case InvokeInstruction call
                when nameOf(call.owner().asSymbol()).equals(owner) ->
                    call.name().stringValue();
                case FieldInstruction field
                when nameOf(field.owner().asSymbol()).equals(owner) ->
                    field.name().stringValue();
                default -> null;
            };
            if (used != null && (member.isEmpty() || member.equals(used))) {
                return Optional.of(instruction.line());
            }
        }
        return Optional.empty();
    }

    private Optional<Integer> line(String method) {
        return numbered().stream()
                .filter(instruction -> instruction.method().equals(method) && instruction.line() > 0)
                .findFirst()
                .map(Numbered::line);
    }

    private record Numbered(String method, int line, CodeElement element) {}

    private List<Numbered> numbered() {
        var all = new ArrayList<Numbered>();
        model.methods()
                .forEach(method -> method.code().ifPresent(code -> {
                    var line = 0;
                    for (var element : code) {
                        if (element instanceof LineNumber number) {
                            line = number.line();
                        } else {
                            all.add(new Numbered(method.methodName().stringValue(), line, element));
                        }
                    }
                }));
        return all;
    }

    private static String nameOf(ClassDesc type) {
        var descriptor = type.descriptorString();
        return descriptor.startsWith("L")
                ? descriptor.substring(1, descriptor.length() - 1).replace('/', '.')
                : descriptor;
    }
}
