// interop-peer server ADDR | client ADDR [CASE...] | bench ADDR one|many|blob COUNT | --list
//
// The stranger's side of the interoperability tests, on libcapnp alone.
#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>

#include "interop-peer.h"

using interop::Callback;
using interop::Interop;
using interop::Order;

#define CHECK(condition, ...) KJ_REQUIRE(condition, ##__VA_ARGS__)

static double now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

struct Client {
  capnp::EzRpcClient connection;
  Interop::Client main;
  kj::WaitScope& wait;
  kj::Timer& timer;
  explicit Client(kj::StringPtr address)
      : connection(address), main(connection.getMain<Interop>()),
        wait(connection.getWaitScope()), timer(connection.getIoProvider().getTimer()) {}
};

struct CallbackImpl final : public Callback::Server {
  explicit CallbackImpl(int64_t factor, bool withOrder = false)
      : factor(factor), withOrder(withOrder) {}
  kj::Promise<void> call(CallContext context) override {
    calls++;
    context.getResults().setY(context.getParams().getX() * factor);
    if (withOrder) context.getResults().setCap(kj::heap<OrderImpl>());
    return kj::READY_NOW;
  }
  int64_t factor;
  bool withOrder;
  uint32_t calls = 0;
};

static kj::Exception::Type kindOf(std::function<void()> body, kj::String* reason = nullptr) {
  auto exception = kj::runCatchingExceptions([&]() { body(); });
  KJ_IF_MAYBE (e, exception) {
    if (reason) *reason = kj::str(e->getDescription());
    return e->getType();
  }
  KJ_FAIL_REQUIRE("no exception");
}

// Calls next() so often at once and checks that the answers count up from `first`.
static void checkOrder(Client& c, Order::Client order, uint32_t count, uint32_t first = 0) {
  kj::Vector<capnp::RemotePromise<Order::NextResults>> calls;
  for (uint32_t i = 0; i < count; i++) calls.add(order.nextRequest().send());
  for (uint32_t i = 0; i < count; i++) {
    auto n = calls[i].wait(c.wait).getN();
    CHECK(n == first + i, "out of order", n, first + i);
  }
}

