package dev.teeproof.cli;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.image.sev.IdBlock;
import dev.teeproof.image.sev.LaunchDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof measure id-block}. */
final class MeasureIdBlock implements Subcommand {

    @Override
    public String name() {
        return "id-block";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Makes the ID block of a launch digest, in Base64, and the digests of the keys that sign it: what"
                                + " ID_KEY_DIGEST and AUTHOR_KEY_DIGEST of a report have to be. Nothing is signed; of a private"
                                + " key only the public key beside it is read.")
                .footer(
                        "",
                        LaunchOptions.EXIT_STATUS,
                        "",
                        "Example:",
                        "  teeproof measure id-block --measurement HEX --idkey id.pem --authorkey author.pem");
        spec.addOption(Options.text("--measurement", "DIGEST")
                .required(true)
                .description("The launch digest, 48 bytes in hex or Base64.")
                .build());
        spec.addOption(Options.text("--idkey", "FILE")
                .description("The ID key: a P-384 key, public or private, or a certificate, in PEM.")
                .build());
        spec.addOption(Options.text("--authorkey", "FILE")
                .description("The key that vouches for the ID key.")
                .build());
        spec.addOption(Options.text("--family-id", "HEX")
                .description("16 bytes, zero by default.")
                .build());
        spec.addOption(Options.text("--image-id", "HEX")
                .description("16 bytes, zero by default.")
                .build());
        spec.addOption(Options.text("--guest-svn", "NUMBER")
                .description("0 by default.")
                .build());
        spec.addOption(Options.text("--policy", "NUMBER")
                .description("The guest's policy, 0x30000 by default.")
                .build());
        spec.addOption(Options.flag("--json").description("Print it as JSON.").build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        LaunchOptions options = LaunchOptions.of(parsed, terminal);
        Map<String, String> members = new LinkedHashMap<>();
        try {
            long svn = options.number("--guest-svn", "0");
            if (svn >>> 32 != 0) {
                throw new UnusableInputException("--guest-svn has 32 bits");
            }
            IdBlock block = new IdBlock(
                    digest(parsed.matchedOptionValue("--measurement", "")),
                    id(parsed, "--family-id"),
                    id(parsed, "--image-id"),
                    svn,
                    options.number("--policy", "0x30000"));
            members.put("id_block", Base64Text.encode(block.toBytes()));
        } catch (MalformedEvidenceException e) {
            throw LaunchOptions.told(e);
        }
        if (parsed.hasMatchedOption("--idkey")) {
            members.put("id_key_digest", keyDigest(options, "--idkey").toHex());
        }
        if (parsed.hasMatchedOption("--authorkey")) {
            members.put("author_key_digest", keyDigest(options, "--authorkey").toHex());
        }
        print(terminal, members, parsed.hasMatchedOption("--json"));
        return 0;
    }

    private static void print(Terminal terminal, Map<String, String> members, boolean json) {
        if (json) {
            Map<String, JsonValue> values = new LinkedHashMap<>();
            members.forEach((name, value) -> values.put(name, new JsonString(value)));
            terminal.out().println(Json.pretty(JsonObject.of(values)));
            return;
        }
        members.forEach((name, value) -> terminal.out().println(name + ": " + value));
    }

    private static Bytes keyDigest(LaunchOptions options, String option) throws UnusableInputException {
        return options.files()
                .idKey(options.parsed().matchedOptionValue(option, ""))
                .digest();
    }

    /** 96 hexadecimal digits, or 64 of Base64. */
    private static Bytes digest(String text) throws MalformedEvidenceException, UnusableInputException {
        Bytes digest = text.length() == 2 * LaunchDigest.SIZE
                ? Hex.decode(text, "--measurement")
                : Base64Text.decode(text, "--measurement");
        if (digest.size() != LaunchDigest.SIZE) {
            throw new UnusableInputException("--measurement has " + LaunchDigest.SIZE + " bytes");
        }
        return digest;
    }

    private static Bytes id(ParseResult parsed, String option) throws MalformedEvidenceException {
        return Hex.decode(parsed.matchedOptionValue(option, "00".repeat(16)), option, 16);
    }
}
