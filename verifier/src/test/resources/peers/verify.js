// Verifies each case of a folder with @phala/dcap-qvl; one line of JSON for each.
'use strict';
const fs = require('fs');
const path = require('path');
const {QuoteVerifier} = require(path.join(process.env.TEEPROOF_NODE_MODULES, '@phala/dcap-qvl'));

const folder = process.argv[2];
for (const name of fs.readdirSync(folder).sort()) {
  const read = (file) => fs.readFileSync(path.join(folder, name, file));
  const line = {name};
  try {
    const report = QuoteVerifier.newWithRootCa(read('root.der'))
        .verify(new Uint8Array(read('quote')), JSON.parse(read('collateral.json')), Number(read('now')));
    line.status = report.status;
  } catch (e) {
    line.error = e.cause ? `${e.message}: ${e.cause.message}` : e.message;
  }
  console.log(JSON.stringify(line));
}
