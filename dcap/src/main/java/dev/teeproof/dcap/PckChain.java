package dev.teeproof.dcap;

import dev.teeproof.crypto.Certificate;

/** A PCK certificate, the CA that issued it, and the trust anchor that issued the CA: all three verified. */
record PckChain(Certificate pck, Certificate ca, Certificate anchor, PckExtension platform) {}
