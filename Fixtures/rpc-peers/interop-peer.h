// The server side of interop.capnp on libcapnp, as strangers would write it.
#pragma once
#include <capnp/ez-rpc.h>
#include <capnp/message.h>
#include <capnp/rpc-twoparty.h>
#include <kj/async-io.h>
#include <kj/debug.h>

#include <map>
#include <string>
#include <vector>

#include "interop.capnp.h"

struct Stats {
  uint32_t live = 0, started = 0, canceled = 0;
};

struct CounterImpl final : public interop::NamedCounter::Server {
  CounterImpl(Stats& stats, int64_t value, kj::StringPtr name = "")
      : stats(stats), value(value), label(kj::str(name)) {
    stats.live++;
  }
  ~CounterImpl() { stats.live--; }
  kj::Promise<void> add(AddContext context) override {
    value += context.getParams().getDelta();
    context.getResults().setValue(value);
    return kj::READY_NOW;
  }
  kj::Promise<void> get(GetContext context) override {
    context.getResults().setValue(value);
    return kj::READY_NOW;
  }
  kj::Promise<void> name(NameContext context) override {
    context.getResults().setName(label);
    return kj::READY_NOW;
  }
  Stats& stats;
  int64_t value;
  kj::String label;
};

struct NamedImpl final : public interop::NamedCounter::Server {
  NamedImpl(int64_t value, kj::StringPtr name) : value(value), label(kj::str(name)) {}
  kj::Promise<void> add(AddContext context) override {
    value += context.getParams().getDelta();
    context.getResults().setValue(value);
    return kj::READY_NOW;
  }
  kj::Promise<void> get(GetContext context) override {
    context.getResults().setValue(value);
    return kj::READY_NOW;
  }
  kj::Promise<void> name(NameContext context) override {
    context.getResults().setName(label);
    return kj::READY_NOW;
  }
  int64_t value;
  kj::String label;
};

struct OrderImpl final : public interop::Order::Server {
  kj::Promise<void> next(NextContext context) override {
    context.getResults().setN(count++);
    return kj::READY_NOW;
  }
  uint32_t count = 0;
};

struct BoxImpl final : public interop::Box<capnp::Text>::Server {
  explicit BoxImpl(kj::StringPtr text) : text(kj::str(text)) {}
  kj::Promise<void> set(SetContext context) override {
    text = kj::str(context.getParams().getValue());
    return kj::READY_NOW;
  }
  kj::Promise<void> get(GetContext context) override {
    context.getResults().setValue(text);
    return kj::READY_NOW;
  }
  kj::String text;
};

struct NodeImpl final : public interop::Node::Server {
  explicit NodeImpl(kj::String where) : where(kj::mv(where)) {}
  kj::Promise<void> child(ChildContext context) override {
    context.getResults().setNode(
        kj::heap<NodeImpl>(kj::str(where, "/", context.getParams().getName())));
    return kj::READY_NOW;
  }
  kj::Promise<void> path(PathContext context) override {
    context.getResults().setPath(where);
    return kj::READY_NOW;
  }
  kj::String where;
};

struct SinkImpl final : public interop::ByteSink::Server {
  SinkImpl(kj::Timer& timer, uint32_t delay, uint32_t failAt)
      : timer(timer), delay(delay), failAt(failAt) {}
  kj::Promise<void> write(WriteContext context) override {
    auto chunk = context.getParams().getChunk();
    for (uint8_t byte : chunk) checksum = (checksum ^ byte) * 0x100000001b3ull;
    bytes += chunk.size();
    chunks++;
    if (failAt != 0 && chunks == failAt) {
      KJ_FAIL_REQUIRE("the write was told to fail", chunks);
    }
    if (delay == 0) return kj::READY_NOW;
    return timer.afterDelay(delay * kj::MILLISECONDS);
  }
  kj::Promise<void> done(DoneContext context) override {
    auto results = context.getResults();
    results.setBytes(bytes);
    results.setChunks(chunks);
    results.setChecksum(checksum);
    return kj::READY_NOW;
  }
  kj::Timer& timer;
  uint32_t delay, failAt, chunks = 0;
  uint64_t bytes = 0, checksum = 0xcbf29ce484222325ull;
};

