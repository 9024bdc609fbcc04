package dev.dbsync.agent.execution.liquibase;

import java.util.List;
import java.util.ServiceLoader;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.exception.ServiceNotFoundException;
import liquibase.exception.ValidationErrors;
import liquibase.servicelocator.StandardServiceLocator;
import liquibase.sql.Sql;
import liquibase.sqlgenerator.SqlGenerator;
import liquibase.sqlgenerator.SqlGeneratorChain;
import liquibase.sqlgenerator.core.AbstractSqlGenerator;
import liquibase.sqlgenerator.core.LockDatabaseChangeLogGenerator;
import liquibase.statement.core.LockDatabaseChangeLogStatement;

/**
 * Finds Liquibase's services without waking one of them: the generator for its lock asks a name server for the name of
 * this host as soon as its class is initialised, whether or not the lock is ever taken.
 */
final class QuietServices extends StandardServiceLocator {
    @Override
    public <T> List<T> findInstances(Class<T> type) throws ServiceNotFoundException {
        return type == SqlGenerator.class ? generators(type) : super.findInstances(type);
    }

    private static <T> List<T> generators(Class<T> type) {
        return ServiceLoader.load(type, Scope.getCurrentScope().getClassLoader(true)).stream()
                .map(provider -> asksForTheHost(provider.type()) ? type.cast(new LockGenerator()) : provider.get())
                .toList();
    }

    private static boolean asksForTheHost(Class<?> generator) {
        return LockDatabaseChangeLogGenerator.class.isAssignableFrom(generator);
    }

    /** Stands in for the generator until somebody takes Liquibase's lock, which this agent never does. */
    private static final class LockGenerator extends AbstractSqlGenerator<LockDatabaseChangeLogStatement> {
        @Override
        public ValidationErrors validate(
                LockDatabaseChangeLogStatement statement,
                Database database,
                SqlGeneratorChain<LockDatabaseChangeLogStatement> chain) {
            return new LockDatabaseChangeLogGenerator().validate(statement, database, chain);
        }

        @Override
        public Sql[] generateSql(
                LockDatabaseChangeLogStatement statement,
                Database database,
                SqlGeneratorChain<LockDatabaseChangeLogStatement> chain) {
            return new LockDatabaseChangeLogGenerator().generateSql(statement, database, chain);
        }
    }
}
