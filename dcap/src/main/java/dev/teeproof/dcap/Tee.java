package dev.teeproof.dcap;

/** Intel's kinds of trusted execution environment. The names are those that Intel's documents carry as {@code id}. */
public enum Tee {
    SGX,
    TDX;

    /** The {@code id} of the identity of the quoting enclave that makes this kind's quotes. */
    public String qeIdentityId() {
        return switch (this) {
            case SGX -> "QE";
            case TDX -> "TD_QE";
        };
    }
}
