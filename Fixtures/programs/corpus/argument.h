// Numeric command-line arguments with a default, for every program of the corpus.
#pragma once
#include <stdint.h>
#include <stdlib.h>

/// The argument at `index` as a number, or `otherwise` where it is absent.
static inline int64_t argument(int argc, char **argv, int index, int64_t otherwise) {
  return index < argc ? strtoll(argv[index], 0, 10) : otherwise;
}

/// One step of a 64-bit xorshift generator: deterministic input without any file.
static inline uint64_t next_random(uint64_t *state) {
  uint64_t x = *state;
  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  return *state = x;
}

/// Folds `value` into a running FNV-1a style checksum.
static inline uint64_t fold(uint64_t checksum, uint64_t value) {
  return (checksum ^ value) * 1099511628211u;
}
