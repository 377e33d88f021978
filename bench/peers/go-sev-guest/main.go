// Asks go-sev-guest what it makes of SNP reports, or measures it.
//
//	go-sev-guest             reads cases from standard input, one JSON object a line, and answers each with one
//	go-sev-guest bench N     reads one case, verifies it N times, and prints the library's version and the nanoseconds of one
//
// A case; bytes are text in hexadecimal or base64:
//
//	name     anything; comes back in the answer
//	report   1184 bytes
//	table    certificate table of an extended report, if there is one
//	vcek, vlek, ask, ark
//	         certificates in DER, in the place of those of the table
//	roots    what is trusted, never absent: by product line, a list of {"ark", "ask", "asvk"} in DER. The library takes the
//	         issuer from here and not from the evidence.
//	at       when the certificates have to be valid, seconds since 1970
//	product  the line that a report of version 2 is expected to be of, such as Milan; optional
//	policy   what validation demands, optional. Members are named as the fields of validate.Options, in snake case:
//	         guest_policy and platform_info are the 64 bits of a report, minimum_tcb and minimum_launch_tcb are
//	         {"bl", "tee", "snp", "ucode"}, byte strings and lists of digests are text as above, others are numbers or booleans
//
// An answer:
//
//	name
//	verified, validated
//	         whether verify.SnpAttestation and validate.SnpAttestation had nothing against it; each is asked by itself
//	verify_error, validate_error
//	         what they had against it
//	panicked whether one of them fell over; its error then says how
//
// A case that cannot be read ends the program with status 1.
package main

import (
	"bufio"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/google/go-sev-guest/abi"
	"github.com/google/go-sev-guest/kds"
	"github.com/google/go-sev-guest/proto/sevsnp"
	"github.com/google/go-sev-guest/validate"
	"github.com/google/go-sev-guest/verify"
	"github.com/google/go-sev-guest/verify/trust"
)

const module = "github.com/google/go-sev-guest"

// data is bytes, written as text.
type data []byte

func (d *data) UnmarshalJSON(quoted []byte) error {
	var text string
	if err := json.Unmarshal(quoted, &text); err != nil {
		return err
	}
	// DER in base64 never looks like hexadecimal text: it begins with MI.
	if bytes, err := hex.DecodeString(text); err == nil {
		*d = bytes
		return nil
	}
	bytes, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return fmt.Errorf("neither hexadecimal nor base64: %w", err)
	}
	*d = bytes
	return nil
}

type root struct {
	Ark, Ask, Asvk data
}

type tcb struct {
	Bl, Tee, Snp, Ucode uint8
}

type policy struct {
	GuestPolicy                    uint64  `json:"guest_policy"`
	MinimumGuestSvn                uint32  `json:"minimum_guest_svn"`
	ReportData                     data    `json:"report_data"`
	HostData                       data    `json:"host_data"`
	ImageID                        data    `json:"image_id"`
	FamilyID                       data    `json:"family_id"`
	ReportID                       data    `json:"report_id"`
	ReportIDMA                     data    `json:"report_id_ma"`
	Measurement                    data    `json:"measurement"`
	ChipID                         data    `json:"chip_id"`
	MinimumBuild                   uint8   `json:"minimum_build"`
	MinimumVersion                 uint16  `json:"minimum_version"`
	MinimumTcb                     tcb     `json:"minimum_tcb"`
	MinimumLaunchTcb               tcb     `json:"minimum_launch_tcb"`
	PermitProvisionalFirmware      bool    `json:"permit_provisional_firmware"`
	PlatformInfo                   *uint64 `json:"platform_info"`
	RequireAuthorKey               bool    `json:"require_author_key"`
	Vmpl                           *int    `json:"vmpl"`
	RequireIDBlock                 bool    `json:"require_id_block"`
	TrustedAuthorKeyHashes         []data  `json:"trusted_author_key_hashes"`
	TrustedIDKeyHashes             []data  `json:"trusted_id_key_hashes"`
	MinimumLaunchMitigationVector  uint64  `json:"minimum_launch_mitigation_vector"`
	MinimumCurrentMitigationVector uint64  `json:"minimum_current_mitigation_vector"`
}

