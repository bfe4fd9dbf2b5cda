#!/usr/bin/env python3
"""interop_peer.py server ADDR | client ADDR [CASE...] | --list

The stranger's side of the interoperability tests, on pycapnp alone.
"""

import asyncio
import os
import sys

try:
    import capnp
except ImportError:
    print("skipped: pycapnp is not installed", file=sys.stderr)
    sys.exit(77)

capnp.remove_import_hook()
HERE = os.path.dirname(os.path.abspath(__file__))
CAPNP = os.path.dirname(capnp.__file__)
interop = capnp.load(
    os.path.join(HERE, "..", "schemas", "interop.capnp"),
    imports=[os.path.dirname(CAPNP), "/usr/include"],
)

FNV_START, FNV_PRIME, MASK = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1


def fnv(checksum, data):
    for byte in data:
        checksum = ((checksum ^ byte) * FNV_PRIME) & MASK
    return checksum


# What a server on pycapnp cannot do: it has no promise that it could resolve later, turns every
# exception into a failure, has no servers for generic interfaces with arguments, and a tail call
# ends the program.
UNSUPPORTED = ["newPromise", "fail", "newBox", "tail"]


class Counter(interop.Counter.Server):
    def __init__(self, stats, value):
        self.stats, self.value = stats, value
        stats["live"] += 1

    def __del__(self):
        self.stats["live"] -= 1

    async def add(self, delta, _context, **kwargs):
        self.value += delta
        return self.value

    async def get(self, _context, **kwargs):
        return self.value


class NamedCounter(interop.NamedCounter.Server):
    def __init__(self, name, value):
        self.label, self.value = name, value

    async def add(self, delta, _context, **kwargs):
        self.value += delta
        return self.value

    async def get(self, _context, **kwargs):
        return self.value

    async def name(self, _context, **kwargs):
        return self.label


class Order(interop.Order.Server):
    def __init__(self):
        self.count = 0

    async def next(self, expected, _context, **kwargs):
        self.count += 1
        return self.count - 1


class Box(interop.Box.Server):
    def __init__(self, value):
        self.value = value

    async def set_context(self, context):
        self.value = context.params.value.as_text()

    async def get_context(self, context):
        context.results.value = self.value


class Node(interop.Node.Server):
    def __init__(self, where):
        self.where = where

    async def child(self, name, _context, **kwargs):
        return Node(self.where + "/" + name)

    async def path(self, _context, **kwargs):
        return self.where


class ByteSink(interop.ByteSink.Server):
    def __init__(self, delay, fail_at):
        self.delay, self.fail_at = delay, fail_at
        self.bytes, self.chunks, self.checksum = 0, 0, FNV_START

    async def write(self, chunk, _context, **kwargs):
        self.bytes += len(chunk)
        self.chunks += 1
        self.checksum = fnv(self.checksum, chunk)
        if self.fail_at and self.chunks == self.fail_at:
            raise ValueError("the write was told to fail")
        if self.delay:
            await asyncio.sleep(self.delay / 1000)

    async def done(self, _context, **kwargs):
        return self.bytes, self.chunks, self.checksum


class Value(interop.Calculator.Value.Server):
    def __init__(self, value):
        self.value = value

    async def read(self, _context, **kwargs):
        return self.value


async def evaluate(expr, params=None):
    which = expr.which()
    if which == "literal":
        return expr.literal
    if which == "previous":
        return (await expr.previous.read()).value
    if which == "parameter":
        return params[expr.parameter]
    call = expr.call
    values = [await evaluate(param, params) for param in call.params]
    return (await call.fn.call(values)).value


class Function(interop.Calculator.Function.Server):
    def __init__(self, count, body):
        self.count, self.body = count, body.as_builder()

    async def call(self, params, _context, **kwargs):
        return await evaluate(self.body, list(params))


class Operator(interop.Calculator.Function.Server):
    def __init__(self, op):
        self.op = str(op)

    async def call(self, params, _context, **kwargs):
        a, b = params[0], params[1]
        if self.op == "add":
            return a + b
        if self.op == "subtract":
            return a - b
        if self.op == "multiply":
            return a * b
        return a / b


