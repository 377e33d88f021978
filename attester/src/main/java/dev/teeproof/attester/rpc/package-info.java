/**
 * Remote procedure calls as dstack's agents speak them: one message in, one out, each in JSON or in protobuf. What is here knows no
 * method; those are in {@link dev.teeproof.attester.agent}.
 */
@NullMarked
package dev.teeproof.attester.rpc;

import org.jspecify.annotations.NullMarked;