static std::vector<std::pair<std::string, std::function<void(Client&)>>> cases = {
    {"ping", [](Client& c) {
       auto request = c.main.pingRequest();
       request.setSeq(0xfedcba9876543210ull);
       CHECK(request.send().wait(c.wait).getSeq() == 0xfedcba9876543210ull);
     }},
    {"echoAll", [](Client& c) {
       capnp::MallocMessageBuilder message;
       auto value = message.initRoot<interop::AllTypes>();
       value.setB(false);
       value.setI8(-128);
       value.setI64(-1234567890123456789ll);
       value.setU64(42);
       value.setF64(6.5);
       value.setText("hällo");
       value.setColor(interop::Color::GREEN);
       auto texts = value.initTexts(3);
       for (auto i : kj::indices(texts)) texts.set(i, kj::str("text ", i));
       auto nested = value.initNested(2);
       nested.init(1, 3).set(2, -7);
       auto children = value.initChildren(2);
       children[1].initSub().setY("sub");
       value.setStr("in a union");
       value.getAny().setAs<capnp::Text>("anything");
       auto request = c.main.echoAllRequest();
       request.setValue(value);
       auto response = request.send().wait(c.wait);
       CHECK(capnp::AnyStruct::Reader(response.getValue()) ==
             capnp::AnyStruct::Reader(value.asReader()));
     }},
    {"calculator", [](Client& c) {
       auto calc = c.main.calculatorRequest().send().getCalc();
       auto get = [&](Calculator::Op op) {
         auto request = calc.getOperatorRequest();
         request.setOp(op);
         return request.send().getFn();
       };
       auto add = get(Calculator::Op::ADD), multiply = get(Calculator::Op::MULTIPLY);
       auto define = calc.defineRequest();
       define.setParamCount(2);
       auto body = define.initBody().initCall();  // y * (x + 100)
       body.setFn(multiply);
       auto params = body.initParams(2);
       params[0].setParameter(1);
       auto sum = params[1].initCall();
       sum.setFn(add);
       auto inner = sum.initParams(2);
       inner[0].setParameter(0);
       inner[1].setLiteral(100);
       auto f = define.send().getFn();
       auto request = calc.evaluateRequest();
       auto call = request.initExpr().initCall();
       call.setFn(f);
       auto arguments = call.initParams(2);
       arguments[0].setLiteral(1);
       arguments[1].setLiteral(3);
       auto value = request.send().getValue();
       auto again = calc.evaluateRequest();
       auto second = again.initExpr().initCall();
       second.setFn(add);
       auto operands = second.initParams(2);
       operands[0].setPrevious(value);
       operands[1].setLiteral(1);
       auto result = again.send().getValue().readRequest().send().wait(c.wait);
       CHECK(result.getValue() == 304);
     }},
    {"fail", [](Client& c) {
       for (uint16_t kind = 0; kind < 4; kind++) {
         auto request = c.main.failRequest();
         request.setKind(interop::ErrorKind(kind));
         request.setMessage("told to fail");
         kj::String reason;
         auto type = kindOf([&]() { request.send().wait(c.wait); }, &reason);
         CHECK(uint16_t(type) == kind, uint16_t(type), kind);
         CHECK(strstr(reason.cStr(), "told to fail") != nullptr, reason);
       }
     }},
    {"echoData", [](Client& c) {
       auto request = c.main.echoDataRequest();
       auto data = request.initData(300000);
       for (auto i : kj::indices(data)) data[i] = i * 7;
       auto response = request.send().wait(c.wait);
       CHECK(response.getData().size() == 300000 && response.getData()[299999] == uint8_t(299999u * 7));
     }},
    {"makeBlob", [](Client& c) {
       auto request = c.main.makeBlobRequest();
       request.setSize(100000);
       request.setSeed(5);
       auto response = request.send().wait(c.wait);
       auto data = response.getData();
       CHECK(data.size() == 100000);
       for (auto i : kj::indices(data)) CHECK(data[i] == uint8_t(5 + i * 131));
     }},
    {"newCounter", [](Client& c) {
       auto request = c.main.newCounterRequest();
       request.setStart(10);
       auto counter = request.send().getCounter();
       auto add = counter.addRequest();
       add.setDelta(5);
       CHECK(add.send().wait(c.wait).getValue() == 15);
       CHECK(counter.getRequest().send().wait(c.wait).getValue() == 15);
     }},
    {"liveCounters", [](Client& c) {
       auto live = [&]() { return c.main.liveCountersRequest().send().wait(c.wait).getCount(); };
       auto before = live();
       {
         auto one = c.main.newCounterRequest().send().wait(c.wait).getCounter();
         auto two = c.main.newCounterRequest().send().wait(c.wait).getCounter();
         // Those of cases before us may be on their way out.
         auto count = live();
         CHECK(count >= 2 && count <= before + 2, count, before);
       }
       auto end = now() + 60;
       while (live() > before) CHECK(now() < end);
     }},
    {"newSink", [](Client& c) {
       auto request = c.main.newSinkRequest();
       auto sink = request.send().getSink();
       uint64_t checksum = 0xcbf29ce484222325ull;
       for (int i = 0; i < 200; i++) {
         auto write = sink.writeRequest();
         auto data = write.initChunk(1000);
         for (auto j : kj::indices(data)) {
           data[j] = i + j;
           checksum = (checksum ^ data[j]) * 0x100000001b3ull;
         }
         write.send().wait(c.wait);
       }
       auto done = sink.doneRequest().send().wait(c.wait);
       CHECK(done.getChunks() == 200 && done.getBytes() == 200000 && done.getChecksum() == checksum);
     }},
    {"streamFailure", [](Client& c) {
       auto request = c.main.newSinkRequest();
       request.setFailAt(3);
       auto sink = request.send().getSink();
       kindOf([&]() {
         for (int i = 0; i < 5; i++) {
           auto write = sink.writeRequest();
           write.initChunk(10);
           write.send().wait(c.wait);
         }
         sink.doneRequest().send().wait(c.wait);
       });
     }},
    {"hang", [](Client& c) {
       auto before = c.main.hangStatsRequest().send().wait(c.wait);
       {
         auto call = c.main.hangRequest().send();
         auto during = c.main.hangStatsRequest().send().wait(c.wait);
         CHECK(during.getStarted() == before.getStarted() + 1);
       }
       auto end = now() + 60;
       while (c.main.hangStatsRequest().send().wait(c.wait).getCanceled() <= before.getCanceled()) {
         CHECK(now() < end, "the call was not cancelled");
       }
     }},
    {"callMe", [](Client& c) {
       auto impl = kj::heap<CallbackImpl>(3);
       auto& ref = *impl;
       Callback::Client callback = kj::mv(impl);
       auto request = c.main.callMeRequest();
       request.setCb(callback);
       request.setTimes(10);
       CHECK(request.send().wait(c.wait).getSum() == 135);
       CHECK(ref.calls == 10);
     }},
    {"hold", [](Client& c) {
       auto request = c.main.holdRequest();
       request.setCap(kj::heap<CallbackImpl>(2));
       request.send().wait(c.wait);
       for (int i = 0; i < 3; i++) {
         auto call = c.main.callHeldRequest();
         call.setX(i);
         CHECK(call.send().wait(c.wait).getY() == 2 * i);
       }
       c.main.dropRequest().send().wait(c.wait);
     }},
    {"newPromise", [](Client& c) {
       auto made = c.main.newPromiseRequest().send();
       auto order = made.getPromise();
       kj::Vector<capnp::RemotePromise<Order::NextResults>> calls;
       for (int i = 0; i < 10; i++) calls.add(order.nextRequest().send());
       made.getResolver().resolveNewRequest().send().wait(c.wait);
       for (int i = 0; i < 10; i++) calls.add(order.nextRequest().send());
       for (uint32_t i = 0; i < 20; i++) CHECK(calls[i].wait(c.wait).getN() == i);
     }},
    {"embargo", [](Client& c) {
       // The promise turns out to be ours: what went round through the peer must come first.
       auto made = c.main.newPromiseRequest().send();
       Order::Client order = made.getPromise();
       kj::Vector<capnp::RemotePromise<Order::NextResults>> calls;
       for (int i = 0; i < 10; i++) calls.add(order.nextRequest().send());
       auto resolve = made.getResolver().resolveRequest();
       resolve.setCap(kj::heap<OrderImpl>());
       auto resolved = resolve.send();
       for (int i = 0; i < 10; i++) calls.add(order.nextRequest().send());
       resolved.wait(c.wait);
       for (int i = 0; i < 10; i++) calls.add(order.nextRequest().send());
       order.whenResolved().wait(c.wait);
       for (int i = 0; i < 10; i++) calls.add(order.nextRequest().send());
       for (uint32_t i = 0; i < 40; i++) {
         auto n = calls[i].wait(c.wait).getN();
         CHECK(n == i, n, i);
       }
     }},
    {"reject", [](Client& c) {
       auto made = c.main.newPromiseRequest().send();
       auto call = made.getPromise().nextRequest().send();
       auto reject = made.getResolver().rejectRequest();
       reject.setMessage("broken promise");
       reject.send().wait(c.wait);
       kj::String reason;
       kindOf([&]() { call.wait(c.wait); }, &reason);
       CHECK(strstr(reason.cStr(), "broken promise") != nullptr, reason);
     }},
    {"newOrder", [](Client& c) { checkOrder(c, c.main.newOrderRequest().send().getOrder(), 100); }},
    {"echoCap", [](Client& c) {
       auto request = c.main.echoCapRequest();
       request.setCap(kj::heap<OrderImpl>());
       request.setDelayMs(20);
       auto promise = request.send();
       Order::Client order = promise.getCap();
       kj::Vector<capnp::RemotePromise<Order::NextResults>> calls;
       for (int i = 0; i < 10; i++) calls.add(order.nextRequest().send());
       promise.wait(c.wait);
       for (int i = 0; i < 10; i++) calls.add(order.nextRequest().send());
       for (uint32_t i = 0; i < 20; i++) CHECK(calls[i].wait(c.wait).getN() == i);
     }},
    {"delay", [](Client& c) {
       auto request = c.main.delayRequest();
       request.setMs(10);
       request.send().wait(c.wait);
     }},
    {"tail", [](Client& c) {
       auto request = c.main.tailRequest();
       request.setCb(kj::heap<CallbackImpl>(7, true));
       request.setX(6);
       auto promise = request.send();
       auto order = promise.getCap();
       checkOrder(c, order, 5);
       CHECK(promise.wait(c.wait).getY() == 42);
     }},
    {"node", [](Client& c) {
       auto request = c.main.nodeRequest();
       request.setName("root");
       interop::Node::Client node = request.send().getNode();
       for (auto name : {"a", "b", "c"}) {
         auto child = node.childRequest();
         child.setName(name);
         node = child.send().getNode();
       }
       auto path = node.pathRequest().send().wait(c.wait);
       CHECK(path.getPath() == "root/a/b/c", path.getPath());
     }},
    {"nested", [](Client& c) {
       auto promise = c.main.nestedRequest().send();
       checkOrder(c, promise.getOuter().getInner().getOrder(), 5);
       auto response = promise.wait(c.wait);
       CHECK(response.getOuter().getPad() == "pad");
       CHECK(response.getOuter().getInner().getNumber() == 42);
     }},
    {"nullCap", [](Client& c) {
       auto response = c.main.nullCapRequest().send().wait(c.wait);
       CHECK(!response.hasCap() && response.getMarker() == 7);
     }},
    {"useCounter", [](Client& c) {
       Stats stats;
       auto request = c.main.useCounterRequest();
       request.setCounter(kj::heap<CounterImpl>(stats, 1));
       request.setDelta(4);
       CHECK(request.send().wait(c.wait).getValue() == 5);
     }},
    {"namedCounter", [](Client& c) {
       auto request = c.main.namedCounterRequest();
       request.setName("nom");
       request.setStart(3);
       auto counter = request.send().getCounter();
       CHECK(counter.nameRequest().send().wait(c.wait).getName() == "nom");
       interop::Counter::Client base = counter;
       auto add = base.addRequest();
       add.setDelta(1);
       CHECK(add.send().wait(c.wait).getValue() == 4);
     }},
    {"newBox", [](Client& c) {
       auto request = c.main.newBoxRequest();
       request.setValue("first");
       auto box = request.send().getBox();
       CHECK(box.getRequest().send().wait(c.wait).getValue() == "first");
       auto set = box.setRequest();
       set.setValue("second");
       set.send().wait(c.wait);
       CHECK(box.getRequest().send().wait(c.wait).getValue() == "second");
     }},
    {"capList", [](Client& c) {
       auto request = c.main.capListRequest();
       request.setCount(20);
       auto response = request.send().wait(c.wait);
       auto caps = response.getCaps();
       CHECK(caps.size() == 20);
       auto sum = c.main.sumCapsRequest();
       auto list = sum.initCaps(20);
       for (uint32_t i = 0; i < 20; i++) list.set(i, interop::Counter::Client(caps[i]));
       CHECK(sum.send().wait(c.wait).getSum() == 190);
     }},
    {"sumCaps", [](Client& c) {
       Stats stats;
       auto sum = c.main.sumCapsRequest();
       auto list = sum.initCaps(5);
       for (uint32_t i = 0; i < 5; i++) list.set(i, kj::heap<CounterImpl>(stats, i * 10));
       CHECK(sum.send().wait(c.wait).getSum() == 100);
     }},
    {"driveOrder", [](Client& c) {
       auto request = c.main.driveOrderRequest();
       request.setCap(kj::heap<OrderImpl>());
       request.setCount(20);
       request.setIntervalMs(1);
       auto response = request.send().wait(c.wait);
       CHECK(response.getSeq().size() == 20);
       for (uint32_t i = 0; i < 20; i++) CHECK(response.getSeq()[i] == i);
     }},
    {"drivePromise", [](Client& c) {
       // The peer drives a promise of ours that resolves to an object of its own.
       auto paf = kj::newPromiseAndFulfiller<Order::Client>();
       auto request = c.main.driveOrderRequest();
       request.setCap(Order::Client(kj::mv(paf.promise)));
       request.setCount(40);
       request.setIntervalMs(1);
       auto promise = request.send();
       auto order = c.main.newOrderRequest().send().wait(c.wait).getOrder();
       c.timer.afterDelay(10 * kj::MILLISECONDS).wait(c.wait);
       paf.fulfiller->fulfill(kj::mv(order));
       auto response = promise.wait(c.wait);
       for (uint32_t i = 0; i < 40; i++) CHECK(response.getSeq()[i] == i, i);
     }},
    {"identity", [](Client& c) {
       auto order = c.main.newOrderRequest().send().wait(c.wait).getOrder();
       auto request = c.main.identityRequest();
       request.getCap().setAs<Order>(order);
       auto response = request.send().wait(c.wait);
       auto back = response.getCap().getAs<Order>();
       checkOrder(c, back, 3);
       checkOrder(c, order, 3, 3);
     }},
    {"unknown", [](Client& c) {
       auto order = c.main.newOrderRequest().send().wait(c.wait).getOrder();
       auto wrong = capnp::Capability::Client(order).castAs<interop::Unknown>();
       auto type = kindOf([&]() { wrong.pokeRequest().send().wait(c.wait); });
       CHECK(type == kj::Exception::Type::UNIMPLEMENTED);
     }},
};

