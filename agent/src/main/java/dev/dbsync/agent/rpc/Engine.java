package dev.dbsync.agent.rpc;

@Description("The database's server.")
public record Engine(@Description("Its product's name.") String product, @Description("Its version.") String version) {

    public Engine {
        if (product.isBlank()) {
            throw new IllegalArgumentException("product must name the engine, but is blank");
        }
    }
}