class Calculator(interop.Calculator.Server):
    async def evaluate(self, expr, _context, **kwargs):
        return Value(await evaluate(expr))

    async def define(self, paramCount, body, _context, **kwargs):
        return Function(paramCount, body)

    async def getOperator(self, op, _context, **kwargs):
        return Operator(op)


KINDS = ["FAILED", "OVERLOADED", "DISCONNECTED", "UNIMPLEMENTED"]


class Interop(interop.Interop.Server):
    def __init__(self):
        self.stats = {"live": 0, "started": 0, "canceled": 0}
        self.held = None

    async def ping(self, seq, _context, **kwargs):
        return seq

    async def echoAll(self, value, _context, **kwargs):
        return value

    async def calculator(self, _context, **kwargs):
        return Calculator()

    async def fail(self, kind, message, _context, **kwargs):
        raise capnp.KjException(message=message, type=KINDS[kind.raw])

    async def echoData(self, data, _context, **kwargs):
        return data

    async def makeBlob(self, size, seed, _context, **kwargs):
        return bytes((seed + i * 131) & 0xFF for i in range(size))

    async def newCounter(self, start, _context, **kwargs):
        return Counter(self.stats, start)

    async def liveCounters(self, _context, **kwargs):
        return self.stats["live"]

    async def newSink(self, delayMs, failAt, _context, **kwargs):
        return ByteSink(delayMs, failAt)

    async def hang(self, _context, **kwargs):
        self.stats["started"] += 1
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            self.stats["canceled"] += 1
            raise

    async def hangStats(self, _context, **kwargs):
        return self.stats["started"], self.stats["canceled"]

    async def callMe(self, cb, times, _context, **kwargs):
        total = 0
        for i in range(times):
            total += (await cb.call(i)).y
        return total

    async def hold(self, cap, _context, **kwargs):
        self.held = cap

    async def callHeld(self, x, _context, **kwargs):
        return (await self.held.call(x)).y

    async def drop(self, _context, **kwargs):
        self.held = None

    async def newOrder(self, _context, **kwargs):
        return Order()

    async def echoCap(self, cap, delayMs, _context, **kwargs):
        if delayMs:
            await asyncio.sleep(delayMs / 1000)
        return cap

    async def delay(self, ms, _context, **kwargs):
        await asyncio.sleep(ms / 1000)

    async def node(self, name, _context, **kwargs):
        return Node(name)

    async def nested(self, _context, **kwargs):
        outer = _context.results.init("outer")
        outer.pad = "pad"
        outer.inner.order = Order()
        outer.inner.number = 42

    async def nullCap(self, _context, **kwargs):
        _context.results.marker = 7

    async def useCounter(self, counter, delta, _context, **kwargs):
        return (await counter.add(delta)).value

    async def namedCounter(self, name, start, _context, **kwargs):
        return NamedCounter(name, start)

    async def newBox(self, value, _context, **kwargs):
        return Box(value)

    async def capList(self, count, _context, **kwargs):
        caps = _context.results.init("caps", count)
        for i in range(count):
            caps[i] = Counter(self.stats, i)

    async def sumCaps(self, caps, _context, **kwargs):
        calls = [cap.get() for cap in caps]
        return sum([(await call).value for call in calls])

    async def driveOrder(self, cap, count, intervalMs, _context, **kwargs):
        calls = []
        for i in range(count):
            calls.append(cap.next(i))
            await asyncio.sleep(intervalMs / 1000)
        return [(await call).n for call in calls]

    async def identity_context(self, context):
        context.results.cap = context.params.cap

    async def unsupported(self, _context, **kwargs):
        return UNSUPPORTED


class Callback(interop.Callback.Server):
    def __init__(self, factor, with_order=False):
        self.factor, self.with_order, self.calls = factor, with_order, 0

    async def call(self, x, _context, **kwargs):
        self.calls += 1
        _context.results.y = x * self.factor
        if self.with_order:
            _context.results.cap = Order()


def check(condition, *what):
    if not condition:
        raise AssertionError(" ".join(map(str, what)) or "a check failed")


async def reason(promise):
    try:
        await promise
    except capnp.KjException as error:
        return error
    raise AssertionError("no exception")