// Prints calls per second.
static int bench(Client& c, const char* kind, int count) {
  auto start = now();
  if (!strcmp(kind, "one")) {
    for (int i = 0; i < count; i++) c.main.pingRequest().send().wait(c.wait);
  } else if (!strcmp(kind, "many")) {
    int left = count;
    std::function<kj::Promise<void>()> next = [&]() -> kj::Promise<void> {
      if (left == 0) return kj::READY_NOW;
      left--;
      return c.main.pingRequest().send().then([&](auto&&) { return next(); });
    };
    kj::Vector<kj::Promise<void>> lanes;
    for (int i = 0; i < 1000; i++) lanes.add(next());
    kj::joinPromises(lanes.releaseAsArray()).wait(c.wait);
  } else if (!strcmp(kind, "blob")) {
    int left = count;
    auto bytes = kj::heapArray<uint8_t>(65536);
    memset(bytes.begin(), 7, bytes.size());
    std::function<kj::Promise<void>()> next = [&]() -> kj::Promise<void> {
      if (left == 0) return kj::READY_NOW;
      left--;
      auto request = c.main.echoDataRequest();
      request.setData(bytes);
      return request.send().then([&](auto&&) { return next(); });
    };
    kj::Vector<kj::Promise<void>> lanes;
    for (int i = 0; i < 8; i++) lanes.add(next());
    kj::joinPromises(lanes.releaseAsArray()).wait(c.wait);
  } else {
    return 2;
  }
  printf("%.0f\n", count / (now() - start));
  return 0;
}

