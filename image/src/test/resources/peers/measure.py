"""Computes launch digests with sev-snp-measure, all in one process.

Reads one JSON object a line from the file that is its argument, and prints the id and the digest, or why there is none.
"""

import json
import sys

from sevsnpmeasure import guest, id_block
from sevsnpmeasure.sev_mode import SevMode
from sevsnpmeasure.vcpu_types import CPU_SIGS


def digest(case):
    if case["mode"] == "id-block":
        return id_block.snp_calc_id_block(bytes.fromhex(case["digest"]), case["id_key"], case["author_key"]).replace("\n", " ")
    if case["mode"] == "snp:ovmf-hash":
        return guest.calc_snp_ovmf_hash(case["ovmf"]).hex()
    return guest.calc_launch_digest(
        SevMode.from_str(case["mode"]),
        case["vcpus"],
        CPU_SIGS[case["type"]],
        case["ovmf"],
        case.get("kernel"),
        case.get("initrd"),
        case.get("append"),
        case["features"],
        case.get("ovmf_hash", ""),
    ).hex()


with open(sys.argv[1], encoding="utf-8") as cases:
    for line in cases:
        case = json.loads(line)
        try:
            print(case["id"], digest(case), sep="\t")
        except Exception as e:
            print(case["id"], "refused: " + type(e).__name__, sep="\t")
