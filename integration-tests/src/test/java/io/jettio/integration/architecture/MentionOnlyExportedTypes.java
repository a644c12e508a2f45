package io.jettio.integration.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Nothing that users of a class can see, its supertypes and its public and protected members, mentions an internal type, or one that only our modules see. */
final class MentionOnlyExportedTypes extends ArchCondition<JavaClass> {
    MentionOnlyExportedTypes() {
        super("mention only exported types in what users can see");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Consumer<JavaType> supertype =
                mentioned -> judge(type, type.getName(), mentioned.getAllInvolvedRawTypes(), events);
        type.getSuperclass().ifPresent(supertype);
        type.getInterfaces().forEach(supertype);
        type.getTypeParameters().forEach(parameter -> parameter.getUpperBounds().forEach(supertype));
        for (JavaMember member : type.getMembers()) {
            if (member.getModifiers().contains(JavaModifier.PUBLIC)
                    || member.getModifiers().contains(JavaModifier.PROTECTED)) {
                judge(type, member.getFullName(), mentionedBy(member), events);
            }
        }
    }

    private static Set<JavaClass> mentionedBy(JavaMember member) {
        Set<JavaClass> mentioned = new LinkedHashSet<>(member.getAllInvolvedRawTypes());
        if (member instanceof JavaCodeUnit method) {
            mentioned.addAll(method.getExceptionTypes());
        }
        return mentioned;
    }

    private static void judge(JavaClass type, String where, Set<JavaClass> mentioned, ConditionEvents events) {
        for (JavaClass one : mentioned) {
            boolean exported = !one.getPackageName().matches("io\\.jettio\\.(.*\\binternal\\b|common\\b).*");
            events.add(new SimpleConditionEvent(type, exported, where + " mentions " + one.getName()));
        }
    }
}
