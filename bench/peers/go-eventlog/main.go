// Measures go-eventlog on a log: parses it, replays it to RTMRs and checks each event's data against its digest, again and
// again. Prints the version of the library and the microseconds of one round.
//
//	go-eventlog LOG RTMR0 RTMR1 RTMR2 RTMR3
package main

import (
	"encoding/hex"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/google/go-eventlog/register"
	"github.com/google/go-eventlog/tcg"
)

const (
	warmUp  = 2 * time.Second
	measure = 5 * time.Second
)

func main() {
	log, err := os.ReadFile(os.Args[1])
	check(err)
	var rtmrs []register.MR
	for i, value := range os.Args[2:] {
		digest, err := hex.DecodeString(value)
		check(err)
		rtmrs = append(rtmrs, register.RTMR{Index: i, Digest: digest})
	}
	rounds(log, rtmrs, warmUp)
	fmt.Printf("%s %.3f\n", version(), rounds(log, rtmrs, measure))
}

// rounds gives the microseconds of one.
func rounds(log []byte, rtmrs []register.MR, atLeast time.Duration) float64 {
	count := 0
	start := time.Now()
	for time.Since(start) < atLeast {
		events, err := tcg.ParseAndReplay(log, rtmrs, tcg.ParseOpts{AllowPadding: true})
		check(err)
		for _, event := range events {
			event.DigestVerified()
		}
		count++
	}
	return float64(time.Since(start).Nanoseconds()) / 1000 / float64(count)
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/google/go-eventlog" {
			return module.Version
		}
	}
	return "unknown"
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
