package rtmlab.labs.jail;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtmlab.labs.Submission;

/** A student's compiled classes, each looked through before it is loaded; what it may not use it does not find. */
final class StudentClasses extends ClassLoader implements Submission {

    private final Map<String, byte[]> classFiles;
    private final AllowList allowed;

    /** Throws {@link Submission.Unusable} when one of them uses what it may not. */
    StudentClasses(Map<String, byte[]> classFiles, AllowList allowed) {
        super("student", StudentClasses.class.getClassLoader());
        this.classFiles = classFiles;
        this.allowed = allowed;
        classFiles.values().forEach(classFile -> ClassCheck.require(allowed, classFile));
    }

    @Override
    public <T> T create(String name, Class<T> type) {
        return create(name, type, "nothing", student -> student.getConstructor().newInstance());
    }

    @Override
    public <T, A> T create(String name, Class<T> type, Class<A> parameter, A argument) {
        return create(
                name,
                type,
                "a " + parameter.getSimpleName(),
                student -> student.getConstructor(parameter).newInstance(argument));
    }

    /** A way to come by an object of a class. */
    private interface Creation {
        Object of(Class<?> student) throws ReflectiveOperationException;
    }

    private <T> T create(String name, Class<T> type, String takes, Creation creation) {
        var full = AllowList.STUDENT_PACKAGE + name;
        try {
            var created = creation.of(loadClass(full));
            if (!type.isInstance(created)) {
                throw new Unusable(
                        name + ".java: the class " + name + " has to implement " + type.getSimpleName() + " again");
            }
            return type.cast(created);
        } catch (ClassNotFoundException _) {
            throw new Unusable("there is no class " + full + ": keep the names that the starter has");
        } catch (InvocationTargetException thrown) {
            throw new Thrown(thrown.getCause() == null ? thrown : thrown.getCause());
        } catch (ReflectiveOperationException e) {
            throw new Unusable(name + ".java: the class " + name
                    + " has to be public, not abstract, with a public constructor that takes " + takes + " (" + e
                    + ")");
        }
    }

    /** The student's code threw something. */
    static final class Thrown extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final Throwable what;

        Thrown(Throwable what) {
            super(what);
            this.what = what;
        }

        Throwable what() {
            return what;
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            @Nullable Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            var classFile = classFiles.get(name);
            if (classFile != null) {
                return defineClass(name, classFile, 0, classFile.length);
            }
            if (name.startsWith(AllowList.STUDENT_PACKAGE) || !allowed.allowsClass(name)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
