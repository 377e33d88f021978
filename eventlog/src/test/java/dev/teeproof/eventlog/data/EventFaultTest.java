package dev.teeproof.eventlog.data;

import static dev.teeproof.eventlog.model.EventType.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.aael.AaelEvent;
import dev.teeproof.eventlog.data.EventData.Malformed;
import dev.teeproof.eventlog.data.EventData.Raw;
import dev.teeproof.eventlog.data.TaggedEvent.Tag;
import dev.teeproof.eventlog.data.VariableValue.SignatureLists;
import dev.teeproof.eventlog.model.LogLimits;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFaultTest {

    /** List size, header size, signature size, and what is wrong. */
    @ParameterizedTest
    @CsvSource({
        "100,0,0,at least 16 bytes",
        "100,0,15,at least 16 bytes",
        "27,0,24,room for the header",
        "40,13,24,room for the header",
        "75,0,24,a whole number",
        "124,0,24,124",
        "76,4294967295,24,room for the header",
        "4294967295,0,24,a whole number",
        "4294967284,0,24,1000 signatures"
    })
    void signatureListThatDoesNotAddUpIsMalformed(long list, long header, long signature, String reason) {
        Bytes data = new ByteWriter()
                .bytes(EventSamples.X509)
                .u32le(list)
                .u32le(header)
                .u32le(signature)
                .bytes(Bytes.zeros(48))
                .toBytes();

        EventData decoded = database(data);

        assertThat(decoded).isInstanceOf(Malformed.class);
        assertThat(decoded.text()).contains(reason.equals("124") ? "96 bytes, 48 remain" : reason);
    }

    @Test
    void signatureListsAreBounded() {
        assertThat(database(EventSamples.signatures(1000))).isInstanceOf(UefiVariable.class);
        assertThat(database(EventSamples.signatures(1001))).isInstanceOf(Malformed.class);
        Bytes[] lists = new Bytes[1001];
        Arrays.fill(lists, EventSamples.signatures(0));
        assertThat(database(Bytes.concat(lists)).text()).contains("at most 1000 lists");
    }

    @Test
    void emptyListIsAListAndNoDataIsAVariableThatIsNotSet() {
        UefiVariable empty = (UefiVariable) database(EventSamples.signatures(0));

        assertThat(((SignatureLists) empty.value()).lists())
                .singleElement()
                .satisfies(list -> assertThat(list.signatures()).isEmpty());
        assertThat(((UefiVariable) database(Bytes.empty())).value()).isEqualTo(new VariableValue.Unset());
    }

    @ParameterizedTest
    @CsvSource({
        "00000000,separator",
        "ffffffff,separator",
        "01000000,separator: an error happened",
        "02000000,separator of unknown meaning 0x2"
    })
    void separatorSaysWhatItMeans(String hex, String text) {
        assertThat(decode(EV_SEPARATOR, Bytes.hex(hex)).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "000000", "0000000000"})
    void separatorHasFourBytes(String hex) {
        assertThat(decode(EV_SEPARATOR, Bytes.hex(hex))).isInstanceOf(Malformed.class);
    }

    @Test
    void agentsEntryIsDomainOperationAndContent() {
        TaggedEvent event = (TaggedEvent)
                decode(EV_EVENT_TAG, Bytes.hex("4c45414118000000646f6d61696e206f7065726174696f6e20636f6e74656e74"));

        assertThat(event.aael()).contains(new AaelEvent("domain", "operation", "content"));
    }

    @Test
    void agentsContentKeepsItsBlanksAndMayBeEmpty() {
        assertThat(aael("a b  c d ")).isEqualTo(new AaelEvent("a", "b", " c d "));
        assertThat(aael("a b ")).isEqualTo(new AaelEvent("a", "b", ""));
        assertThat(aael("a b c").isWellFormed()).isTrue();
        assertThat(aael(" b c").isWellFormed()).isFalse();
        assertThat(aael("a\tx b c").isWellFormed()).isFalse();
        assertThat(aael("a b c\nd").isWellFormed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4c454141" + "03000000" + "612062",
                "4c454141" + "05000000" + "6120ff2063",
                "4c454141" + "06000000" + "6120622063",
                "4c454141" + "04000000" + "6120622063",
                "4c454141" + "ffffffff" + "6120622063",
                "4c4541"
            })
    void agentsEntryThatIsNotExactlyThatIsMalformed(String hex) {
        assertThat(decode(EV_EVENT_TAG, Bytes.hex(hex))).isInstanceOf(Malformed.class);
    }

    @Test
    void severalTagsMayStandInOneEvent() {
        Bytes two = Bytes.concat(
                EventSamples.tag(TaggedEvent.INITRD, Bytes.utf8("Linux initrd\0")), EventSamples.aael("a b c"));

        TaggedEvent event = (TaggedEvent) decode(EV_EVENT_TAG, two);

        assertThat(event.tags()).extracting(Tag::id).containsExactly(TaggedEvent.INITRD, TaggedEvent.AAEL);
        assertThat(event.aael()).isEmpty();
        assertThat(event.text()).isEqualTo("Linux initrd; a b c");
    }

    @Test
    void tagsAreBounded() {
        Bytes[] tags = new Bytes[257];
        Arrays.fill(tags, EventSamples.tag(1, Bytes.empty()));

        assertThat(decode(EV_EVENT_TAG, Bytes.concat(tags))).isInstanceOf(Malformed.class);
    }

    @Test
    void variablesHaveTheDataOfTheirKind() {
        assertThat(global("SecureBoot", Bytes.of(1, 0))).isInstanceOf(Malformed.class);
        assertThat(global("BootOrder", Bytes.of(1, 0, 2))).isInstanceOf(Malformed.class);
        assertThat(global("Boot0001", EventSamples.loadOption().slice(0, 16))).isInstanceOf(Malformed.class);
        assertThat(global("Boot000g", Bytes.of(1))).isInstanceOf(UefiVariable.class);
        assertThat(decode(
                        EV_EFI_VARIABLE_DRIVER_CONFIG,
                        EventSamples.variable(EfiGuid.SHIM_LOCK.bytes(), "SecureBoot", Bytes.of(1, 0))))
                .isInstanceOf(UefiVariable.class);
    }

    @Test
    void nameThatIsNoTextIsMalformed() {
        Bytes lone = new ByteWriter()
                .bytes(EventSamples.GUID)
                .u64le(1)
                .u64le(0)
                .u16le(0xd800)
                .toBytes();

        assertThat(decode(EV_EFI_VARIABLE_DRIVER_CONFIG, lone).text()).contains("UTF-16 text");
    }

    @Test
    void shimsCertificateWithoutOwnerIsStillOne() {
        VariableAuthority whole = authority(Bytes.concat(EventSamples.GUID, EventSamples.certificate()));
        VariableAuthority ownerless = authority(EventSamples.certificate());

        assertThat(whole.certificate()).contains(EventSamples.certificate());
        assertThat(ownerless.certificate()).contains(EventSamples.certificate());
        assertThat(whole.signature().orElseThrow().owner()).isPresent();
        assertThat(ownerless.signature().orElseThrow().owner()).isEmpty();
        assertThat(authority(Bytes.zeros(48)).certificate()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,NONE", "1,AMD_SEV", "2,AMD_SEV_ES", "3,INTEL_TDX", "4,AMD_SEV_SNP"})
    void googlesFirmwareNamesItsTechnology(int number, NonHostInfo.Technology technology) {
        assertThat(nonHost(number)).isEqualTo(new NonHostInfo(technology));
    }

    @Test
    void googlesFirmwareHasNoFifthTechnology() {
        assertThat(nonHost(5)).isInstanceOf(Malformed.class);
        assertThat(decode(EV_NONHOST_INFO, Bytes.utf8("Another maker"))).isInstanceOf(Raw.class);
    }

    @ParameterizedTest
    @CsvSource({"v1,1", "v4294967295,4294967295", "v4294967296,-1", "v,-1", "v1a,-1", "v-1,-1"})
    void googlesVersionIsAnUnsignedNumber(String version, long number) {
        Bytes data = EventSamples.utf16("GCE Virtual Firmware " + version + "\0");

        assertThat(((CrtmVersion) decode(EV_S_CRTM_VERSION, data)).gceVersion().orElse(-1))
                .isEqualTo(number);
    }

    private static EventData nonHost(int number) {
        return decode(
                EV_NONHOST_INFO, Bytes.concat(Bytes.utf8("GCE NonHostInfo\0"), Bytes.of(number), Bytes.zeros(15)));
    }

    private static AaelEvent aael(String text) {
        return ((TaggedEvent) decode(EV_EVENT_TAG, EventSamples.aael(text)))
                .aael()
                .orElseThrow();
    }

    private static VariableAuthority authority(Bytes data) {
        return (VariableAuthority)
                decode(EV_EFI_VARIABLE_AUTHORITY, EventSamples.variable(EfiGuid.SHIM_LOCK.bytes(), "Shim", data));
    }

    private static EventData database(Bytes data) {
        return global("PK", data);
    }

    private static EventData global(String name, Bytes data) {
        return decode(EV_EFI_VARIABLE_DRIVER_CONFIG, EventSamples.variable(EventSamples.GUID, name, data));
    }

    private static EventData decode(long type, Bytes data) {
        return EventData.decode(type, data, LogLimits.DEFAULT);
    }
}
