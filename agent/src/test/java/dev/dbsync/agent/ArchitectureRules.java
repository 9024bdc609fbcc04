package dev.dbsync.agent;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** The rules of the house, for the packages below any root: the agent's own, or that of planted classes. */
final class ArchitectureRules {
    /** Parts of {@code java.lang} and {@code java.time} through which the world gets into a pure function. */
    private static final Set<String> WORLDLY = Set.of(
            "java.lang.System",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Runtime",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.time.Clock");

    private static final DescribedPredicate<JavaClass> VALUES = resideInAnyPackage(
            "java.lang..",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream",
            "java.time",
            "org.jspecify.annotations");

    private final PackageTable table;

    ArchitectureRules(String root) {
        this.table = new PackageTable(root);
    }

    ArchRule everyPackageIsDeclared() {
        return classes().should(new ArchCondition<>("lie in a package of the table") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        type,
                        table.declares(type),
                        type.getName() + " lies in a package that the table does not list"));
            }
        });
    }

    ArchRule packagesUseOnlyWhatTheTableAllows() {
        return classes()
                .should(dependOnlyOn(
                        "what the table allows", (user, used) -> !table.contains(used) || table.allows(user, used)));
    }

    ArchRule packagesFormNoCycle() {
        return slices().matching(table.root() + ".(**)")
                .namingSlices("$1")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    /** A list of what is allowed, not of what is forbidden: the next library is forbidden before it is thought of. */
    ArchRule purePackagesKnowOnlyValues() {
        return classes()
                .that(table.in(PackageTable.PURE))
                .should(dependOnlyOn("values", (user, used) -> table.contains(used) || isValue(used)));
    }

    private static boolean isValue(JavaClass used) {
        JavaClass type = used.getBaseComponentType();
        boolean ofValues = VALUES.test(type) || type.getName().equals("java.io.Serializable");
        return type.isPrimitive() || (ofValues && !WORLDLY.contains(type.getName()));
    }

    ArchRule purePackagesDoNotAskForTheTime() {
        return noClasses()
                .that(table.in(PackageTable.PURE))
                .should()
                .accessTargetWhere(describe("what tells the time", ArchitectureRules::tellsTheTime));
    }

    private static boolean tellsTheTime(JavaAccess<?> access) {
        return access.getTarget().getName().equals("now")
                && access.getTargetOwner().getPackageName().equals("java.time");
    }

    ArchRule isKnownOnlyTo(String library, List<String> packages) {
        return noClasses()
                .that(not(table.in(packages)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library + ".."))
                .as(library + " is known only to " + String.join(", ", packages))
                .allowEmptyShould(true);
    }

    ArchRule namesSayWhatAClassIs() {
        return noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Managers?)(\\$.*)?");
    }

    ArchRule onlyTheCommandLinePrints() {
        return noClasses()
                .that(not(table.in(List.of("cli")))
                        .and(describe("not Main", type -> !type.getName().equals(table.root() + ".Main"))))
                .should(ACCESS_STANDARD_STREAMS);
    }

    private static ArchCondition<JavaClass> dependOnlyOn(String what, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>("depend only on " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    events.add(new SimpleConditionEvent(
                            dependency, allowed.test(type, dependency.getTargetClass()), dependency.getDescription()));
                }
            }
        };
    }
}
