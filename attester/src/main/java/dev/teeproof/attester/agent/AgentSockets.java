package dev.teeproof.attester.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where an agent listens.
 *
 * @param paths of unix sockets, for their owner and group alone; whoever can connect can ask for everything
 * @param port of 127.0.0.1; 0 picks a free one, empty for none
 */
public record AgentSockets(List<Path> paths, OptionalInt port) {

    public AgentSockets {
        paths = List.copyOf(paths);
    }
}
