package dev.teeproof.dcap;

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

/** TCB info for SGX: of version 2, of version 3, and the forms that are neither. */
class TcbInfoVersion2Test {

    private static final String THREE = Version2.FIRST.replace("\"version\":2", "\"id\":\"SGX\",\"version\":3");
    private static final String LEVEL_3 = "{\"tcb\":{\"sgxtcbcomponents\":" + TcbDocuments.components(new int[] {7}, 16)
            + ",\"pcesvn\":11},\"tcbDate\":\"2024-03-13T00:00:00Z\",\"tcbStatus\":\"UpToDate\"}]}";

    @Test
    void versionTwoIsOfSgxAndHasNoTdx() throws Exception {
        TcbInfo info = TcbDocuments.read(Version2.text(Version2.level(11, "UpToDate", 7, 6, 5)));

        assertThat(info.tee()).isEqualTo(Tee.SGX);
        assertThat(info.fmspc()).isEqualTo(Bytes.hex("00606a000000"));
        assertThat(info.tcbEvaluationDataNumber()).isEqualTo(17);
        assertThat(info.tdxModule()).isEmpty();
        assertThat(info.tdxModuleIdentities()).isEmpty();
        assertThat(info.levels()).hasSize(1);
        assertThat(info.levels().getFirst()).hasToString("sgx 7,6,5 pce 11");
        assertThat(info.levels().getFirst().status().advisoryIds()).isEmpty();
    }

    @Test
    void allSixteenComponentsAreRead() throws Exception {
        int[] svns = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 255};

        TcbInfo info = TcbDocuments.read(Version2.text(Version2.level(11, "UpToDate", svns)));

        assertThat(info.levels().getFirst().sgxComponents().svns()).isEqualTo(Bytes.of(svns));
    }

    @Test
    void versionThreeForSgxReadsAsVersionTwoDoes() throws Exception {
        TcbInfo three = TcbDocuments.read(THREE + LEVEL_3);

        assertThat(three).isEqualTo(TcbDocuments.read(Version2.text(Version2.level(11, "UpToDate", 7))));
    }

    /** Levels in any order, the highest that is reached. */
    @ParameterizedTest(name = "component {0}, PCE SVN {1}: {2}")
    @CsvSource({
        "7, 11, UpToDate",
        "255, 65535, UpToDate",
        "7, 10, ConfigurationNeeded",
        "6, 11, OutOfDate",
        "7, 9, OutOfDate",
        "5, 11, TCB_NOT_SUPPORTED",
        "6, 4, TCB_NOT_SUPPORTED"
    })
    void anEnclavesPlatformReachesItsHighestLevel(int component, int pceSvn, String expected) throws Exception {
        TcbInfo info = TcbDocuments.read(Version2.text(
                Version2.level(5, "OutOfDate", 6),
                Version2.level(11, "UpToDate", 7),
                Version2.level(10, "ConfigurationNeeded", 7)));

        assertThat(Appraising.enclave(info, Appraising.platform(pceSvn, component))
                        .says())
                .isEqualTo(expected);
    }

    static Stream<Arguments> refused() {
        String level = Version2.level(11, "UpToDate", 7);
        String good = Version2.text(level);
        String tdxModule = "\"tdxModule\":{" + TcbDocuments.MODULE + "},";
        return Stream.of(
                arguments(
                        "version 1",
                        good.replace("\"version\":2", "\"version\":1"),
                        Malformation.UNSUPPORTED,
                        "version"),
                arguments(
                        "version 4",
                        good.replace("\"version\":2", "\"version\":4"),
                        Malformation.UNSUPPORTED,
                        "version"),
                arguments("no version", good.replace("\"version\":2", "\"x\":2"), Malformation.MISSING, "version"),
                arguments(
                        "version 3 without id",
                        (THREE + LEVEL_3).replace("\"id\":\"SGX\",", ""),
                        Malformation.MISSING,
                        "id"),
                arguments(
                        "another id", (THREE + LEVEL_3).replace("\"SGX\"", "\"SNP\""), Malformation.UNSUPPORTED, "id"),
                arguments(
                        "SGX with a TDX module",
                        THREE.replace("\"tcbLevels\"", tdxModule + "\"tcbLevels\"") + LEVEL_3,
                        Malformation.BAD_VALUE,
                        "tdxModule"),
                arguments(
                        "version 2 with a TDX module",
                        good.replace("\"tcbLevels\"", tdxModule + "\"tcbLevels\""),
                        Malformation.BAD_VALUE,
                        "tdxModule"),
                arguments(
                        "version 2 with components of version 3",
                        Version2.FIRST + LEVEL_3,
                        Malformation.MISSING,
                        "tcbLevels[0].tcb.sgxtcbcomp01svn"),
                arguments(
                        "version 3 with components of version 2",
                        THREE + level + "]}",
                        Malformation.MISSING,
                        "tcbLevels[0].tcb.sgxtcbcomponents"),
                arguments(
                        "no last component",
                        good.replace("sgxtcbcomp16svn", "x"),
                        Malformation.MISSING,
                        "tcbLevels[0].tcb.sgxtcbcomp16svn"),
                arguments(
                        "a component of 256",
                        good.replace("\"sgxtcbcomp01svn\":7", "\"sgxtcbcomp01svn\":256"),
                        Malformation.BAD_VALUE,
                        "tcbLevels[0].tcb.sgxtcbcomp01svn"),
                arguments(
                        "another TCB type",
                        good.replace("\"tcbType\":0", "\"tcbType\":1"),
                        Malformation.UNSUPPORTED,
                        "tcbType"),
                arguments("no level", Version2.text(), Malformation.BAD_LENGTH, "tcbLevels"),
                arguments(
                        "a level twice",
                        Version2.text(level, Version2.level(11, "OutOfDate", 7)),
                        Malformation.DUPLICATE,
                        "tcbLevels"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void anotherFormIsRefused(String name, String text, Malformation code, String path) {
        MalformedEvidenceException failure =
                catchThrowableOfType(MalformedEvidenceException.class, () -> TcbDocuments.read(text));

        assertThat(failure).as(name).isNotNull();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.path()).endsWith(path);
    }
}
