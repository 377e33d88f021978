package dev.teeproof.dstack;

import dev.teeproof.result.CheckCode;

/** Checks of what an app is that are made where a relying party's policy asks for them. */
public enum DstackPolicyCheck implements CheckCode {
    /** The system did not measure an event that is demanded, or with another payload, or more than once. */
    REQUIRED_EVENT,
    /** The app has another {@code app-compose.json}. */
    EXPECTED_COMPOSE_HASH,
    /** The app has another id. */
    EXPECTED_APP_ID
}
