// Calls back into the host's module `host`, for the cost and the meaning of host functions.
//
// build: keep names -nostartfiles -nostdlib -Wl,--no-entry
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(#name))) name
#define IMPORT(name) __attribute__((import_module("host"), import_name(#name))) host_##name

int32_t IMPORT(add)(int32_t a, int32_t b);
void IMPORT(log)(const char *text, uint32_t length);
int32_t IMPORT(reenter)(int32_t depth);

/// Calls the host's `add` as often as asked; returns the last result.
int32_t EXPORT(call_host)(int32_t times) {
  int32_t value = 0;
  for (int32_t i = 0; i < times; i++) value = host_add(value, i);
  return value;
}

/// The same loop without the host, to subtract.
int32_t EXPORT(call_nobody)(int32_t times) {
  int32_t value = 0;
  for (int32_t i = 0; i < times; i++) {
    value += i;
    __asm__ volatile("" : "+r"(value));
  }
  return value;
}

/// Hands the host a string of the guest's memory.
void EXPORT(say_hello)(void) { host_log("hello from the guest", 20); }

/// Goes through the host `depth` times and back.
int32_t EXPORT(bounce)(int32_t depth) { return depth > 0 ? host_reenter(depth - 1) + 1 : 0; }

/// A call that does next to nothing.
int32_t EXPORT(increment)(int32_t value) { return value + 1; }
