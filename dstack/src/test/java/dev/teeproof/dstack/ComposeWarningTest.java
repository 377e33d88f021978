package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dstack.ComposeWarning.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeWarningTest {

    /** Primes stand for quotation marks. */
    private static List<ComposeWarning> of(String members) throws MalformedEvidenceException {
        return AppCompose.read(Bytes.utf8("{" + members.replace('\'', '"') + "}"))
                .warnings();
    }

    private static List<ComposeWarning> with(String members) throws MalformedEvidenceException {
        return of(
                "'manifest_version':2,'name':'n','runner':'docker-compose','docker_compose_file':'','secure_time':true"
                        + (members.isEmpty() ? "" : "," + members));
    }

    @Test
    void aFileThatSaysWhatItMeansHasNone() throws MalformedEvidenceException {
        assertThat(with("")).isEmpty();
        assertThat(with("'event_log_version':2,'public_logs':true,'gateway_enabled':true,'swap_size':'1G'"))
                .isEmpty();
        assertThat(
                        of(
                                "'manifest_version':'3','name':'n','runner':'bash','bash_script':'b','secure_time':true,"
                                        + "'init_script':['a','b'],'requirements':{'os_version':'^0.6','platforms':['dstack-amd-sev-snp']}"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'requirements':{} | MANIFEST_TOO_OLD | requirements",
                "'init_script':['a','b'] | MANIFEST_TOO_OLD | init_script",
                "'snapshotter':'stargz' | SNAPSHOTTER_WITHOUT_NERDCTL | snapshotter",
                "'storage_fs':'btrfs' | STORAGE_FS_UNKNOWN | storage_fs",
                "'bash_script':'x' | OTHER_RUNNER | bash_script",
                "'key_provider':'local','kms_enabled':true | WITHOUT_EFFECT | kms_enabled",
                "'local_key_provider_enabled':true,'kms_enabled':true | WITHOUT_EFFECT | local_key_provider_enabled",
                "'key_provider_id':'00' | WITHOUT_EFFECT | key_provider_id",
                "'key_provider':'tpm','key_provider_id':'00' | WITHOUT_EFFECT | key_provider_id",
                "'allowed_envs':['A'] | WITHOUT_EFFECT | allowed_envs",
                "'kms_enabled':true,'allowed_envs':['A'],'public_logs':true | PUBLIC_LOGS | public_logs",
                "'event_log_version':1 | DEFAULT_WRITTEN | event_log_version",
                "'features':['tproxy-net'] | DEPRECATED | features",
                "'features':['kms'] | REMOVED_FIELD | features",
                "'tproxy_enabled':false | DEPRECATED | tproxy_enabled",
                "'docker_config':{} | REMOVED_FIELD | docker_config",
                "'pre_launch_script':1 | NOT_TEXT | pre_launch_script",
                "'launch_token_hash':'00' | WEAK_CHECK | launch_token_hash",
                "'colour':'red' | UNKNOWN_FIELD | colour",
                "'port_policy':{'mode':1} | UNKNOWN_FIELD | port_policy.mode",
                "'port_policy':{'ports':[{'port':1,'udp':true}]} | UNKNOWN_FIELD | port_policy.ports[0].udp",
            })
    void eachRuleHasACodeAndNamesTheMember(String members, Code code, String field) throws MalformedEvidenceException {
        assertThat(with(members))
                .singleElement()
                .returns(code, ComposeWarning::code)
                .returns(field, ComposeWarning::field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'manifest_version':'4','name':'n','runner':'bash','bash_script':'' | MANIFEST_TOO_NEW | true",
                "'manifest_version':2,'name':'n','runner':'nerdctl-compose','docker_compose_file':'' | MANIFEST_TOO_OLD | true",
                "'manifest_version':2,'name':'n','runner':'bash' | NOTHING_TO_RUN | true",
                "'manifest_version':2,'name':'n','runner':'docker-compose' | NOTHING_TO_RUN | true",
                "'manifest_version':2,'name':'n','runner':'podman' | RUNNER_UNKNOWN | true",
                "'manifest_version':2,'name':'n','runner':'bash','bash_script':'','docker_compose_file':'x' | OTHER_RUNNER | false",
                "'manifest_version':'2 ','name':'n','runner':'bash','bash_script':'' | MANIFEST_BLANKS | false",
                "'manifest_version':2,'name':' ','runner':'bash','bash_script':'' | NAME | false",
                "'manifest_version':2,'name':'a\\u001b[2J','runner':'bash','bash_script':'' | NAME | false",
                "'manifest_version':'3','name':'n','runner':'bash','bash_script':'','requirements':{'platforms':[]} | REQUIREMENT_UNFULFILLABLE | true",
                "'manifest_version':'3','name':'n','runner':'bash','bash_script':'','requirements':{'platforms':['tdx']} | REQUIREMENT_UNFULFILLABLE | true",
                "'manifest_version':'3','name':'n','runner':'bash','bash_script':'','requirements':{'os_version':'new'} | REQUIREMENT_UNFULFILLABLE | true",
            })
    void whatAGuestRefusesIsToldApartFromTheRest(String members, Code code, boolean refused)
            throws MalformedEvidenceException {
        assertThat(of(members + ",'secure_time':false"))
                .singleElement()
                .returns(code, ComposeWarning::code)
                .returns(refused, ComposeWarning::isRefusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*",
                "1",
                "1.2",
                "=1.2.3",
                ">=0.5.0, <0.7",
                "^0.6",
                "~1.2",
                "1.*",
                ">1.2.3-rc.1",
                "<=1.2.3+build",
                "1.x",
            })
    void requirementsOnTheVersionAreCargos(String requirement) throws MalformedEvidenceException {
        assertThat(of("'manifest_version':'3','name':'n','runner':'bash','bash_script':'','secure_time':false,"
                        + "'requirements':{'os_version':'" + requirement + "'}"))
                .isEmpty();
    }

    /** However long. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 20_000})
    void whatIsNoRequirementOnTheVersionIsSaidToBeNone(int times) throws MalformedEvidenceException {
        for (String text : List.of(">=1,".repeat(times), " ".repeat(times) + "!", "1,,2", "")) {
            assertThat(of("'manifest_version':'3','name':'n','runner':'bash','bash_script':'','secure_time':false,"
                            + "'requirements':{'os_version':'" + text + "'}"))
                    .singleElement()
                    .returns(Code.REQUIREMENT_UNFULFILLABLE, ComposeWarning::code);
        }
    }

    @Test
    void aMisspeltMemberIsToldWhichOneMayBeMeant() throws MalformedEvidenceException {
        assertThat(with("'event-log-version':2").get(0).words()).endsWith("is event_log_version meant?");
    }

    @Test
    void anAbsentSecureTimeIsToldBecauseToolsAndGuestsDiffer() throws MalformedEvidenceException {
        assertThat(of("'manifest_version':2,'name':'n','runner':'bash','bash_script':''"))
                .singleElement()
                .returns(Code.DEFAULT_UNCLEAR, ComposeWarning::code)
                .returns("secure_time", ComposeWarning::field);
    }
}