async def check_order(order, count, first=0):
    calls = [order.next(i) for i in range(count)]
    seen = [(await call).n for call in calls]
    check(seen == list(range(first, first + count)), seen)


async def ping(c):
    check((await c.ping(1 << 63)).seq == 1 << 63)


async def echo_all(c):
    value = interop.AllTypes.new_message(
        b=False, i8=-128, i64=-(1 << 60), u64=42, f64=6.5, text="hällo", data=b"\1\2",
        color="green", bools=[True, False, True], texts=["a", "bb"],
        nested=[[1], [2, 3]], children=[{"str": "x"}, {"sub": {"x": 1, "y": "z"}}], num=-5)
    back = (await c.echoAll(value)).value
    check(back.to_dict() == value.to_dict(), back)


async def calculator(c):
    calc = c.calculator().calc
    add = calc.getOperator(op="add").fn
    request = calc.evaluate_request()
    call = request.expr.init("call")
    call.fn = add
    params = call.init("params", 2)
    params[0].literal = 123
    params[1].literal = 45
    value = request.send().value
    check((await value.read()).value == 168)


async def fail(c):
    for kind, wanted in zip(["failed", "overloaded", "disconnected", "unimplemented"], KINDS):
        error = await reason(c.fail(kind, "told to fail"))
        check(error.type == wanted, error.type, wanted)
        check("told to fail" in error.description, error.description)


async def echo_data(c):
    data = bytes(i * 7 & 0xFF for i in range(300000))
    check((await c.echoData(data)).data == data)


async def make_blob(c):
    check((await c.makeBlob(1000, 5)).data == bytes((5 + i * 131) & 0xFF for i in range(1000)))


async def new_counter(c):
    counter = c.newCounter(10).counter
    check((await counter.add(5)).value == 15)
    check((await counter.get()).value == 15)


async def live_counters(c):
    before = (await c.liveCounters()).count
    counter = (await c.newCounter(1)).counter
    # Those of cases before us may be on their way out.
    check(1 <= (await c.liveCounters()).count <= before + 1)
    del counter
    while (await c.liveCounters()).count > before:
        pass


async def new_sink(c):
    sink = c.newSink().sink
    checksum = FNV_START
    for i in range(100):
        chunk = bytes((i + j) & 0xFF for j in range(100))
        checksum = fnv(checksum, chunk)
        await sink.write(chunk)
    done = await sink.done()
    check((done.bytes, done.chunks, done.checksum) == (10000, 100, checksum))


async def hang(c):
    before = await c.hangStats()
    call = asyncio.ensure_future(wait(c.hang()))
    while (await c.hangStats()).started != before.started + 1:
        await asyncio.sleep(0)
    call.cancel()
    while (await c.hangStats()).canceled != before.canceled + 1:
        pass


async def wait(promise):
    return await promise


async def call_me(c):
    callback = Callback(3)
    check((await c.callMe(callback, 10)).sum == 135)
    check(callback.calls == 10)


async def hold(c):
    await c.hold(Callback(2))
    for i in range(3):
        check((await c.callHeld(i)).y == 2 * i)
    await c.drop()


async def new_promise(c):
    made = c.newPromise()
    order = made.promise
    calls = [order.next(i) for i in range(10)]
    await made.resolver.resolveNew()
    calls += [order.next(i) for i in range(10)]
    check([(await call).n for call in calls] == list(range(20)))


async def resolve_embargo(c):
    made = c.newPromise()
    order = made.promise
    calls = [order.next(i) for i in range(10)]
    resolved = made.resolver.resolve(Order())
    calls += [order.next(i) for i in range(10)]
    await resolved
    calls += [order.next(i) for i in range(10)]
    check([(await call).n for call in calls] == list(range(30)))


async def new_order(c):
    await check_order(c.newOrder().order, 100)


async def echo_cap(c):
    promise = c.echoCap(Order(), 20)
    order = promise.cap
    calls = [order.next(i) for i in range(10)]
    await promise
    calls += [order.next(i) for i in range(10)]
    check([(await call).n for call in calls] == list(range(20)))


async def delay(c):
    await c.delay(10)


