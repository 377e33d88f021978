package dev.teeproof.eventlog.dstack;

import static dev.teeproof.crypto.Digest.SHA_256;
import static dev.teeproof.crypto.Digest.SHA_384;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V1;
import static dev.teeproof.eventlog.dstack.EventLogVersion.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The digests are dstack's golden vectors; those of escaped names were computed apart from this code. */
class RuntimeEventDigestTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "V1, app-id, deadbeef, 67b4be4efed0893cfa2bb1d35dca209ad8348b4c97f980807bcde8b9a0f26398dd0923d6eccb5aa2096d98046da8740f,"
                + "1e37acb63ad67dd7c04be2f1b4d1cb875bef39447fe4196ab0b8296829fad651",
        "V2, app-id, deadbeef, baf3bcd15a9ffbd5d96a054080db0d029d44a88cdb7ea9f9ca5953bf7a1d8d91f9a16c6de05de1034f41295e8cec53dc,"
                + "d370ccca56b54385ecede56064eec8dda527de6e046aea9b8ad7fe6baed02ada",
        "V1, compose-hash, abcd, e910bac274d132c3c6c23ac10103947a0a07783a277d9aab6bb12db5749cdb296275a888328c43479a8be40268a72a62,"
                + "f93ecf5f0265830581fa82f0a092e88e78b62eb12554ec30e8fdafe159322507",
        "V2, compose-hash, abcd, 9dde1673f544faa94b921825209593ddde08d0baf9cd6990175dffaf3081f1bb10311d56de189491feb33842a050ad7b,"
                + "fc44002891a830d525a8be3987b3ee689b1e4b163bf643af6170872bfb8629df",
        "V1, system-preparing, '', f9974020ef507068183313d0ca808e0d1ca9b2d1ad0c61f5784e7157c362c06536f5ddacdad4451693f48fcc72fff624,"
                + "af4d4a3aff491a02847cbb3e75042d513fc43e9a6ddafde9fbbaa1240e9850e0",
        "V1, boot-mr-done, '', 98bd7e6bd3952720b65027fd494834045d06b4a714bf737a06b874638b3ea00ff402f7f583e3e3b05e921c8570433ac6,"
                + "b1d85949d4c82f10dafb96ea3934336ff7040202af92013d8f2e5edcd5f1857b",
        "V2, boot-mr-done, '', aeadedb6d47c136395e76aaa640667ed1635429ee9a3795e0c97ad11f809b9805b39ba43d07f2e68cf51facd318d350d,"
                + "e42137b657578743524e66972e3cfb585599b69a6594960f8b70f5a6259146c3",
        "V1, '', '', ff43e849def880489a769ce417c0d0f1a6453a39f2058090d2037cc38648dd9f7e9fd61b554110201dd2d1bd069399fc,"
                + "ee728265908918eb80a8090e7ba3153881a631b804235bd7ad410cbd6ee6bb5c",
        "V2, '', '', 7d65b81202e4e4a23a637731e0a701ff5cb75d0bba75a94a8761fbb036eb5b46ff988258a81cf9c783edbe720c162cc7,"
                + "a65b355e19013677a31a018fbc7ec4a96ea025aab13b99f145f0d6217ca1175f",
        "V2, 测试-emoji-🦀, '', 39d2d72cca60a45ecff2b5f77a928664c850b90f85bbbb5b0a2ac2efff4608f6526f8eabeeabafd6b78e329dd5f8fc23,"
                + "6b36f4948f470b13319c87d260492fbf57a0453b7af42fc178221d8ec2d92eb3",
    })
    void bothDigestsAreTheGoldenOnes(
            EventLogVersion version, String name, String payload, String sha384, String sha256) {
        RuntimeEvent event = new RuntimeEvent(name, Bytes.hex(payload), version);

        assertThat(event.digest(SHA_384)).isEqualTo(Bytes.hex(sha384));
        assertThat(event.digest(SHA_256)).isEqualTo(Bytes.hex(sha256));
    }

    @Test
    void theFirstVersionHashesTypeNameAndPayloadWithColonsBetween() {
        assertThat(new RuntimeEvent("app-id", Bytes.hex("deadbeef"), V1).preimage())
                .isEqualTo(Bytes.hex("010000083a6170702d69643adeadbeef"));
    }

    @Test
    void theSecondVersionHashesCanonicalJson() {
        assertThat(new RuntimeEvent("compose-hash", Bytes.hex("abcd"), V2).preimage())
                .isEqualTo(
                        Bytes.hex(
                                "7b226e616d65223a22636f6d706f73652d68617368222c227061796c6f6164223a2261626364222c2274797065223a3133343231373732397d"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "080c0a0d0901, 5c625c665c6e5c725c745c7530303031, 9dfdbc8f6277bb06d71d940dca91a3277a33558eebd3bbb3d46e798c82d51f24cb9ab246a8ae8d47effd900e6915737a",
        "001f, 5c75303030305c7530303166, 5408f1e3fccac3252464176ed1c65461569c2c758a0dfc1eb501e4cb737d1679a4b64c5b41d7cc230673da95f7a2e026",
        "22, 5c22, 3acb0bf7d2a52291069020f76f96483c67547542e1f38c567c80a1c2d3f38d0bd2076bd80eae01b092beb8b46cb66004",
        "5c, 5c5c, 961a37550d3de53fa6734f25c487edd1b9161e23778367554c5a29880265911cc37adfd05041483301ae41715d4681ac",
        "612f62, 612f62, 10756e6b6662088d7ca5bad762fee213f251a21f2d2e04e6093a52b98f843026732bff8a736866f5af7ffbf21d5879c2",
        "7f, 7f, b2fe058be4fa5bf9306d628ab72fb613a40b3e295d100dac91b95074743e38b3ab43301513176f654bd804cf67de09e9",
        "e280a8, e280a8, b2e02ef61a35ffa3d675bb81e5917eb4efdad77212cf8be4870c640512799aea0f479193a55a3fca41e5d8db1b892303",
        "e6b58be8af952d656d6f6a692df09fa680, e6b58be8af952d656d6f6a692df09fa680, 39d2d72cca60a45ecff2b5f77a928664c850b90f85bbbb5b0a2ac2efff4608f6526f8eabeeabafd6b78e329dd5f8fc23",
    })
    void onlyQuotesBackslashesAndControlCharactersAreEscaped(String nameUtf8, String written, String sha384)
            throws Exception {
        RuntimeEvent event = new RuntimeEvent(Bytes.hex(nameUtf8).toUtf8("name"), Bytes.empty(), V2);

        assertThat(event.preimage())
                .isEqualTo(Bytes.concat(
                        Bytes.utf8("{\"name\":\""),
                        Bytes.hex(written),
                        Bytes.utf8("\",\"payload\":\"\",\"type\":134217729}")));
        assertThat(event.digest(SHA_384)).isEqualTo(Bytes.hex(sha384));
    }

    @Test
    void anEventIsHashedAsItsVersionSaysAndNotAsTheOther() {
        Bytes payload = Bytes.hex("deadbeef");

        assertThat(new RuntimeEvent("app-id", payload, V1).preimage())
                .isNotEqualTo(new RuntimeEvent("app-id", payload, V2).preimage());
    }

    @Test
    void theFirstVersionCannotTellWhereTheNameEnds() {
        RuntimeEvent longName = new RuntimeEvent("a:b", Bytes.utf8("c"), V1);
        RuntimeEvent shortName = new RuntimeEvent("a", Bytes.utf8("b:c"), V1);

        assertThat(longName.preimage()).isEqualTo(shortName.preimage()).isEqualTo(Bytes.hex("010000083a613a623a63"));
        assertThat(longName.digest(SHA_384))
                .isEqualTo(
                        Bytes.hex(
                                "6b8fcb3d3a8ad50f724eec95e5969cadeefd64a11aae98907d6a2f6f80980e50afd52f63fd3fdb000f17764b99d1c7f0"));
        assertThat(longName.isAmbiguous()).isTrue();
        assertThat(shortName.isAmbiguous()).isFalse();
    }

    @Test
    void theSecondVersionTellsNamesApart() {
        RuntimeEvent longName = new RuntimeEvent("a:b", Bytes.utf8("c"), V2);
        RuntimeEvent shortName = new RuntimeEvent("a", Bytes.utf8("b:c"), V2);

        assertThat(longName.preimage()).isNotEqualTo(shortName.preimage());
        assertThat(longName.isAmbiguous()).isFalse();
    }

    @Test
    void aNameThatIsNoTextHasNoCanonicalForm() {
        RuntimeEvent event = new RuntimeEvent("\ud83e", Bytes.empty(), V2);

        assertThatThrownBy(event::preimage).isInstanceOf(IllegalArgumentException.class);
    }
}
