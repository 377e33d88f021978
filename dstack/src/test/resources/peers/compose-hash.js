// Prints the hashes of getComposeHash of @phala/dstack-sdk for each line of standard input, which is an expression: as it is, and normalized.
'use strict';
const fs = require('fs');
const path = require('path');
const {getComposeHash} = require(path.join(process.env.TEEPROOF_NODE_MODULES, '@phala/dstack-sdk/dist/get-compose-hash.js'));

for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\n').filter((text) => text !== '')) {
  // JSON.parse where it is JSON: as an expression, a member __proto__ would be something else.
  const read = () => {
    try {
      return JSON.parse(line);
    } catch (e) {
      return eval('(' + line + ')');
    }
  };
  console.log(getComposeHash(read(), false) + ' ' + getComposeHash(read(), true));
}