type testCase struct {
	Name                                string
	Report, Table, Vcek, Vlek, Ask, Ark data
	Roots                               map[string][]root
	At                                  int64
	Product                             string
	Policy                              policy
}

type answer struct {
	Name          string `json:"name"`
	Verified      bool   `json:"verified"`
	VerifyError   string `json:"verify_error,omitempty"`
	Validated     bool   `json:"validated"`
	ValidateError string `json:"validate_error,omitempty"`
	Panicked      bool   `json:"panicked"`
}

func main() {
	decoder := json.NewDecoder(bufio.NewReader(os.Stdin))
	decoder.DisallowUnknownFields()
	if len(os.Args) == 3 && os.Args[1] == "bench" {
		count, err := strconv.Atoi(os.Args[2])
		check(err)
		one := read(decoder)
		if one == nil || count < 1 {
			check(errors.New("a case and a count are needed"))
		}
		rounds(one, count/10+1)
		fmt.Printf("%s %.0f\n", version(), rounds(one, count))
		return
	}
	if len(os.Args) != 1 {
		check(errors.New("usage: go-sev-guest [bench COUNT]"))
	}
	out := json.NewEncoder(os.Stdout)
	for one := read(decoder); one != nil; one = read(decoder) {
		check(out.Encode(one.judge()))
	}
}

func read(decoder *json.Decoder) *testCase {
	var one testCase
	err := decoder.Decode(&one)
	if errors.Is(err, io.EOF) {
		return nil
	}
	check(err)
	if len(one.Roots) == 0 || one.At == 0 {
		check(fmt.Errorf("case %q trusts no root, or says no time", one.Name))
	}
	return &one
}

// rounds gives the nanoseconds of reading and verifying the report once.
func rounds(one *testCase, count int) float64 {
	options, err := one.verifyOptions()
	check(err)
	start := time.Now()
	for i := 0; i < count; i++ {
		attestation, err := one.attestation()
		check(err)
		check(verify.SnpAttestation(attestation, options))
	}
	return float64(time.Since(start).Nanoseconds()) / float64(count)
}

func (c *testCase) judge() answer {
	result := answer{Name: c.Name}
	verified, fell := guarded(func() error {
		options, err := c.verifyOptions()
		if err != nil {
			return err
		}
		attestation, err := c.attestation()
		if err != nil {
			return err
		}
		return verify.SnpAttestation(attestation, options)
	})
	validated, fellToo := guarded(func() error {
		attestation, err := c.attestation()
		if err != nil {
			return err
		}
		options, err := c.validateOptions()
		if err != nil {
			return err
		}
		return validate.SnpAttestation(attestation, options)
	})
	result.Verified, result.VerifyError = verified == nil, text(verified)
	result.Validated, result.ValidateError = validated == nil, text(validated)
	result.Panicked = fell || fellToo
	return result
}

