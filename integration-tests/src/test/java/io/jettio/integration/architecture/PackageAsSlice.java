package io.jettio.integration.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Each package by itself, but a package and its internal twin as one, such as {@code engine} and {@code internal.engine}. */
final class PackageAsSlice implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        // What is in the bare internal package serves the module's other packages, and is nobody's twin.
        return SliceIdentifier.of(name.endsWith(".internal") ? name : name.replace(".internal.", "."));
    }

    @Override
    public String getDescription() {
        return "packages, each with its internal twin";
    }
}
