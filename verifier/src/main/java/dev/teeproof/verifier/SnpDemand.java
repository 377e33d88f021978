package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.snp.ExpectedGuest;
import dev.teeproof.snp.FirmwareVersion;
import dev.teeproof.snp.GuestFeature;
import dev.teeproof.snp.LeastTcb;
import dev.teeproof.snp.PlatformInfo;
import dev.teeproof.snp.SnpPolicy;
import dev.teeproof.snp.TcbKind;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A demand on an SNP guest as text: what options and policy files have in common. The names are those of the options, without the
 * hyphens in front.
 */
public enum SnpDemand {
    /** {@code reported:bl=4,snp=23} */
    LEAST_TCB("least-tcb", "KIND:bl=N,tee=N,snp=N,ucode=N[,fmc=N]") {
        @Override
        void add(String text, SnpPolicy.Builder policy) {
            int colon = text.indexOf(':');
            for (TcbKind kind : TcbKind.values()) {
                if (colon > 0 && kind.text().equals(text.substring(0, colon))) {
                    policy.leastTcb(kind, LeastTcb.of(text.substring(colon + 1)).orElseThrow(this::refusal));
                    return;
                }
            }
            throw refusal();
        }
    },
    /** {@code smt=no} */
    GUEST_POLICY("guest-policy", "FEATURE=yes|no") {
        @Override
        void add(String text, SnpPolicy.Builder policy) {
            int equals = text.indexOf('=');
            GuestFeature feature =
                    GuestFeature.of(text.substring(0, Math.max(0, equals))).orElseThrow(this::refusal);
            policy.guestFeature(feature, yes(text.substring(equals + 1)));
        }
    },
    /** {@code ecc=yes} */
    PLATFORM("platform", "FEATURE=yes|no") {
        @Override
        void add(String text, SnpPolicy.Builder policy) {
            int equals = text.indexOf('=');
            for (PlatformInfo.Feature feature : PlatformInfo.Feature.values()) {
                if (equals > 0 && feature.text().equals(text.substring(0, equals))) {
                    policy.platformFeature(feature, yes(text.substring(equals + 1)));
                    return;
                }
            }
            throw refusal();
        }
    },
    LEAST_ABI("least-abi", "MAJOR.MINOR") {
        @Override
        void add(String text, SnpPolicy.Builder policy) {
            int[] parts = numbers(text, 2);
            policy.leastAbi(parts[0], parts[1]);
        }
    },
    LEAST_FIRMWARE("least-firmware", "MAJOR.MINOR.BUILD") {
        @Override
        void add(String text, SnpPolicy.Builder policy) {
            int[] parts = numbers(text, 3);
            policy.leastFirmware(new FirmwareVersion(parts[0], parts[1], parts[2]));
        }
    },
    LEAST_GUEST_SVN("least-guest-svn", "NUMBER") {
        @Override
        void add(String text, SnpPolicy.Builder policy) {
            if (!text.matches("\\d{1,10}") || Long.parseLong(text) > 0xffff_ffffL) {
                throw refusal();
            }
            policy.leastGuestSvn(Long.parseLong(text));
        }
    },
    VMPL("vmpl", "0|1|2|3") {
        @Override
        void add(String text, SnpPolicy.Builder policy) {
            if (!text.matches("[0-3]")) {
                throw refusal();
            }
            policy.vmpl(Integer.parseInt(text));
        }
    },
    /** The cloud provider in the certificate of a VLEK. */
    CSP_ID("csp-id", "TEXT") {
        @Override
        void add(String text, SnpPolicy.Builder policy) {
            if (text.isEmpty()) {
                throw refusal();
            }
            policy.cspId(text);
        }
    },
    LAUNCH_MITIGATIONS("launch-mitigations", "HEX") {
        @Override
        void add(String text, SnpPolicy.Builder policy) {
            policy.launchMitigations(bits(text));
        }
    },
    CURRENT_MITIGATIONS("current-mitigations", "HEX") {
        @Override
        void add(String text, SnpPolicy.Builder policy) {
            policy.currentMitigations(bits(text));
        }
    },
    /** SHA-384 of the key that must have signed the ID block. */
    ID_KEY("id-key", "HEX") {
        @Override
        void add(String text, SnpPolicy.Builder policy) {
            policy.idKey(digest(text));
        }
    },
    /** SHA-384 of the key that must have signed the ID key, unless an ID key is named. */
    AUTHOR_KEY("author-key", "HEX") {
        @Override
        void add(String text, SnpPolicy.Builder policy) {
            policy.authorKey(digest(text));
        }
    };

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

