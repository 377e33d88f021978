package dev.teeproof.snp;

/** What became of a report before revocation lists and policy were asked: authentic, or refused at a named check. */
public sealed interface ReportAuthentication permits AuthenticReport, RefusedReport {}