struct ResolverImpl final : public interop::Resolver::Server {
  explicit ResolverImpl(kj::Own<kj::PromiseFulfiller<interop::Order::Client>> fulfiller)
      : fulfiller(kj::mv(fulfiller)) {}
  kj::Promise<void> resolve(ResolveContext context) override {
    fulfiller->fulfill(context.getParams().getCap());
    return kj::READY_NOW;
  }
  kj::Promise<void> resolveNew(ResolveNewContext context) override {
    fulfiller->fulfill(kj::heap<OrderImpl>());
    return kj::READY_NOW;
  }
  kj::Promise<void> reject(RejectContext context) override {
    fulfiller->reject(KJ_EXCEPTION(FAILED, context.getParams().getMessage()));
    return kj::READY_NOW;
  }
  kj::Own<kj::PromiseFulfiller<interop::Order::Client>> fulfiller;
};

using Calculator = interop::Calculator;

struct ValueImpl final : public Calculator::Value::Server {
  explicit ValueImpl(double value) : value(value) {}
  kj::Promise<void> read(ReadContext context) override {
    context.getResults().setValue(value);
    return kj::READY_NOW;
  }
  double value;
};

inline kj::Promise<double> evaluate(
    Calculator::Expr::Reader expr, kj::ArrayPtr<const double> params = nullptr) {
  switch (expr.which()) {
    case Calculator::Expr::LITERAL:
      return expr.getLiteral();
    case Calculator::Expr::PREVIOUS:
      return expr.getPrevious().readRequest().send().then(
          [](auto&& response) { return response.getValue(); });
    case Calculator::Expr::PARAMETER:
      KJ_REQUIRE(expr.getParameter() < params.size(), "parameter out of range");
      return params[expr.getParameter()];
    case Calculator::Expr::CALL: {
      auto call = expr.getCall();
      auto fn = call.getFn();
      kj::Vector<kj::Promise<double>> values;
      for (auto param : call.getParams()) values.add(evaluate(param, params));
      return kj::joinPromises(values.releaseAsArray())
          .then([fn](kj::Array<double>&& values) mutable {
            auto request = fn.callRequest();
            request.setParams(kj::ArrayPtr<const double>(values));
            return request.send().then([](auto&& response) { return response.getValue(); });
          });
    }
    default:
      KJ_FAIL_REQUIRE("unknown expression");
  }
}

struct FunctionImpl final : public Calculator::Function::Server {
  FunctionImpl(uint32_t count, Calculator::Expr::Reader body) : count(count) {
    this->body.setRoot(body);
  }
  kj::Promise<void> call(CallContext context) override {
    auto params = context.getParams().getParams();
    KJ_REQUIRE(params.size() == count, "wrong number of parameters");
    auto values = kj::heapArray<double>(params.size());
    for (auto i : kj::indices(values)) values[i] = params[i];
    auto promise = evaluate(body.getRoot<Calculator::Expr>().asReader(), values);
    return promise
        .then([context](double value) mutable { context.getResults().setValue(value); })
        .attach(kj::mv(values));
  }
  uint32_t count;
  capnp::MallocMessageBuilder body;
};

struct OperatorImpl final : public Calculator::Function::Server {
  explicit OperatorImpl(Calculator::Op op) : op(op) {}
  kj::Promise<void> call(CallContext context) override {
    auto params = context.getParams().getParams();
    KJ_REQUIRE(params.size() == 2, "wrong number of parameters");
    double a = params[0], b = params[1], value = 0;
    switch (op) {
      case Calculator::Op::ADD: value = a + b; break;
      case Calculator::Op::SUBTRACT: value = a - b; break;
      case Calculator::Op::MULTIPLY: value = a * b; break;
      case Calculator::Op::DIVIDE: value = a / b; break;
    }
    context.getResults().setValue(value);
    return kj::READY_NOW;
  }
  Calculator::Op op;
};

struct CalculatorImpl final : public Calculator::Server {
  kj::Promise<void> evaluate(EvaluateContext context) override {
    return ::evaluate(context.getParams().getExpr()).then([context](double value) mutable {
      context.getResults().setValue(kj::heap<ValueImpl>(value));
    });
  }
  kj::Promise<void> define(DefineContext context) override {
    auto params = context.getParams();
    context.getResults().setFn(
        kj::heap<FunctionImpl>(params.getParamCount(), params.getBody()));
    return kj::READY_NOW;
  }
  kj::Promise<void> getOperator(GetOperatorContext context) override {
    context.getResults().setFn(kj::heap<OperatorImpl>(context.getParams().getOp()));
    return kj::READY_NOW;
  }
};

