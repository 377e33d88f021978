/**
 * Intel DCAP: quotes, collateral and TCB appraisal.
 *
 * <pre>{@code
 * Quote quote = Quote.parse(bytes);
 * Collateral collateral = Collateral.readContainer(file, "collateral.json");
 * switch (QuoteVerifier.of(TrustAnchors.intel()).verify(quote, collateral, Instant.now())) {
 *     case VerifiedQuote verified -> use(verified.report());
 *     case RefusedQuote refused -> report(refused.reason());
 * }
 * }</pre>
 *
 * <p>{@link dev.teeproof.dcap.Quote} is what somebody sent; {@link dev.teeproof.dcap.VerifiedQuote} can be made by
 * {@link dev.teeproof.dcap.QuoteVerifier} alone. What the workload is (its measurements, its report data) is for the
 * caller to compare.
 */
@NullMarked
package dev.teeproof.dcap;

import org.jspecify.annotations.NullMarked;
