package dev.teeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.dcap.CompatibilityRule;
import dev.teeproof.dcap.ExpectedReport;
import dev.teeproof.verifier.AppraisalPolicy;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/policy.md, with digits in it, is a policy. */
class PolicyDocumentTest {

    private static final Pattern BLOCK = Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern DIGITS = Pattern.compile("…(\\d+) hexadecimal digits…");

    @TempDir
    private Path directory;

    @Test
    void theExampleIsReadAsItSays() throws Exception {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "docs", "policy.md")));
        assertThat(block.find()).isTrue();
        Path file = directory.resolve("policy.toml");
        Files.writeString(
                file, DIGITS.matcher(block.group(1)).replaceAll(match -> "0".repeat(Integer.parseInt(match.group(1)))));

        AppraisalPolicy policy = new InputFiles(InputStream.nullInputStream()).policy(file.toString());

        assertThat(policy.app().composeHash()).isPresent();
        assertThat(policy.app().events()).containsOnlyKeys("storage-fs");
        assertThat(policy.quote().expected().values())
                .containsOnlyKeys(
                        ExpectedReport.Field.MRTD, ExpectedReport.Field.RTMR0, ExpectedReport.Field.REPORT_DATA);
        assertThat(policy.compatibility()).containsExactly(CompatibilityRule.MERGE_MAX_SEVERITY);
    }
}