func guarded(run func() error) (err error, fell bool) {
	defer func() {
		if reason := recover(); reason != nil {
			err, fell = fmt.Errorf("panic: %v", reason), true
		}
	}()
	return run(), false
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// attestation is read anew each time: the library changes what it is given.
func (c *testCase) attestation() (*sevsnp.Attestation, error) {
	report, err := abi.ReportToProto(c.Report)
	if err != nil {
		return nil, err
	}
	chain := &sevsnp.CertificateChain{Extras: map[string][]byte{}}
	if len(c.Table) > 0 {
		table := new(abi.CertTable)
		if err := table.Unmarshal(c.Table); err != nil {
			return nil, err
		}
		chain = table.Proto()
	}
	for _, given := range []struct {
		der   data
		place *[]byte
	}{{c.Vcek, &chain.VcekCert}, {c.Vlek, &chain.VlekCert}, {c.Ask, &chain.AskCert}, {c.Ark, &chain.ArkCert}} {
		if len(given.der) > 0 {
			*given.place = given.der
		}
	}
	return &sevsnp.Attestation{Report: report, CertificateChain: chain}, nil
}

func (c *testCase) verifyOptions() (*verify.Options, error) {
	trusted := map[string][]*trust.AMDRootCerts{}
	for line, roots := range c.Roots {
		for _, given := range roots {
			certs := new(trust.ProductCerts)
			for _, part := range []struct {
				der   data
				place **x509.Certificate
			}{{given.Ark, &certs.Ark}, {given.Ask, &certs.Ask}, {given.Asvk, &certs.Asvk}} {
				if len(part.der) == 0 {
					continue
				}
				parsed, err := x509.ParseCertificate(part.der)
				if err != nil {
					return nil, fmt.Errorf("root of %s: %w", line, err)
				}
				*part.place = parsed
			}
			root := trust.AMDRootCertsProduct(line)
			root.ProductCerts = certs
			trusted[line] = append(trusted[line], root)
		}
	}
	options := &verify.Options{DisableCertFetching: true, Now: time.Unix(c.At, 0), TrustedRoots: trusted}
	if c.Product != "" {
		product, err := kds.ParseProductLine(c.Product)
		if err != nil {
			return nil, err
		}
		options.Product = product
	}
	return options, nil
}

func (c *testCase) validateOptions() (*validate.Options, error) {
	p := c.Policy
	options := &validate.Options{
		MinimumGuestSvn:                p.MinimumGuestSvn,
		ReportData:                     p.ReportData,
		HostData:                       p.HostData,
		ImageID:                        p.ImageID,
		FamilyID:                       p.FamilyID,
		ReportID:                       p.ReportID,
		ReportIDMA:                     p.ReportIDMA,
		Measurement:                    p.Measurement,
		ChipID:                         p.ChipID,
		MinimumBuild:                   p.MinimumBuild,
		MinimumVersion:                 p.MinimumVersion,
		MinimumTCB:                     p.MinimumTcb.parts(),
		MinimumLaunchTCB:               p.MinimumLaunchTcb.parts(),
		PermitProvisionalFirmware:      p.PermitProvisionalFirmware,
		RequireAuthorKey:               p.RequireAuthorKey,
		VMPL:                           p.Vmpl,
		RequireIDBlock:                 p.RequireIDBlock,
		TrustedAuthorKeyHashes:         all(p.TrustedAuthorKeyHashes),
		TrustedIDKeyHashes:             all(p.TrustedIDKeyHashes),
		MinimumLaunchMitigationVector:  p.MinimumLaunchMitigationVector,
		MinimumCurrentMitigationVector: p.MinimumCurrentMitigationVector,
	}
	if p.GuestPolicy != 0 {
		guest, err := abi.ParseSnpPolicy(p.GuestPolicy)
		if err != nil {
			return nil, err
		}
		options.GuestPolicy = guest
	}
	if p.PlatformInfo != nil {
		platform, err := abi.ParseSnpPlatformInfo(*p.PlatformInfo)
		if err != nil {
			return nil, err
		}
		options.PlatformInfo = &platform
	}
	return options, nil
}

func (t tcb) parts() kds.TCBParts {
	return kds.TCBParts{BlSpl: t.Bl, TeeSpl: t.Tee, SnpSpl: t.Snp, UcodeSpl: t.Ucode}
}

func all(digests []data) [][]byte {
	var bytes [][]byte
	for _, digest := range digests {
		bytes = append(bytes, digest)
	}
	return bytes
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			return dependency.Version
		}
	}
	return "unknown"
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "go-sev-guest:", err)
		os.Exit(1)
	}
}
