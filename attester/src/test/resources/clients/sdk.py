"""Asks an agent for everything that it serves with dstack-sdk, unmodified; prints what became of each call."""

import asyncio
import json
import sys
import warnings

import dstack_sdk

warnings.simplefilter("ignore")
steps = {}


def told(quote):
    return {
        "quote": quote.quote,
        "rtmrs": [quote.replay_rtmrs()[i] for i in range(4)],
        "report_data": quote.report_data,
        "vm_config": quote.vm_config,
        "events": [event.event for event in quote.decode_event_log()],
    }


def plain(answer):
    if isinstance(answer, dstack_sdk.GetQuoteResponse):
        return told(answer)
    return answer.model_dump() if hasattr(answer, "model_dump") else answer


async def step(name, call):
    try:
        answer = call()
        steps[name] = {"value": plain(await answer if asyncio.iscoroutine(answer) else answer)}
    except Exception as e:
        steps[name] = {"error": type(e).__name__ + ": " + str(e)}


async def all_of(name, dstack, tappd):
    calls = {
        "quoteOfText": lambda: dstack.get_quote("some text"),
        "quoteOfBytes": lambda: dstack.get_quote(b"\xab" * 64),
        "quoteOfTooMany": lambda: dstack.get_quote(b"\x00" * 65),
        "attest": lambda: dstack.attest(b"some text"),
        "info": lambda: dstack.info(),
        "version": lambda: dstack.version(),
        "reachable": lambda: dstack.is_reachable(),
        "emit": lambda: dstack.emit_event("of." + name, "measured"),
        "emitNotAscii": lambda: dstack.emit_event("gr\u00fc\u00df\u20ac." + name, "measured"),
        "quoteAfterEvents": lambda: dstack.get_quote("after"),
        "emitReserved": lambda: dstack.emit_event("app-id", "ab"),
        "key": lambda: dstack.get_key("path", "purpose"),
        "tlsKey": lambda: dstack.get_tls_key(subject="a"),
        "sign": lambda: dstack.sign("ed25519", "text"),
        "tappdRaw": lambda: tappd.tdx_quote(b"\xcd" * 64, "raw"),
        "tappdRawShort": lambda: tappd.tdx_quote("short", "raw"),
        "tappdSha512": lambda: tappd.tdx_quote("some text", "sha512"),
        "tappdWithout": lambda: tappd.tdx_quote("some text"),
        "tappdInfo": lambda: tappd.info(),
        "tappdReachable": lambda: tappd.is_reachable(),
        "tappdKey": lambda: tappd.derive_key("path"),
    }
    for call, action in calls.items():
        await step(name + "." + call, action)


def connections(client):
    """What the package's own pool says of its connections."""
    return [connection.info() for connection in client._transport._pool.connections]


async def main(url):
    await all_of("sync", dstack_sdk.DstackClient(), dstack_sdk.TappdClient())
    await all_of("async", dstack_sdk.AsyncDstackClient(), dstack_sdk.AsyncTappdClient())
    await all_of("http", dstack_sdk.DstackClient(url), dstack_sdk.TappdClient(url))
    client = dstack_sdk.DstackClient()
    # "as" would give the asynchronous client that stands behind this one.
    with client:
        for i in range(5):
            await step("kept.sync." + str(i), lambda: client.get_quote("kept %d" % i))
        steps["kept.sync.connections"] = connections(client.async_client._get_sync_client())
    async with dstack_sdk.AsyncDstackClient() as client:
        for i in range(5):
            await step("kept.async." + str(i), lambda: client.get_quote("kept %d" % i))
        steps["kept.async.connections"] = connections(client._get_client())
    print(json.dumps(steps))


asyncio.run(main(sys.argv[1]))
