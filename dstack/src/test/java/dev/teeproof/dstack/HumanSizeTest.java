package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.math.BigInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HumanSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1023, 1023",
        "' 7 ', 7",
        "007, 7",
        "1K, 1024",
        "2m, 2097152",
        "2G, 2147483648",
        "2GG, 2147483648",
        "1t, 1099511627776",
        "0x10, 16",
        "0XfF, 255",
        "16777215T, 18446742974197923840",
        "18446744073709551615, 18446744073709551615",
        "0xffffffffffffffff, 18446744073709551615",
    })
    void aTextIsASize(String text, String bytes) throws MalformedEvidenceException {
        assertThat(HumanSize.parse(text, "size").bytes()).isEqualTo(new BigInteger(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "G", "2Gg", "2gG", "1.5G", "2 G", "2GB", "2B", "-1", "+1", "0x", "0xg", "1e3", "2GM", "٣"
            })
    void anythingElseIsNone(String text) {
        assertThatThrownBy(() -> HumanSize.parse(text, "size"))
                .asInstanceOf(InstanceOfAssertFactories.type(MalformedEvidenceException.class))
                .returns(Malformation.BAD_VALUE, MalformedEvidenceException::code)
                .returns("size", MalformedEvidenceException::path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"18446744073709551616", "16777216T", "0x10000000000000000", "999999999999999999999999999999999"})
    void sixtyFourBitsAreTheLimit(String text) {
        assertThatThrownBy(() -> HumanSize.parse(text, "size"))
                .asInstanceOf(InstanceOfAssertFactories.type(MalformedEvidenceException.class))
                .returns(Malformation.LIMIT_EXCEEDED, MalformedEvidenceException::code);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1023, 1023",
        "1024, 1K",
        "1536, 1.5K",
        "1100, 1.1K",
        "2147483648, 2G",
        "2202009600, 2.1G",
        "1099511627776, 1T",
        "1048575, 1024.0K",
    })
    void itIsWrittenInTheLargestUnit(String bytes, String text) {
        assertThat(new HumanSize(new BigInteger(bytes))).hasToString(text);
    }

    @Test
    void aNegativeSizeCannotBeMade() {
        assertThatThrownBy(() -> new HumanSize(BigInteger.valueOf(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
