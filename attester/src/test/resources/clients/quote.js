// Verifies a quote with @phala/dcap-qvl, which fetches the collateral itself: under a given root, and under Intel's.
'use strict';
const fs = require('fs');
const path = require('path');
const {getCollateral, QuoteVerifier, verify} =
    require(path.join(process.env.TEEPROOF_NODE_MODULES, '@phala/dcap-qvl'));

function attempt(verifying) {
  try {
    const report = verifying();
    return {status: report.status, advisories: report.advisory_ids || report.advisoryIds};
  } catch (e) {
    return {error: e.cause ? `${e.message}: ${e.cause.message}` : e.message};
  }
}

(async () => {
  const [pccs, quoteFile, rootFile, now] = process.argv.slice(2);
  const quote = new Uint8Array(fs.readFileSync(quoteFile));
  const collateral = await getCollateral(pccs, quote);
  console.log(JSON.stringify({
    own: attempt(() => QuoteVerifier.newWithRootCa(fs.readFileSync(rootFile)).verify(quote, collateral, Number(now))),
    intel: attempt(() => verify(quote, collateral, Number(now))),
  }));
})();
