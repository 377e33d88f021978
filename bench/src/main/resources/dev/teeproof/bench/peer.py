"""Times dcap-qvl (https://github.com/Phala-Network/dcap-qvl) through its Python package: a quote verified again and again
with collateral at hand. Prints the version, then the median over batches of microseconds for one verification.

    python peer.py QUOTE COLLATERAL SECONDS_SINCE_1970
"""
import statistics
import sys
import time
from importlib.metadata import version

import dcap_qvl

QUOTE, COLLATERAL, AT = sys.argv[1:]
WARM_UP = 3.0
BATCHES = 15
BATCH = 0.3

with open(QUOTE, "rb") as file:
    quote = file.read()
with open(COLLATERAL, encoding="utf-8") as file:
    collateral = dcap_qvl.QuoteCollateralV3.from_json(file.read())
at = int(AT)


def batch(seconds):
    count = 0
    begin = time.perf_counter()
    end = begin + seconds
    while (now := time.perf_counter()) < end:
        for _ in range(10):
            dcap_qvl.verify(quote, collateral, at)
        count += 10
    return (now - begin) / count * 1e6


status = dcap_qvl.verify(quote, collateral, at).status
if status != "UpToDate":
    sys.exit(f"the platform is {status}, not UpToDate: this would measure something else")
batch(WARM_UP)
print(version("dcap-qvl"), statistics.median(batch(BATCH) for _ in range(BATCHES)))
