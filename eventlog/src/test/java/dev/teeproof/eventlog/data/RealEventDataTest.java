package dev.teeproof.eventlog.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.Json;
import dev.teeproof.eventlog.data.EventData.Malformed;
import dev.teeproof.eventlog.data.EventData.Raw;
import dev.teeproof.eventlog.data.IplText.Kind;
import dev.teeproof.eventlog.data.NonHostInfo.Technology;
import dev.teeproof.eventlog.data.VariableValue.LoadOption;
import dev.teeproof.eventlog.data.VariableValue.SignatureLists;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class RealEventDataTest {

    static final List<String> LOGS = RealLogs.ALL;

    @ParameterizedTest
    @FieldSource("LOGS")
    void everyEventDecodesToOnePrintableLineAndToJson(String file) throws Exception {
        for (EventData data : decoded(file)) {
            assertThat(data).isNotInstanceOf(Malformed.class);
            assertThat(data.text()).isEqualTo(Printable.of(data.text()));
            assertThat(Json.readObject(Bytes.utf8(Json.write(data.toJson())), "json")
                            .string("kind"))
                    .isNotEmpty();
        }
    }

    /** The position of an event and what it says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                RealLogs.ALIBABA + "|0|TdxTable: 1 tables",
                RealLogs.ALIBABA
                        + "|1|Fv(XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX): 262144 bytes of firmware at 0xffc00000",
                RealLogs.ALIBABA + "|2|SecureBoot: 0",
                RealLogs.ALIBABA + "|3|PK: not set",
                RealLogs.ALIBABA + "|7|separator",
                RealLogs.ALIBABA + "|9|etc/table-loader",
                RealLogs.ALIBABA + "|10|etc/acpi/rsdp",
                RealLogs.ALIBABA + "|12|BootOrder: Boot0005, Boot0000, Boot0001, Boot0002, Boot0003, Boot0004",
                RealLogs.ALIBABA + "|19|Calling EFI Application from Boot Option",
                RealLogs.ALIBABA
                        + "|22|PciRoot(0x0)/Pci(0x3,0x0)/NVMe(0x1,00-00-00-00-00-00-00-00)"
                        + "/HD(2,GPT,453603E1-1E48-4EA4-8C5F-31C52B72FA9F,0x1800,0x64000)"
                        + "/\\EFI\\alinux\\shimx64.efi (955632 bytes at 0xb9b16018)",
                RealLogs.ALIBABA + "|25|SbatLevel: sbat,1,2021030218",
                RealLogs.ALIBABA + "|30|grub_cmd configfile (hd0,gpt3)/boot/grub2/grub.cfg",
                RealLogs.ALIBABA + "|85|coco.com some-operation some-content",
                RealLogs.TD_SHIM + "|0|td_hob (5248 bytes)",
                RealLogs.TD_SHIM + "|3|td_payload: 268435456 bytes of firmware at 0x901000",
                RealLogs.TD_SHIM + "|4|td_payload_info (4096 bytes)",
                RealLogs.OVMF + "|2|SecureBoot: not set",
                RealLogs.OVMF
                        + "|11|VenMedia(1428F772-B64A-441E-B8C3-9EBDD7F893C7)/kernel (10854912 bytes at 0x7cb30018)",
                RealLogs.OVMF + "|16|LOADED_IMAGE::LoadOptions",
                RealLogs.OVMF + "|17|Linux initrd",
                RealLogs.GCP + "|2|GCE Virtual Firmware v2",
                RealLogs.GCP + "|3|GCE, technology INTEL_TDX",
                RealLogs.GCP + "|28|.linux",
                RealLogs.RHEL8 + "|20|db: a certificate of 1556 bytes",
                RealLogs.RHEL8 + "|26|Shim: a certificate of 920 bytes",
                RealLogs.DEBIAN10 + "|23|Shim: a certificate of 930 bytes",
                RealLogs.ARCH + "|0|546bfb1e-1d0c-4055-a4ad-4ef4bf17b83a",
                RealLogs.ARCH + "|1|3473408 bytes of firmware at 0xffa90000"
            })
    void eventSays(String file, int position, String text) throws Exception {
        assertThat(decoded(file).get(position).text()).isEqualTo(text);
    }

    @Test
    void databasesHoldCertificatesAndHashes() throws Exception {
        List<EventData> events = decoded(RealLogs.RHEL8);

        assertThat(variable(events.get(5)).name()).isEqualTo("db");
        assertThat(lists(events.get(5))).extracting(EfiSignatureList::typeName).containsExactly("X509", "X509");
        assertThat(lists(events.get(6)))
                .filteredOn(EfiSignatureList::isSha256)
                .singleElement()
                .satisfies(list -> assertThat(list.signatures()).hasSize(183));
        assertThat(lists(events.get(6)).get(0).signatures().get(0).owner())
                .hasToString("Optional[77fa9abd-0359-4d32-bd60-28f4e78f784b]");
    }

    @Test
    void bootOptionLeadsToAFile() throws Exception {
        LoadOption option =
                (LoadOption) variable(decoded(RealLogs.RHEL8).get(9)).value();

        assertThat(option.description()).isEqualTo("Red Hat Enterprise Linux");
        assertThat(option.isActive()).isTrue();
        assertThat(option.paths())
                .singleElement()
                .satisfies(path -> assertThat(path.file()).contains("\\EFI\\redhat\\shimx64.efi"));
    }

    @Test
    void partitionTableNamesPartitions() throws Exception {
        GptEvent table = (GptEvent) decoded(RealLogs.RHEL8).get(21);

        assertThat(table.partitions()).extracting(GptEvent.Partition::name).containsExactly("EFI System Partition", "");
        assertThat(table.partitions().get(0).type()).hasToString("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");
    }

    @Test
    void imagesFromMemoryHaveNoPathAndMayHaveBytesBehindIt() throws Exception {
        ImageLoad kernel = (ImageLoad) decoded(RealLogs.DEBIAN10).get(22);

        assertThat(kernel.path()).isEmpty();
        assertThat(kernel.rest().size()).isEqualTo(9);
    }

    @Test
    void googlesFirmwareSaysWhereItsReferenceMeasurementsAre() throws Exception {
        List<EventData> events = decoded(RealLogs.GCP);
        Sp800155Event3 variable = (Sp800155Event3) events.get(0);
        Sp800155Event3 uri = (Sp800155Event3) events.get(1);

        assertThat(variable.platformManufacturerId()).isEqualTo(11129);
        assertThat(variable.platformManufacturer()).isEqualTo("Google, Inc.");
        assertThat(variable.platformModel()).isEqualTo("Google Compute Engine");
        assertThat(variable.firmwareVersion()).isEqualTo("2.7");
        assertThat(variable.rim().variable()).contains("a2858e46-a37f-456a-8c79-0c1fe48b65ff-FirmwareRIM");
        assertThat(uri.rim().uri())
                .contains("https://storage.googleapis.com/gce_tcb_integrity/ovmf_x64_csm/"
                        + "ff11d313b462e2c7b08143f54785f77f71f55f71673d934c8e209c086294548c"
                        + "8c61eff4b3a9dd0708e3e5d79e163f39.fd.signed");
    }

    @Test
    void googlesFirmwareNamesVersionAndTechnology() throws Exception {
        List<EventData> events = decoded(RealLogs.RHEL8);

        assertThat(((CrtmVersion) events.get(0)).gceVersion()).hasValue(1);
        assertThat(((NonHostInfo) events.get(1)).technology()).isEqualTo(Technology.NONE);
    }

    @Test
    void bootLoadersAreToldApart() throws Exception {
        assertThat(ipl(RealLogs.UBUNTU, 28).kind()).isEqualTo(Kind.GRUB_COMMAND);
        assertThat(ipl(RealLogs.UBUNTU, 95).kind()).isEqualTo(Kind.KERNEL_COMMAND_LINE);
        assertThat(ipl(RealLogs.UBUNTU, 94).kind()).isEqualTo(Kind.OTHER);
        assertThat(ipl(RealLogs.RHEL8, 23).kind()).isEqualTo(Kind.SHIM_VARIABLE);
        assertThat(ipl(RealLogs.RHEL8, 75).kind()).isEqualTo(Kind.GRUB_FILE);
        assertThat(ipl(RealLogs.GCP, 28).kind()).isEqualTo(Kind.SECTION);
        assertThat(ipl(RealLogs.ARCH, 23).kind()).isEqualTo(Kind.UTF16_COMMAND_LINE);
        assertThat(ipl(RealLogs.ARCH, 23).said())
                .startsWith("initrd=\\intel-ucode.img ")
                .endsWith(" l1tf=off");
    }

    @Test
    void onlyWhatHasNoStructureIsRaw() throws Exception {
        for (String file : RealLogs.ALL) {
            assertThat(decoded(file)).noneMatch(Raw.class::isInstance);
        }
    }

    private static IplText ipl(String file, int position) throws Exception {
        return (IplText) decoded(file).get(position);
    }

    private static UefiVariable variable(EventData data) {
        return (UefiVariable) data;
    }

    private static List<EfiSignatureList> lists(EventData data) {
        return ((SignatureLists) variable(data).value()).lists();
    }

    private static List<EventData> decoded(String file) throws Exception {
        List<EventData> decoded = new ArrayList<>();
        for (LogRecord event : RealLogs.read(file)) {
            decoded.add(EventData.decode(event, LogLimits.DEFAULT).orElseThrow());
        }
        return decoded;
    }
}