struct InteropImpl final : public interop::Interop::Server {
  explicit InteropImpl(kj::Timer& timer) : timer(timer) {}
  kj::Promise<void> ping(PingContext context) override {
    context.getResults().setSeq(context.getParams().getSeq());
    return kj::READY_NOW;
  }
  kj::Promise<void> echoAll(EchoAllContext context) override {
    context.getResults().setValue(context.getParams().getValue());
    return kj::READY_NOW;
  }
  kj::Promise<void> calculator(CalculatorContext context) override {
    context.getResults().setCalc(kj::heap<CalculatorImpl>());
    return kj::READY_NOW;
  }
  kj::Promise<void> fail(FailContext context) override {
    auto params = context.getParams();
    return kj::Exception(kj::Exception::Type(params.getKind()), __FILE__, __LINE__,
                         kj::str(params.getMessage()));
  }
  kj::Promise<void> echoData(EchoDataContext context) override {
    context.getResults().setData(context.getParams().getData());
    return kj::READY_NOW;
  }
  kj::Promise<void> makeBlob(MakeBlobContext context) override {
    auto params = context.getParams();
    auto data = context.getResults().initData(params.getSize());
    for (auto i : kj::indices(data)) data[i] = (params.getSeed() + uint32_t(i) * 131) & 0xff;
    return kj::READY_NOW;
  }
  kj::Promise<void> newCounter(NewCounterContext context) override {
    context.getResults().setCounter(
        kj::heap<CounterImpl>(stats, context.getParams().getStart()));
    return kj::READY_NOW;
  }
  kj::Promise<void> liveCounters(LiveCountersContext context) override {
    context.getResults().setCount(stats.live);
    return kj::READY_NOW;
  }
  kj::Promise<void> newSink(NewSinkContext context) override {
    auto params = context.getParams();
    context.getResults().setSink(
        kj::heap<SinkImpl>(timer, params.getDelayMs(), params.getFailAt()));
    return kj::READY_NOW;
  }
  kj::Promise<void> hang(HangContext context) override {
    struct Watch {
      explicit Watch(Stats& stats) : stats(stats) {}
      Stats& stats;
      ~Watch() { stats.canceled++; }
    };
    context.allowCancellation();
    stats.started++;
    return kj::Promise<void>(kj::NEVER_DONE).attach(kj::heap<Watch>(stats));
  }
  kj::Promise<void> hangStats(HangStatsContext context) override {
    context.getResults().setStarted(stats.started);
    context.getResults().setCanceled(stats.canceled);
    return kj::READY_NOW;
  }
  kj::Promise<int64_t> callTimes(interop::Callback::Client cb, uint32_t i, uint32_t n, int64_t sum) {
    if (i == n) return sum;
    auto request = cb.callRequest();
    request.setX(i);
    return request.send().then([this, cb, i, n, sum](auto&& response) mutable {
      return callTimes(kj::mv(cb), i + 1, n, sum + response.getY());
    });
  }
  kj::Promise<void> callMe(CallMeContext context) override {
    auto params = context.getParams();
    return callTimes(params.getCb(), 0, params.getTimes(), 0)
        .then([context](int64_t sum) mutable { context.getResults().setSum(sum); });
  }
  kj::Promise<void> hold(HoldContext context) override {
    held = context.getParams().getCap();
    return kj::READY_NOW;
  }
  kj::Promise<void> callHeld(CallHeldContext context) override {
    auto& cb = KJ_REQUIRE_NONNULL(held, "nothing is held");
    auto request = cb.callRequest();
    request.setX(context.getParams().getX());
    return request.send().then(
        [context](auto&& response) mutable { context.getResults().setY(response.getY()); });
  }
  kj::Promise<void> drop(DropContext context) override {
    held = nullptr;
    return kj::READY_NOW;
  }
  kj::Promise<void> newPromise(NewPromiseContext context) override {
    auto paf = kj::newPromiseAndFulfiller<interop::Order::Client>();
    auto results = context.getResults();
    results.setPromise(interop::Order::Client(kj::mv(paf.promise)));
    results.setResolver(kj::heap<ResolverImpl>(kj::mv(paf.fulfiller)));
    return kj::READY_NOW;
  }
  kj::Promise<void> newOrder(NewOrderContext context) override {
    context.getResults().setOrder(kj::heap<OrderImpl>());
    return kj::READY_NOW;
  }
  kj::Promise<void> echoCap(EchoCapContext context) override {
    auto delay = context.getParams().getDelayMs();
    auto finish = [context]() mutable {
      context.getResults().setCap(context.getParams().getCap());
    };
    if (delay == 0) {
      finish();
      return kj::READY_NOW;
    }
    return timer.afterDelay(delay * kj::MILLISECONDS).then(kj::mv(finish));
  }
  kj::Promise<void> delay(DelayContext context) override {
    return timer.afterDelay(context.getParams().getMs() * kj::MILLISECONDS);
  }
  kj::Promise<void> tail(TailContext context) override {
    auto request = context.getParams().getCb().callRequest();
    request.setX(context.getParams().getX());
    return context.tailCall(kj::mv(request));
  }
  kj::Promise<void> node(NodeContext context) override {
    context.getResults().setNode(kj::heap<NodeImpl>(kj::str(context.getParams().getName())));
    return kj::READY_NOW;
  }
  kj::Promise<void> nested(NestedContext context) override {
    auto outer = context.getResults().initOuter();
    outer.setPad("pad");
    auto inner = outer.initInner();
    inner.setOrder(kj::heap<OrderImpl>());
    inner.setNumber(42);
    return kj::READY_NOW;
  }
  kj::Promise<void> nullCap(NullCapContext context) override {
    context.getResults().setMarker(7);
    return kj::READY_NOW;
  }
  kj::Promise<void> useCounter(UseCounterContext context) override {
    auto request = context.getParams().getCounter().addRequest();
    request.setDelta(context.getParams().getDelta());
    return request.send().then([context](auto&& response) mutable {
      context.getResults().setValue(response.getValue());
    });
  }
  kj::Promise<void> namedCounter(NamedCounterContext context) override {
    auto params = context.getParams();
    context.getResults().setCounter(kj::heap<NamedImpl>(params.getStart(), params.getName()));
    return kj::READY_NOW;
  }
  kj::Promise<void> newBox(NewBoxContext context) override {
    context.getResults().setBox(kj::heap<BoxImpl>(context.getParams().getValue()));
    return kj::READY_NOW;
  }
  kj::Promise<void> capList(CapListContext context) override {
    auto count = context.getParams().getCount();
    auto caps = context.getResults().initCaps(count);
    for (uint32_t i = 0; i < count; i++) caps.set(i, kj::heap<CounterImpl>(stats, i));
    return kj::READY_NOW;
  }
  kj::Promise<void> sumCaps(SumCapsContext context) override {
    kj::Vector<kj::Promise<int64_t>> values;
    for (auto cap : context.getParams().getCaps()) {
      values.add(cap.getRequest().send().then(
          [](auto&& response) -> int64_t { return response.getValue(); }));
    }
    return kj::joinPromises(values.releaseAsArray())
        .then([context](kj::Array<int64_t>&& values) mutable {
          int64_t sum = 0;
          for (auto value : values) sum += value;
          context.getResults().setSum(sum);
        });
  }
  kj::Promise<void> drive(interop::Order::Client cap, uint32_t i, uint32_t count, uint32_t interval,
                          kj::Vector<kj::Promise<uint32_t>>& calls) {
    if (i == count) return kj::READY_NOW;
    auto request = cap.nextRequest();
    request.setExpected(i);
    calls.add(request.send()
                  .then([](auto&& response) -> uint32_t { return response.getN(); })
                  .eagerlyEvaluate(nullptr));
    auto wait = interval == 0 ? kj::evalLater([]() {})
                              : timer.afterDelay(interval * kj::MILLISECONDS);
    return wait.then([this, cap, i, count, interval, &calls]() mutable {
      return drive(kj::mv(cap), i + 1, count, interval, calls);
    });
  }
  kj::Promise<void> driveOrder(DriveOrderContext context) override {
    auto params = context.getParams();
    auto calls = kj::heap<kj::Vector<kj::Promise<uint32_t>>>();
    auto& ref = *calls;
    return drive(params.getCap(), 0, params.getCount(), params.getIntervalMs(), ref)
        .then([&ref]() { return kj::joinPromises(ref.releaseAsArray()); })
        .then([context](kj::Array<uint32_t>&& seq) mutable {
          context.getResults().setSeq(kj::ArrayPtr<const uint32_t>(seq));
        })
        .attach(kj::mv(calls));
  }
  kj::Promise<void> identity(IdentityContext context) override {
    context.getResults().getCap().set(context.getParams().getCap());
    return kj::READY_NOW;
  }
  kj::Promise<void> unsupported(UnsupportedContext context) override {
    context.getResults().initNames(0);
    return kj::READY_NOW;
  }
  kj::Timer& timer;
  Stats stats;
  kj::Maybe<interop::Callback::Client> held;
};
