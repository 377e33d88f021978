/**
 * Where endorsements come from. A source is asked with what has been authenticated, and answers with bytes that are yet to be
 * verified.
 *
 * <p>The way to Intel's endorsements is one interface, {@link dev.teeproof.sources.IntelSource}, with four implementations:
 *
 * <pre>{@code
 * GenuineEndorsements genuine = GenuineEndorsements.of(TrustAnchors.intel(), signatures);
 * EndorsementFolder folder = EndorsementFolder.open(path, trouble);
 * IntelSource service = PcsClient.intel(clock).build();
 * IntelSource current = RollbackProtection.over(service, genuine, clock, Optional.of(folder));
 * IntelSource cached = CachedSource.over(current, genuine, clock).folder(folder).build();
 * CollateralSource collateral = AssembledCollateral.of(Optional.of(CollateralFiles.open(files, trouble)), cached);
 * }</pre>
 *
 * <p>AMD's go the same way, through {@link dev.teeproof.sources.AmdSource}:
 *
 * <pre>{@code
 * AmdSource service = KdsClient.amd(clock).build();
 * AmdSource cached = CachedAmdSource.over(service, genuineness, clock).folder(folder).build();
 * AmdSource all = AmdSource.firstOf(List.of(AmdFiles.open(files, trouble), cached));
 * }</pre>
 */
@NullMarked
package dev.teeproof.sources;

import org.jspecify.annotations.NullMarked;