async def tail(c):
    promise = c.tail(Callback(7, True), 6)
    await check_order(promise.cap, 5)
    check((await promise).y == 42)


async def node(c):
    node = c.node("root").node
    for name in ("a", "b", "c"):
        node = node.child(name).node
    check((await node.path()).path == "root/a/b/c")


async def nested(c):
    promise = c.nested()
    await check_order(promise.outer.inner.order, 5)
    outer = (await promise).outer
    check(outer.pad == "pad" and outer.inner.number == 42)


async def null_cap(c):
    check((await c.nullCap()).marker == 7)


async def use_counter(c):
    check((await c.useCounter(Counter({"live": 0}, 1), 4)).value == 5)


async def named_counter(c):
    counter = c.namedCounter("nom", 3).counter
    check((await counter.name()).name == "nom")
    check((await counter.add(1)).value == 4)


async def new_box(c):
    box = c.newBox("first").box
    check(str((await box.get()).value) == "first")


async def cap_list(c):
    caps = (await c.capList(20)).caps
    check((await c.sumCaps(list(caps))).sum == 190)


async def sum_caps(c):
    stats = {"live": 0}
    check((await c.sumCaps([Counter(stats, i * 10) for i in range(5)])).sum == 100)


async def drive_order(c):
    check(list((await c.driveOrder(Order(), 20, 1)).seq) == list(range(20)))


async def identity(c):
    order = (await c.newOrder()).order
    back = (await c.identity(order)).cap.as_interface(interop.Order)
    await check_order(back, 3)
    await check_order(order, 3, 3)


async def unknown(c):
    order = (await c.newOrder()).order
    error = await reason(order.cast_as(interop.Unknown).poke())
    check(error.type == "UNIMPLEMENTED", error.type)


CASES = {
    "ping": ping, "echoAll": echo_all, "calculator": calculator, "fail": fail,
    "echoData": echo_data, "makeBlob": make_blob, "newCounter": new_counter,
    "liveCounters": live_counters, "newSink": new_sink, "hang": hang, "callMe": call_me,
    "hold": hold, "newPromise": new_promise, "resolveEmbargo": resolve_embargo,
    "newOrder": new_order, "echoCap": echo_cap, "delay": delay, "tail": tail, "node": node,
    "nested": nested, "nullCap": null_cap, "useCounter": use_counter,
    "namedCounter": named_counter, "newBox": new_box, "capList": cap_list,
    "sumCaps": sum_caps, "driveOrder": drive_order, "identity": identity, "unknown": unknown,
}


async def serve(address):
    main = Interop()

    async def connected(stream):
        await capnp.TwoPartyServer(stream, bootstrap=main).on_disconnect()

    if address.startswith("unix:"):
        server = await capnp.AsyncIoStream.create_unix_server(connected, address[5:])
        print("LISTENING", flush=True)
    else:
        host, port = address.rsplit(":", 1)
        server = await capnp.AsyncIoStream.create_server(connected, host, int(port))
        print("LISTENING", server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


async def connect(address):
    if address.startswith("unix:"):
        return await capnp.AsyncIoStream.create_unix_connection(address[5:])
    host, port = address.rsplit(":", 1)
    return await capnp.AsyncIoStream.create_connection(host=host, port=int(port))


async def drive(address, wanted):
    failures = 0
    for name, case in CASES.items():
        if wanted and name not in wanted:
            continue
        try:
            client = capnp.TwoPartyClient(await connect(address))
            main = client.bootstrap().cast_as(interop.Interop)
            await asyncio.wait_for(case(main), 60)
            print("PASS", name, flush=True)
        except BaseException as error:
            failures += 1
            text = " ".join(f"{type(error).__name__}: {error}".split())
            print(f"FAIL {name}: {text}", flush=True)
    return failures


def main(arguments):
    if arguments == ["--list"]:
        print("\n".join(CASES))
        return 0
    if len(arguments) < 2 or arguments[0] not in ("server", "client"):
        print(__doc__, file=sys.stderr)
        return 2
    if arguments[0] == "server":
        asyncio.run(capnp.run(serve(arguments[1])))
        return 0
    return 1 if asyncio.run(capnp.run(drive(arguments[1], arguments[2:]))) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
