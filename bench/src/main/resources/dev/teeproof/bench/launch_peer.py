"""Times sev-snp-measure (https://github.com/virtee/sev-snp-measure): the launch digest of a firmware, again and again.
Prints the version, then the median of microseconds for one.

    python launch_peer.py FIRMWARE VCPUS TYPE DIGEST
"""
import statistics
import sys
import time
from importlib.metadata import version

from sevsnpmeasure import guest
from sevsnpmeasure.sev_mode import SevMode
from sevsnpmeasure.vcpu_types import CPU_SIGS

FIRMWARE, VCPUS, TYPE, DIGEST = sys.argv[1:]
WARM_UP = 5
ROUNDS = 41


def measure():
    begin = time.perf_counter()
    digest = guest.calc_launch_digest(SevMode.SEV_SNP, int(VCPUS), CPU_SIGS[TYPE], FIRMWARE, None, None, None, 1)
    taken = time.perf_counter() - begin
    if digest.hex() != DIGEST:
        sys.exit("another digest: this would measure something else")
    return taken * 1e6


for _ in range(WARM_UP):
    measure()
print(version("sev-snp-measure"), statistics.median(measure() for _ in range(ROUNDS)))