    private final String text;
    private final String form;

    SnpDemand(String text, String form) {
        this.text = text;
        this.form = form;
    }

    /** The name of the option. */
    public String text() {
        return text;
    }

    /** What its value looks like. */
    public String form() {
        return form;
    }

    /**
     * Adds a demand to a policy.
     *
     * @throws IllegalArgumentException if the text is not of the form
     */
    abstract void add(String text, SnpPolicy.Builder policy);

    /**
     * A policy with one more demand.
     *
     * @throws IllegalArgumentException if the text is not of the form, or if it would take the place of another demand about the
     *     same thing, which then nobody would keep
     */
    public SnpPolicy addedTo(SnpPolicy policy, String value) {
        SnpPolicy.Builder builder = policy.toBuilder();
        add(value, builder);
        SnpPolicy more = builder.build();
        if (!more.equals(policy) && demands(more) <= demands(policy)) {
            throw new IllegalArgumentException(text + " demands something else of the same thing already");
        }
        return more;
    }

    private static int demands(SnpPolicy policy) {
        int keys = policy.idBlock()
                .map(rule -> rule.idKeys().size() + rule.authorKeys().size())
                .orElse(0);
        int maps = policy.leastTcbs().size()
                + policy.guestFeatures().size()
                + policy.platformFeatures().size();
        long single = Stream.of(
                        policy.leastAbi().isPresent(),
                        policy.leastFirmware().isPresent(),
                        policy.leastGuestSvn().isPresent(),
                        policy.vmpl().isPresent(),
                        policy.cspId().isPresent(),
                        policy.launchMitigations() != 0,
                        policy.currentMitigations() != 0)
                .filter(present -> present)
                .count();
        return keys + maps + (int) single;
    }

    /**
     * A policy that demands a value of a field as well.
     *
     * @throws IllegalArgumentException if it is not as many bytes, in hexadecimal text, as the field has; of report data at most
     */
    public static SnpPolicy expecting(SnpPolicy policy, ExpectedGuest.Field field, String hex) {
        String form = field.text() + " takes " + field.size() + " bytes in hexadecimal digits";
        if (hex.isEmpty()) {
            throw new IllegalArgumentException(form);
        }
        try {
            return policy.toBuilder()
                    .expect(field, Hex.decode(hex, field.text()))
                    .build();
        } catch (MalformedEvidenceException e) {
            throw new IllegalArgumentException(form, e);
        }
    }

    IllegalArgumentException refusal() {
        return new IllegalArgumentException(text + " is written as " + form);
    }

    boolean yes(String word) {
        return switch (word) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw refusal();
        };
    }

    int[] numbers(String dotted, int count) {
        String[] parts = dotted.split("\\.", -1);
        int[] numbers = new int[count];
        if (parts.length != count) {
            throw refusal();
        }
        for (int i = 0; i < count; i++) {
            if (!NUMBER.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
                throw refusal();
            }
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return numbers;
    }

    long bits(String hex) {
        if (!hex.matches("(0x)?[0-9a-fA-F]{1,16}")) {
            throw refusal();
        }
        long bits = Long.parseUnsignedLong(hex.startsWith("0x") ? hex.substring(2) : hex, 16);
        if (bits == 0) {
            throw refusal();
        }
        return bits;
    }

    Bytes digest(String hex) {
        try {
            return Hex.decode(hex, text, 48);
        } catch (MalformedEvidenceException e) {
            throw new IllegalArgumentException(
                    text + " takes the 48 bytes of a key's SHA-384 in hexadecimal digits", e);
        }
    }
}
