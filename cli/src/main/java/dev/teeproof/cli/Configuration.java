package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a user has settled for all commands: in TOML, in the file that {@code TEEPROOF_CONFIG} names, else in {@code
 * teeproof/config.toml} under {@code XDG_CONFIG_HOME} or {@code ~/.config}. The environment variables {@code PCCS_URL}
 * and {@code KDS_URL} stand above the file, and options stand above both.
 *
 * <pre>
 * pccs = "https://pccs.example:8081"
 * kds = "https://kds.example"
 * offline = false
 * cache = "/var/cache/teeproof"
 * insecure_http = false
 * </pre>
 *
 * @param cache where fetched endorsements are kept; empty where there is no place for it
 */
record Configuration(
        Optional<String> pccs, Optional<String> kds, boolean offline, Optional<Path> cache, boolean insecureHttp) {

    private static final int MAX_SIZE = 64 << 10;
    private static final Set<String> MEMBERS = Set.of("pccs", "kds", "offline", "cache", "insecure_http");

    static Configuration of(Map<String, String> environment) throws UnusableInputException {
        Optional<Path> named = path(environment, "TEEPROOF_CONFIG");
        Optional<Path> file = named.or(
                () -> home(environment, "XDG_CONFIG_HOME", ".config").map(folder -> folder.resolve("config.toml")));
        Configuration settled = new Configuration(Optional.empty(), Optional.empty(), false, Optional.empty(), false);
        if (file.isPresent()) {
            settled = read(file.get(), named.isPresent()).orElse(settled);
        }
        return new Configuration(
                url(environment, "PCCS_URL").or(settled::pccs),
                url(environment, "KDS_URL").or(settled::kds),
                settled.offline,
                settled.cache.or(() -> home(environment, "XDG_CACHE_HOME", ".cache")),
                settled.insecureHttp);
    }

    private static Optional<String> url(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(url -> !url.isBlank());
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private static Optional<Path> home(Map<String, String> environment, String variable, String under) {
        return path(environment, variable)
                .or(() -> path(environment, "HOME").map(home -> home.resolve(under)))
                .map(folder -> folder.resolve("teeproof"));
    }

    private static Optional<Configuration> read(Path file, boolean named) throws UnusableInputException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw new UnusableInputException(file + " is larger than " + MAX_SIZE + " bytes");
            }
            return Optional.of(of(Json.readObject(TomlText.toJson(Bytes.copyOf(bytes), file.toString()), "config")));
        } catch (NoSuchFileException e) {
            if (named) {
                throw new UnusableInputException("TEEPROOF_CONFIG names " + file + ", which does not exist");
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UnusableInputException(file + " cannot be opened: " + e.getMessage());
        } catch (InvalidPathException e) {
            throw new UnusableInputException(file + ": cache is no path: " + e.getMessage());
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(file + " cannot be read as configuration: " + e.inWords());
        }
    }

    private static Configuration of(JsonObject file) throws MalformedEvidenceException {
        for (String member : file.members().keySet()) {
            if (!MEMBERS.contains(member)) {
                throw file.fault(Malformation.BAD_VALUE, member, "one of pccs, kds, offline, cache, insecure_http");
            }
        }
        return new Configuration(
                file.optionalString("pccs"),
                file.optionalString("kds"),
                file.bool("offline", false),
                file.optionalString("cache").map(Path::of),
                file.bool("insecure_http", false));
    }
}
