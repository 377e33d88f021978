package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Digest;
import dev.teeproof.crypto.Hasher;
import dev.teeproof.dcap.CollateralContainer;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.image.sev.IdKey;
import dev.teeproof.image.sev.IdKeyFile;
import dev.teeproof.image.sev.OvmfImage;
import dev.teeproof.snp.ExtendedReport;
import dev.teeproof.verifier.AppraisalPolicy;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.PolicyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that a command line names; {@code -} is standard input. What is wrong is told with the file's name. */
record InputFiles(InputStream standardInput) {

    private static final int MAX_CERTIFICATES = 64 << 10;

    /** Bytes of a kernel or an initrd. */
    private static final long MAX_HASHED = 16L << 30;

    /** Evidence in any of its forms. */
    Evidence evidence(String file) throws UnusableInputException {
        return parse(file, "evidence", Evidence.MAX_SIZE, Evidence::read);
    }

    /** A quote, raw, in hexadecimal text or in Base64. */
    Quote quote(String file) throws UnusableInputException {
        return parse(file, "a quote", Evidence.MAX_SIZE, Evidence::readQuote);
    }

    /** Collateral in a container, whole or not. */
    CollateralContainer collateral(String file) throws UnusableInputException {
        return parse(file, "collateral", CollateralContainer.MAX_SIZE, bytes -> CollateralContainer.read(bytes, file));
    }

    /** An appraisal policy, in JSON where it begins with a brace, else in TOML. */
    AppraisalPolicy policy(String file) throws UnusableInputException {
        return parse(
                file,
                "a policy",
                PolicyFile.MAX_SIZE,
                bytes -> PolicyFile.read(isJson(bytes) ? bytes : TomlText.toJson(bytes, file)));
    }

    /** An {@code app-compose.json}. */
    AppCompose appCompose(String file) throws UnusableInputException {
        return parse(file, "an app-compose.json", AppCompose.MAX_SIZE, AppCompose::read);
    }

    /** A JSON object, whatever it says. */
    JsonObject jsonObject(String file) throws UnusableInputException {
        return parse(file, "a JSON object", AppCompose.MAX_SIZE, bytes -> Json.readObject(bytes, file));
    }

    /** A text in UTF-8, exactly as it is. */
    String text(String file) throws UnusableInputException {
        return parse(file, "text", AppCompose.MAX_SIZE, bytes -> bytes.toUtf8(file));
    }

    /** The bytes of a file that need not be an {@code app-compose.json}, but may be no larger than one. */
    Bytes composeBytes(String file) throws UnusableInputException {
        return read(file, AppCompose.MAX_SIZE);
    }

    private static boolean isJson(Bytes bytes) {
        int i = 0;
        while (i < bytes.size() && bytes.at(i) <= ' ') {
            i++;
        }
        return i < bytes.size() && bytes.at(i) == '{';
    }

    /** A report, with or without a certificate table, raw, in hexadecimal text or in Base64. */
    ExtendedReport report(String file) throws UnusableInputException {
        return parse(file, "a report", Evidence.MAX_SIZE, Evidence::readReport);
    }

    /** Root certificates, PEM or one in DER, of Intel's algorithms or of AMD's. */
    Roots roots(String file) throws UnusableInputException {
        return parse(file, "a root certificate", MAX_CERTIFICATES, Roots::read);
    }

    /** A firmware image. */
    OvmfImage firmware(String file) throws UnusableInputException {
        return parse(file, "a firmware", OvmfImage.MAX_SIZE, OvmfImage::read);
    }

    /** The key of an ID block. */
    IdKey idKey(String file) throws UnusableInputException {
        return parse(file, "a P-384 key", MAX_CERTIFICATES, IdKeyFile::read);
    }

    /** The SHA-256 of a file, which is not kept in memory. */
    Bytes sha256(String file) throws UnusableInputException {
        Hasher hasher = Digest.SHA_256.hasher();
        byte[] piece = new byte[1 << 16];
        long size = 0;
        try (InputStream in = open(file)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                size += read;
                if (size > MAX_HASHED) {
                    throw new UnusableInputException(file + " is larger than " + MAX_HASHED + " bytes");
                }
                hasher.update(piece, 0, read);
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return hasher.finish();
    }

    private interface Parser<T> {
        T parse(Bytes bytes) throws MalformedEvidenceException;
    }

    private <T> T parse(String file, String what, int max, Parser<T> parser) throws UnusableInputException {
        Bytes bytes = read(file, max);
        try {
            return parser.parse(bytes);
        } catch (MalformedEvidenceException e) {
            String hint = e.code() == Malformation.UNSUPPORTED ? "" : "; is this the right file?";
            throw new UnusableInputException(
                    file + " cannot be read as " + what + ": " + e.code().name() + ", " + e.inWords() + hint);
        }
    }

    private Bytes read(String file, int max) throws UnusableInputException {
        try (InputStream in = open(file)) {
            byte[] bytes = in.readNBytes(max + 1);
            if (bytes.length > max) {
                throw new UnusableInputException(file + " is larger than " + max + " bytes");
            }
            return Bytes.copyOf(bytes);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private InputStream open(String file) throws IOException {
        return file.equals("-") ? standardInput : Files.newInputStream(Path.of(file));
    }

    private static UnusableInputException unreadable(String file, IOException e) {
        return new UnusableInputException(
                e instanceof NoSuchFileException
                        ? file + " does not exist"
                        : file + " cannot be opened: " + e.getMessage());
    }
}
