package dev.teeproof.attester.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.attester.guest.Machine;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent over its socket, to the byte, with what dstack's clients need and what strangers send. */
@Timeout(60)
class AgentServerTest {

    @TempDir
    private static Path directory;

    private static AgentServer agent;

    @BeforeAll
    static void start() throws Exception {
        agent = AgentServer.start(
                Machine.in(directory, Machine.compose(2)).boot(),
                "vendor",
                "product",
                "1.2.3",
                new AgentSockets(List.of(socket(), directory.resolve("tappd.sock")), OptionalInt.of(0)));
    }

    @AfterAll
    static void stop() {
        agent.close();
    }

    private static Path socket() {
        return directory.resolve("dstack.sock");
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static JsonObject json(String answer) throws Exception {
        return Json.readObject(Bytes.utf8(body(answer)), "answer");
    }

    private static String error(String answer) throws Exception {
        assertThat(answer).startsWith("HTTP/1.1 400 ");
        return json(answer).string("error");
    }

    @Test
    void anAnswerHasItsLengthAndIsCompactJson() throws Exception {
        String answer = Wire.post(socket(), "/Version", "{}");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Type: application/json\r\n", "Content-Length: 28\r\n")
                .doesNotContainIgnoringCase("transfer-encoding")
                .endsWith("\r\n\r\n{\"version\":\"1.2.3\",\"rev\":\"\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Version",
                "/prpc/Version",
                "/prpc/Tappd.Version",
                "/prpc/Tappd.Tappd.Version",
                "/prpc/DstackGuest.Version",
                "/Version?json",
                "/Version?x=1"
            })
    void aMethodAnswersUnderEveryMountOnEverySocket(String path) throws Exception {
        for (String name : List.of("dstack.sock", "tappd.sock")) {
            Path other = directory.resolve(name);
            assertThat(json(Wire.post(other, path, "")).string("version")).isEqualTo("1.2.3");
            assertThat(json(Wire.exchange(other, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                            .string("version"))
                    .isEqualTo("1.2.3");
        }
    }

    @Test
    void aMethodWithoutArgumentsIgnoresWhatIsSent() throws Exception {
        assertThat(Wire.post(socket(), "/Version", "junk")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"report_data\":\"0\"} | report_data",
                "{\"report_data\":\"0g\"} | report_data",
                "{\"report_data\":null} | expected a string",
                "{\"report_data\":7} | expected a string",
                "{\"include_hash_inputs\":1} | expected true or false",
                "[] | expected a JSON object",
                "{ | cannot be read",
            })
    void aCallThatCannotBeReadIsRefusedInWords(String body, String words) throws Exception {
        assertThat(error(Wire.post(socket(), "/GetQuote", body)))
                .startsWith("Failed to decode the request: ")
                .contains(words);
    }

    @Test
    void reportDataHas64BytesAtMost() throws Exception {
        String answer = Wire.post(socket(), "/GetQuote", "{\"report_data\":\"" + "00".repeat(65) + "\"}");

        assertThat(body(answer)).isEqualTo("{\n  \"error\": \"Report data is too long\"\n}");
        assertThat(error(answer)).isEqualTo("Report data is too long");
    }

    @Test
    void anUnknownMethodIs400AndAPathThatIsNoMethodsIs404() throws Exception {
        assertThat(error(Wire.post(socket(), "/Nothing", "{}"))).isEqualTo("Service not found: Nothing");
        for (String path : List.of("/a/b", "/", "/prpc/a/b", "/prpc/")) {
            String answer = Wire.post(socket(), path, "{}");
            assertThat(answer).as(path).startsWith("HTTP/1.1 404 ");
            assertThat(json(answer).object("error").unsigned("code", 999)).isEqualTo(404);
        }
        assertThat(Wire.exchange(socket(), "PUT /Version HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetTlsKey", "GetKey", "Sign", "Verify", "DeriveKey", "DeriveK256Key"})
    void theMethodsOfKeysAreRefusedByName(String method) throws Exception {
        assertThat(error(Wire.post(socket(), "/" + method, "{\"path\":\"a\",\"not_before\":1}")))
                .isEqualTo(method + " is not served: this agent holds no keys yet");
    }

    @Test
    void aBodyBeyondTenMebibytesIsRefusedOnceItWasRead() throws Exception {
        String announced = Wire.post(socket(), "/GetQuote", " ".repeat(11 << 20));
        String chunked = Wire.exchange(
                socket(),
                "POST /GetQuote HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "b00000\r\n" + " ".repeat(11 << 20) + "\r\n0\r\n\r\n");

        assertThat(error(announced)).isEqualTo("failed to read data: payload too large");
        assertThat(error(chunked)).isEqualTo("failed to read data: payload too large");
    }

    @Test
    void aQuoteHasFiveMembersOnTdxAndNoAttestation() throws Exception {
        JsonObject quote = json(Wire.post(socket(), "/GetQuote", "{\"report_data\":\"0x0xDEADbeef\",\"unknown\":1}"));

        assertThat(quote.members().keySet()).containsExactly("quote", "event_log", "report_data", "vm_config");
        assertThat(quote.string("report_data")).isEqualTo("deadbeef" + "00".repeat(60));
        assertThat(quote.hex("quote").slice(568, 632)).isEqualTo(quote.hex("report_data", 64));
        TdxEventLog log = TdxEventLog.readJson(Bytes.utf8(quote.string("event_log")), "event_log");
        assertThat(log.replay(3)).isEqualTo(quote.hex("quote").slice(520, 568));
        assertThat(log.replay(0)).isEqualTo(quote.hex("quote").slice(376, 424));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /GetQuote?report_data=00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /GetQuote HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
                "POST /GetQuote?json=1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: 2\r\n\r\n{}",
                "POST /GetQuote HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\n{}"
            })
    void callsComeInManyForms(String request) throws Exception {
        String answer = Wire.exchange(socket(), request);

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        boolean protobuf = request.contains("Content-Length: 0");
        assertThat(answer).contains(protobuf ? "application/octet-stream" : "\"report_data\":\"" + "00".repeat(64));
    }

    @Test
    void protobufIsAnsweredInProtobuf() throws Exception {
        String request = new String(Bytes.hex("0a0201ff1001").toArray(), ISO_8859_1);

        byte[] answer = body(Wire.exchange(
                        socket(), Wire.request("POST", "/GetQuote", "application/octet-stream", request)))
                .getBytes(ISO_8859_1);
        byte[] error = body(Wire.exchange(
                        socket(), Wire.request("POST", "/Nothing", "application/octet-stream", request)))
                .getBytes(ISO_8859_1);

        // Field 1 is the quote.
        assertThat(Bytes.copyOf(answer).at(0)).isEqualTo(0x0a);
        assertThat(new String(answer, UTF_8)).contains("hash_input");
        assertThat(new String(error, UTF_8)).isEqualTo("\n\u001aService not found: Nothing");
    }

    @Test
    void anEventIsMeasuredAndShowsInTheNextQuote() throws Exception {
        Bytes before = json(Wire.post(socket(), "/GetQuote", "")).hex("quote").slice(520, 568);

        String answer = Wire.post(socket(), "/EmitEvent", "{\"event\":\"my-event\",\"payload\":\"00ff\"}");

        assertThat(body(answer)).isEqualTo("null");
        JsonObject after = json(Wire.post(socket(), "/GetQuote", "{\"include_hash_inputs\":true}"));
        assertThat(after.hex("quote").slice(520, 568)).isNotEqualTo(before);
        assertThat(after.string("event_log"))
                .contains("\"event\":\"my-event\",\"event_payload\":\"00ff\",\"version\":2");
    }

    @Test
    void namesOfTheSystemAreRefused() throws Exception {
        assertThat(error(Wire.post(socket(), "/EmitEvent", "{\"event\":\"compose-hash\",\"payload\":\"\"}")))
                .contains("compose-hash is the system's");
        assertThat(error(Wire.post(socket(), "/EmitEvent", "{\"payload\":\"\"}")))
                .contains("has no name");
    }

    @Test
    void infoIsAsciiOnTheWireAndHasEveryMember() throws Exception {
        String answer = Wire.post(socket(), "/Info", "{}");

        assertThat(body(answer).chars().allMatch(c -> c < 0x7f)).isTrue();
        JsonObject info = json(answer);
        assertThat(info.members().keySet())
                .containsExactly(
                        "app_id",
                        "instance_id",
                        "app_cert",
                        "tcb_info",
                        "app_name",
                        "device_id",
                        "mr_aggregated",
                        "os_image_hash",
                        "key_provider_info",
                        "compose_hash",
                        "vm_config",
                        "cloud_vendor",
                        "cloud_product");
        assertThat(info.string("app_name")).isEqualTo("app é");
        assertThat(info.string("app_cert")).isEmpty();
        assertThat(info.string("cloud_vendor")).isEqualTo("vendor");
        assertThat(info.string("tcb_info")).startsWith("{\n  \"mrtd\": \"").doesNotContain("preimage");
    }

    @Test
    void tappdHashesReportDataBehindItsPrefix() throws Exception {
        JsonObject quote = json(Wire.post(
                directory.resolve("tappd.sock"),
                "/prpc/Tappd.TdxQuote",
                "{\"report_data\":\"" + Bytes.utf8("test content") + "\"}"));

        assertThat(quote.members().keySet()).containsExactly("quote", "event_log", "hash_algorithm", "prefix");
        assertThat(quote.string("hash_algorithm")).isEqualTo("sha512");
        assertThat(quote.string("prefix")).isEqualTo("app-data");
        assertThat(quote.hex("quote").slice(568, 632).toHex()).startsWith("7ea0b744ed5e9c0c");
        assertThat(error(Wire.post(socket(), "/RawQuote", "{\"report_data\":\"00\"}")))
                .isEqualTo("invalid content length");
    }

    @Test
    void aConnectionIsKeptForOneCallAfterAnother() throws Exception {
        try (Wire wire = Wire.to(socket())) {
            for (int i = 0; i < 3; i++) {
                wire.send(Wire.request("POST", "/Version", "application/json", "{}"));
                assertThat(wire.answer()).endsWith("{\"version\":\"1.2.3\",\"rev\":\"\"}");
            }
            wire.halfClose();
            assertThat(wire.rest()).isEmpty();
        }
    }

    /** As the npm client does for text that is not ASCII. */
    @Test
    void aBodyThatIsLongerThanItIsSaidToBeEndsTheConnection() throws Exception {
        String body = "{\"event\":\"Ã©\",\"payload\":\"\"}";

        String answer = Wire.exchange(
                socket(),
                "POST /EmitEvent HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + (body.length() - 1) + "\r\n\r\n" + body);

        assertThat(error(answer)).startsWith("Failed to decode the request");
        assertThat(answer).containsOnlyOnce("HTTP/1.1 ").contains("Connection: close");
    }

    /** As a browser sends them that was led here by a page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /Version HTTP/1.1\r\nHost: evil.example\r\n",
                "POST /Version HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n",
                "POST /Version HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n",
                "GET /Version HTTP/1.1\r\nHost: 127.0.0.1:80\r\nSec-Fetch-Site: cross-site\r\n",
                "GET /EmitEvent?event=a HTTP/1.1\r\nHost: 127.0.0.1\r\n",
                "GET /prpc/DstackGuest.EmitEvent?event=a HTTP/1.1\r\nHost: 127.0.0.1\r\n",
                "POST /aa/aael HTTP/1.1\r\nHost: evil.example\r\n"
            })
    void overTcpWebPagesAreKeptOut(String request) throws Exception {
        assertThat(overTcp(request)).startsWith("HTTP/1.1 403 ").endsWith("Forbidden");
    }

    @Test
    void overTcpProgramsAreAnswered() throws Exception {
        for (String host : List.of("127.0.0.1", "localhost:8090", "[::1]")) {
            assertThat(overTcp("POST /Version HTTP/1.1\r\nHost: " + host + "\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
        assertThat(overTcp("GET /Version HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: none\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    private static String overTcp(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), agent.url().orElseThrow().getPort())) {
            socket.getOutputStream()
                    .write((request + "Content-Length: 0\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void whatIsNoSocketIsNotRemoved() throws Exception {
        Path file = directory.resolve("file.sock");
        Path link = directory.resolve("link.sock");
        Files.writeString(file, "kept");
        Files.createSymbolicLink(link, socket());
        Path fifo = directory.resolve("fifo.sock");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();

        for (Path path : List.of(file, link, fifo)) {
            assertThatThrownBy(() -> SocketLock.take(path)).hasMessage(path + " is there and is no socket");
            assertThat(path).exists();
        }
        assertThat(file).hasContent("kept");
    }

    @Test
    void aPathThatNoSocketCanHaveIsRefusedInWords() {
        Path path = Path.of("/tmp", "a".repeat(103));

        assertThatThrownBy(() -> SocketLock.take(path)).hasMessageContainingAll("107 bytes", "shorter folder");
        assertThat(path.resolveSibling(path.getFileName() + ".lock")).doesNotExist();
    }

    @Test
    void aPrefixHasALimit() throws Exception {
        assertThat(error(Wire.post(socket(), "/TdxQuote", "{\"prefix\":\"" + "a".repeat(1025) + "\"}")))
                .isEqualTo("the prefix is longer than 1024 characters");
    }

    @Test
    void theSocketsAreForTheirOwnerAndGroup() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                .isEqualTo("rw-rw----");
    }

    @Test
    void whereAnotherAgentListensNoneIsStarted() {
        assertThatThrownBy(() -> AgentServer.start(
                        Machine.in(directory, Machine.compose(2)).boot(),
                        "",
                        "",
                        "",
                        new AgentSockets(List.of(socket()), OptionalInt.empty())))
                .isInstanceOf(IOException.class)
                .hasMessage("another agent listens on " + socket());
        assertThat(agent.url()).isPresent();
    }

    @Test
    void theEventLogOfConfidentialContainersIsNotEnabled() throws Exception {
        String request = "{\"domain\":\"d\",\"operation\":\"o\",\"content\":\"c\"}";

        assertThat(body(Wire.post(socket(), "/aa/aael", request)))
                .isEqualTo(
                        "{\"success\":\"false\",\"message\": \"Attestation Agent does not enable eventlog recording\"}");
        assertThat(Wire.post(socket(), "/aa/aael", "{")).startsWith("HTTP/1.1 500 ");
        assertThat(Wire.exchange(socket(), "GET /aa/aael HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .endsWith("URL NOT FOUND");
    }
}