int main(int argc, char** argv) {
  if (argc >= 2 && !strcmp(argv[1], "--list")) {
    for (auto& one : cases) puts(one.first.c_str());
    return 0;
  }
  if (argc < 3) {
    fprintf(stderr, "usage: interop-peer server|client|bench ADDR ...\n");
    return 2;
  }
  if (!strcmp(argv[1], "server")) {
    // The timer is only there once the event loop is.
    auto io = kj::setupAsyncIo();
    auto address = io.provider->getNetwork().parseAddress(argv[2]).wait(io.waitScope);
    auto listener = address->listen();
    Interop::Client main = kj::heap<InteropImpl>(io.provider->getTimer());
    capnp::TwoPartyServer server(main);
    if (strncmp(argv[2], "unix:", 5)) {
      printf("LISTENING %u\n", listener->getPort());
    } else {
      printf("LISTENING\n");
    }
    fflush(stdout);
    server.listen(*listener).wait(io.waitScope);
    return 0;
  }
  if (!strcmp(argv[1], "bench")) {
    Client client(argv[2]);
    return argc < 5 ? 2 : bench(client, argv[3], atoi(argv[4]));
  }
  int failures = 0;
  for (auto& one : cases) {
    bool isWanted = argc == 3;
    for (int i = 3; i < argc; i++) isWanted |= one.first == argv[i];
    if (!isWanted) continue;
    auto exception = kj::runCatchingExceptions([&]() {
      Client client(argv[2]);
      one.second(client);
    });
    KJ_IF_MAYBE (e, exception) {
      printf("FAIL %s: %s\n", one.first.c_str(), kj::str(*e).cStr());
      failures++;
    } else {
      printf("PASS %s\n", one.first.c_str());
    }
    fflush(stdout);
  }
  return failures ? 1 : 0;
}
