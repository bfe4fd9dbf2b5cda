// Functions of every kind of signature, for typed calls and `--invoke`.
//
// build: -nostartfiles -nostdlib -Wl,--no-entry -mmultivalue -Xclang -target-abi
// build: -Xclang experimental-mv -Wl,--export=counter
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(#name))) name

typedef struct {
  int32_t quotient, remainder;
} Division;

typedef struct {
  int32_t a;
  int64_t b;
  float c;
  double d;
} Mixed;

int32_t counter = 41;

int32_t EXPORT(add)(int32_t a, int32_t b) { return a + b; }
int64_t EXPORT(add64)(int64_t a, int64_t b) { return a + b; }
float EXPORT(halve)(float x) { return x / 2; }
double EXPORT(hypotenuse)(double a, double b) { return __builtin_sqrt(a * a + b * b); }

/// The naive Fibonacci function.
int32_t EXPORT(fib)(int32_t n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

/// Two results; traps if `b` is 0.
Division EXPORT(divide)(int32_t a, int32_t b) { return (Division){a / b, a % b}; }

/// One result of each type.
Mixed EXPORT(mixed)(int32_t seed) { return (Mixed){seed, seed * 2ll, seed / 2.f, seed / 4.0}; }

/// No parameter, no result.
void EXPORT(nothing)(void) {}

/// Counts its calls in memory.
int32_t EXPORT(count)(void) { return ++counter; }

/// Loops `rounds` times.
int64_t EXPORT(spin)(int64_t rounds) {
  for (int64_t i = 0; i < rounds; i++) __asm__ volatile("");
  return rounds;
}

void EXPORT(fail)(void) { __builtin_trap(); }
