package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** TOML as JSON, so that a file has one meaning whichever of the two it is written in. */
final class TomlText {

    private TomlText() {}

    /**
     * The same content in JSON.
     *
     * @throws MalformedEvidenceException with the first thing that is wrong and where
     */
    static Bytes toJson(Bytes toml, String file) throws MalformedEvidenceException {
        TomlParseResult parsed = Toml.parse(toml.toUtf8(file));
        if (parsed.hasErrors()) {
            TomlParseError error = parsed.errors().getFirst();
            throw new MalformedEvidenceException(
                    Malformation.BAD_VALUE,
                    file,
                    0,
                    "TOML; line " + error.position().line() + " column "
                            + error.position().column() + ": " + error.getMessage());
        }
        return Bytes.utf8(parsed.toJson());
    }
}
