package dev.dbsync.agent.cli;

import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What {@code --version} prints. */
final class ProductVersion implements IVersionProvider {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public String[] getVersion() {
        DbsyncAgentCommand root = (DbsyncAgentCommand) spec.root().userObject();
        return new String[] {"dbsync-agent " + root.parts().version()};
    }
}
