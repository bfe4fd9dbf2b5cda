// The codec benchmark in C++: builds and reads a message of 1,000 structs; prints microseconds.
#include <capnp/message.h>
#include <capnp/serialize.h>
#include <chrono>
#include <cstdio>
#include "codec.capnp.h"

static void build(capnp::MessageBuilder& builder) {
  auto items = builder.initRoot<Items>().initItems(1000);
  for (unsigned i = 0; i < 1000; i++) {
    auto item = items[i];
    item.setId(i);
    item.setAge(i & 63);
    item.setActive((i & 1) == 0);
    item.setName("person name");
  }
}

static uint64_t read(capnp::MessageReader& message) {
  uint64_t sum = 0;
  for (auto item : message.getRoot<Items>().getItems()) {
    sum += item.getId() + item.getAge() + (item.getActive() ? 1 : 0) + item.getName().size();
  }
  return sum;
}

template <typename Body>
static double best(Body body) {
  double result = 1e9;
  for (int round = 0; round < 200; round++) {
    auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 20; i++) body();
    std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - start;
    if (time.count() / 20 < result) result = time.count() / 20;
  }
  return result;
}

int main() {
  capnp::MallocMessageBuilder builder(16384);
  build(builder);
  auto words = capnp::messageToFlatArray(builder);
  volatile uint64_t sum = 0;
  double buildTime = best([] {
    capnp::MallocMessageBuilder message(16384);
    build(message);
  });
  double readTime = best([&] {
    capnp::FlatArrayMessageReader message(words);
    sum = sum + read(message);
  });
  printf("%.2f %.2f\n", buildTime, readTime);
}
