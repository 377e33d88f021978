// Asks an agent for everything that it serves with @phala/dstack-sdk, unmodified; prints what became of each call.
'use strict';
const path = require('path');
const {DstackClient, TappdClient} = require(path.join(process.env.TEEPROOF_NODE_MODULES, '@phala/dstack-sdk'));

const steps = {};
async function step(name, call) {
  const start = Date.now();
  const step = {};
  try {
    step.value = await call();
  } catch (e) {
    step.error = e.message;
  }
  step.millis = Date.now() - start;
  steps[name] = step;
}

function told(quote) {
  return {
    quote: quote.quote,
    rtmrs: quote.replayRtmrs(),
    report_data: quote.report_data,
    algorithm: quote.hash_algorithm,
    prefix: quote.prefix,
    vm_config: quote.vm_config,
    event_log: JSON.parse(quote.event_log),
  };
}

async function all(name, dstack, tappd) {
  const tell = (call, action) => step(name + '.' + call, action);
  await tell('quoteOfText', async () => told(await dstack.getQuote('some text')));
  await tell('quoteOfBytes', async () => told(await dstack.getQuote(Buffer.alloc(64, 0xab))));
  await tell('quoteOfTooMany', () => dstack.getQuote(Buffer.alloc(65)));
  await tell('attest', () => dstack.attest('some text'));
  await tell('info', () => dstack.info());
  await tell('version', () => dstack.version());
  await tell('reachable', () => dstack.isReachable());
  await tell('emit', () => dstack.emitEvent('of.' + name, 'measured'));
  await tell('quoteAfterEvent', async () => told(await dstack.getQuote('after')));
  await tell('emitReserved', () => dstack.emitEvent('app-id', 'ab'));
  await tell('emitNotAscii', () => dstack.emitEvent('gr\u00fc\u00df\u20ac.' + name, 'measured'));
  await tell('quoteAfterNotAscii', async () => told(await dstack.getQuote('after')));
  await tell('key', () => dstack.getKey('path', 'purpose'));
  await tell('tlsKey', () => dstack.getTlsKey({subject: 'a'}));
  await tell('sign', () => dstack.sign('ed25519', 'text'));
  await tell('verify', () => dstack.verify('ed25519', 'text', Buffer.alloc(64), Buffer.alloc(32)));
  await tell('tappdHashed', async () => told(await tappd.tdxQuote('some text')));
  await tell('tappdSha256', async () => told(await tappd.tdxQuote('some text', 'sha256')));
  await tell('tappdRaw', async () => told(await tappd.tdxQuote(Buffer.alloc(64, 0xcd), 'raw')));
  await tell('tappdRawShort', async () => told(await tappd.tdxQuote('short', 'raw')));
  await tell('tappdUnknown', () => tappd.tdxQuote('some text', 'md5'));
  await tell('tappdInfo', () => tappd.info());
  await tell('tappdReachable', () => tappd.isReachable());
  await tell('tappdKey', () => tappd.deriveKey('path'));
}

(async () => {
  // The clients for unix sockets find them in the environment.
  await all('unix', new DstackClient(), new TappdClient());
  await all('http', new DstackClient(process.argv[2]), new TappdClient(process.argv[2]));
  console.log(JSON.stringify(steps));
})();
