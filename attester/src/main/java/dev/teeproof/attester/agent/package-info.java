/**
 * The guest agent: what a guest knows and can prove, for the apps inside it, over sockets. Start at {@link
 * dev.teeproof.attester.agent.AgentServer}.
 */
@NullMarked
package dev.teeproof.attester.agent;

import org.jspecify.annotations.NullMarked;
