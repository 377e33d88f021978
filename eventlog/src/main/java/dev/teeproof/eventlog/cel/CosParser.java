package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.cel.CosEvents.AfterSeparator;
import dev.teeproof.eventlog.cel.CosEvents.EnvVar;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.CosType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Applies the rules about the events of Confidential Space to one record after another. */
final class CosParser {

    private static final Set<String> RESTART_POLICIES = Set.of("Always", "OnFailure", "Never");
    private static final Pattern ENV_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern SHA_256 = Pattern.compile("sha256:[0-9a-fA-F]{64}");

    private final RegisterIndex register;
    private final HashAlgorithm algorithm;
    private final AfterSeparator after;

    private final Map<CosType, Bytes> once = new EnumMap<>(CosType.class);
    private final Map<CosType, String> texts = new EnumMap<>(CosType.class);
    private final List<String> args = new ArrayList<>();
    private final List<EnvVar> env = new ArrayList<>();
    private final List<String> overrideArgs = new ArrayList<>();
    private final List<EnvVar> overrideEnv = new ArrayList<>();
    private int position;

    CosParser(RegisterIndex register, HashAlgorithm algorithm, AfterSeparator after) {
        this.register = register.canonical();
        this.algorithm = algorithm;
        this.after = after;
    }

    void take(LogRecord record) throws MalformedEvidenceException {
        if (!record.register().canonical().equals(register)) {
            throw fault(LogMalformation.BAD_REGISTER, "register", register + ", not " + record.register());
        }
        if (!(record.content() instanceof Content.Cos cos)) {
            throw fault(Malformation.BAD_VALUE, "content_type", "content of Confidential Space, type 80");
        }
        checkDigest(record, cos);
        Optional<CosType> known = CosType.of(cos.type());
        if (known.isEmpty()) {
            throw fault(Malformation.BAD_VALUE, "type", "an event type that is known, not " + cos.type());
        }
        CosType type = known.get();
        if (once.containsKey(CosType.LAUNCH_SEPARATOR) && !after.allows(type)) {
            throw fault(Malformation.TRAILING_BYTES, "type", "no " + type.term() + " behind the launch separator");
        }
        event(type, cos.value());
        position++;
    }

    /** The digest is of the content with its type and length, not of the event alone. */
    private void checkDigest(LogRecord record, Content.Cos cos) throws MalformedEvidenceException {
        Digest digest = algorithm
                .digest()
                .filter(Digest::isAvailable)
                .orElseThrow(
                        () -> fault(Malformation.UNSUPPORTED, "digests", "an algorithm that can be computed here"));
        Bytes stated = record.digest(algorithm)
                .orElseThrow(() -> fault(Malformation.MISSING, "digests", "a digest of " + algorithm));
        Bytes content = CelTlvWriter.tlv(ContentCode.COS, EncodedContent.write(cos));
        if (!digest.of(content).equals(stated)) {
            throw fault(LogMalformation.DIGEST_MISMATCH, "digests", "the digest of the content");
        }
    }

    private void event(CosType type, Bytes value) throws MalformedEvidenceException {
        switch (type) {
            case ARG -> args.add(text(type, value));
            case OVERRIDE_ARG -> overrideArgs.add(text(type, value));
            case ENV_VAR -> env.add(variable(type, value));
            case OVERRIDE_ENV -> overrideEnv.add(variable(type, value));
            case IMAGE_DIGEST, IMAGE_ID ->
                onceText(type, value, SHA_256.matcher(text(type, value)).matches(), "sha256: and 64 digits");
            case RESTART_POLICY ->
                onceText(type, value, RESTART_POLICIES.contains(text(type, value)), "Always, OnFailure or Never");
            case IMAGE_REF, LAUNCH_SEPARATOR, GPU_CC_MODE -> onceText(type, value, true, "");
            case MEMORY_MONITOR -> once(type, value, value.size() == 1 && value.at(0) <= 1, "one byte, 0 or 1");
            case GPU_DEVICE_ATTESTATION_BINDING -> once(type, value, true, "");
        }
    }

    private void onceText(CosType type, Bytes value, boolean allowed, String expected)
            throws MalformedEvidenceException {
        once(type, value, allowed, expected);
        texts.put(type, text(type, value));
    }

    private void once(CosType type, Bytes value, boolean allowed, String expected) throws MalformedEvidenceException {
        if (!allowed) {
            throw fault(Malformation.BAD_VALUE, type.term(), expected);
        }
        if (once.put(type, value) != null) {
            throw fault(Malformation.DUPLICATE, type.term(), "one in a log");
        }
    }

    private EnvVar variable(CosType type, Bytes value) throws MalformedEvidenceException {
        String text = text(type, value);
        int equals = text.indexOf('=');
        if (equals < 0 || !ENV_NAME.matcher(text.substring(0, equals)).matches()) {
            throw fault(Malformation.BAD_VALUE, type.term(), "NAME=value");
        }
        return new EnvVar(text.substring(0, equals), text.substring(equals + 1));
    }

    private String text(CosType type, Bytes value) throws MalformedEvidenceException {
        try {
            return value.toUtf8(type.term());
        } catch (MalformedEvidenceException e) {
            throw fault(Malformation.NOT_TEXT, type.term(), e.expected());
        }
    }

    private MalformedEvidenceException fault(MalformationCode code, String field, String expected) {
        return new MalformedEvidenceException(code, "cos[" + position + "]." + field, position, expected);
    }

    CosEvents events() {
        return new CosEvents(
                Optional.ofNullable(texts.get(CosType.IMAGE_REF)),
                Optional.ofNullable(texts.get(CosType.IMAGE_DIGEST)),
                Optional.ofNullable(texts.get(CosType.RESTART_POLICY)),
                Optional.ofNullable(texts.get(CosType.IMAGE_ID)),
                args,
                env,
                overrideArgs,
                overrideEnv,
                Optional.ofNullable(once.get(CosType.MEMORY_MONITOR)).map(value -> value.at(0) == 1),
                Optional.ofNullable(texts.get(CosType.GPU_CC_MODE)),
                Optional.ofNullable(once.get(CosType.GPU_DEVICE_ATTESTATION_BINDING)),
                Optional.ofNullable(texts.get(CosType.LAUNCH_SEPARATOR)));
    }
}
