package dev.teeproof.dcap;

import static dev.teeproof.dcap.TcbDocuments.components;
import static dev.teeproof.dcap.TcbDocuments.info;
import static dev.teeproof.dcap.TcbDocuments.infoWith;
import static dev.teeproof.dcap.TcbDocuments.level;
import static dev.teeproof.dcap.TcbDocuments.svns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TcbInfoTest {

    private static final String ONE = level(svns(1), 5, svns(0), "UpToDate");

    @Test
    void theMembersAreRead() throws Exception {
        TcbInfo read = TcbDocuments.read(info(level(svns(7, 6), 11, svns(5, 0, 255), "OutOfDate", "INTEL-SA-00960")));

        assertThat(read.issueDate()).hasToString("2026-03-16T22:06:09Z");
        assertThat(read.nextUpdate()).hasToString("2026-04-15T22:06:09Z");
        assertThat(read.fmspc()).isEqualTo(Bytes.hex("90c06f000000"));
        assertThat(read.pceId()).isEqualTo(Bytes.zeros(2));
        assertThat(read.tcbEvaluationDataNumber()).isEqualTo(19);
        assertThat(read.tdxModule().orElseThrow().mrSigner()).isEqualTo(Bytes.zeros(48));
        assertThat(read.tdxModuleIdentities()).extracting(TdxModuleIdentity::id).containsExactly("TDX_03", "TDX_01");
        assertThat(read.levels()).singleElement().satisfies(level -> {
            assertThat(level.sgxComponents().svns()).isEqualTo(Bytes.concat(Bytes.of(7, 6), Bytes.zeros(14)));
            assertThat(level.pceSvn()).isEqualTo(11);
            assertThat(level.tdxComponents().svns()).isEqualTo(Bytes.concat(Bytes.of(5, 0, 255), Bytes.zeros(13)));
            assertThat(level.status().tcbStatus()).isEqualTo("OutOfDate");
            assertThat(level.status().tcbDate()).hasToString("2024-03-13T00:00:00Z");
            assertThat(level.status().advisoryIds()).containsExactly("INTEL-SA-00960");
        });
    }

    /** By SGX components from the first, then PCE SVN, then TDX components, all descending, unsigned. */
    @Test
    void levelsAreSortedWhateverTheirOrderInTheDocument() throws Exception {
        TcbInfo read = TcbDocuments.read(info(
                level(svns(2), 5, svns(1), "OutOfDate"),
                level(svns(2, 1), 0, svns(0), "ConfigurationNeeded"),
                level(svns(2), 5, svns(0, 200), "Revoked"),
                level(svns(200), 0, svns(0), "UpToDate"),
                level(svns(2), 6, svns(0), "SWHardeningNeeded")));

        assertThat(read.levels())
                .extracting(level -> level.status().tcbStatus())
                .containsExactly("UpToDate", "ConfigurationNeeded", "SWHardeningNeeded", "OutOfDate", "Revoked");
    }

    @Test
    void theLevelsOfAModuleAreSortedToo() throws Exception {
        assertThat(TcbDocuments.read(info(ONE)).identityOf(1).orElseThrow().levels())
                .extracting(IsvLevel::isvSvn)
                .containsExactly(4, 2);
    }

    @ParameterizedTest(name = "{0} names major version {1}: {2}")
    @CsvSource({"TDX_01, 1, true", "tdx_0a, 10, true", "TDX_0A, 10, true", "TDX_C1, 193, true", "TDX_1, 1, false"})
    void aModuleIsNamedByItsMajorVersionInTwoHexadecimalDigits(String id, int version, boolean found) throws Exception {
        String identities =
                "\"tdxModuleIdentities\":[" + TcbDocuments.module(id, TcbDocuments.isvLevel(0, "UpToDate")) + "],";

        assertThat(TcbDocuments.read(infoWith(identities, ONE))
                        .identityOf(version)
                        .isPresent())
                .isEqualTo(found);
    }

    @Test
    void identitiesAreOptionalAndUnknownMembersAreIgnored() throws Exception {
        TcbInfo read = TcbDocuments.read(infoWith("\"newMember\":{\"a\":[1]},", ONE));

        assertThat(read.tdxModuleIdentities()).isEmpty();
        assertThat(read.levels()).hasSize(1);
    }

    /** A status that nobody knows does no harm in a level that nobody reaches. */
    @Test
    void anUnknownStatusIsKeptUntilItsLevelIsReached() throws Exception {
        TcbLevel level = TcbDocuments.read(info(level(svns(1), 5, svns(0), "Splendid")))
                .levels()
                .get(0);

        assertThat(level.status().tcbStatus()).isEqualTo("Splendid");
        assertThat(level.status().status()).isEmpty();
    }

    static Stream<Arguments> malformed() {
        String good = info(ONE);
        return Stream.of(
                arguments("no level", info(), Malformation.BAD_LENGTH, "tcb_info.tcbLevels"),
                arguments("two levels alike", info(ONE, ONE), Malformation.DUPLICATE, "tcb_info.tcbLevels"),
                arguments(
                        "two levels alike but for the status",
                        info(ONE, level(svns(2), 5, svns(0), "UpToDate"), level(svns(1), 5, svns(0), "Revoked")),
                        Malformation.DUPLICATE,
                        "tcb_info.tcbLevels"),
                arguments(
                        "15 components",
                        good.replace(components(svns(1), 16), components(svns(1), 15)),
                        Malformation.BAD_LENGTH,
                        "tcb_info.tcbLevels[0].tcb.sgxtcbcomponents"),
                arguments(
                        "17 components",
                        good.replace(components(svns(0), 16), components(svns(0), 17)),
                        Malformation.BAD_LENGTH,
                        "tcb_info.tcbLevels[0].tcb.tdxtcbcomponents"),
                arguments(
                        "an SVN of 256",
                        info(level(svns(256), 5, svns(0), "UpToDate")),
                        Malformation.BAD_VALUE,
                        "tcb_info.tcbLevels[0].tcb.sgxtcbcomponents[0].svn"),
                arguments(
                        "no TDX components",
                        good.replace("tdxtcbcomponents", "other"),
                        Malformation.MISSING,
                        "tcb_info.tcbLevels[0].tcb.tdxtcbcomponents"),
                arguments(
                        "a PCE SVN of 65536",
                        info(level(svns(1), 65536, svns(0), "UpToDate")),
                        Malformation.BAD_VALUE,
                        "tcb_info.tcbLevels[0].tcb.pcesvn"),
                arguments(
                        "an empty list of identities",
                        infoWith("\"tdxModuleIdentities\":[],", ONE),
                        Malformation.BAD_LENGTH,
                        "tcb_info.tdxModuleIdentities"),
                arguments(
                        "a module without levels",
                        infoWith("\"tdxModuleIdentities\":[" + TcbDocuments.module("TDX_01") + "],", ONE),
                        Malformation.BAD_LENGTH,
                        "tcb_info.tdxModuleIdentities[0].tcbLevels"),
                arguments(
                        "no base module",
                        good.replace("\"tdxModule\"", "\"other\""),
                        Malformation.MISSING,
                        "tcb_info.tdxModule"),
                arguments(
                        "a short FMSPC",
                        good.replace("90C06F000000", "90C06F0000"),
                        Malformation.BAD_LENGTH,
                        "tcb_info.fmspc"),
                arguments(
                        "a date with an offset",
                        good.replace("2026-04-15T22:06:09Z", "2026-04-15T22:06:09+00:00"),
                        Malformation.BAD_VALUE,
                        "tcb_info.nextUpdate"),
                arguments(
                        "a date that does not exist",
                        good.replace("2026-04-15T22:06:09Z", "2026-04-31T22:06:09Z"),
                        Malformation.BAD_VALUE,
                        "tcb_info.nextUpdate"),
                arguments(
                        "a member twice",
                        good.replace("\"pceId\"", "\"fmspc\":\"000000000000\",\"pceId\""),
                        Malformation.DUPLICATE,
                        "tcb_info"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void aDocumentThatIntelWouldNotWriteIsRefused(String name, String text, Malformation code, String path) {
        MalformedEvidenceException fault =
                catchThrowableOfType(MalformedEvidenceException.class, () -> TcbDocuments.read(text));

        assertThat(fault).as(name).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }
}
