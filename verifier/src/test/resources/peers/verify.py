"""Verifies each case of a folder with dcap-qvl; one line of JSON for each.

Each case runs in a fork: the library aborts its process where it panics, which counts as a refusal.
"""

import json
import os
import pathlib
import sys

import dcap_qvl


def verify(case):
    try:
        report = dcap_qvl.verify_with_root_ca(
            (case / "quote").read_bytes(),
            dcap_qvl.QuoteCollateralV3.from_json((case / "collateral.json").read_text()),
            (case / "root.der").read_bytes(),
            int((case / "now").read_text()),
        )
        return {"name": case.name, "status": report.status}
    except Exception as e:  # Whatever it throws is its refusal.
        return {"name": case.name, "error": str(e)}


for case in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    child = os.fork()
    if child == 0:
        print(json.dumps(verify(case)), flush=True)
        os._exit(0)
    _, ended = os.waitpid(child, 0)
    if ended != 0:
        print(json.dumps({"name": case.name, "error": f"ended by {ended}"}), flush=True)
