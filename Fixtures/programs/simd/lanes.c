// Permutes the bytes of blocks of sixteen: by a table, and by numbers that are known beforehand.
#include <stdio.h>
#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

#include "../corpus/argument.h"

static const uint8_t fixed[16] = {5, 0, 11, 2, 15, 8, 1, 14, 7, 4, 13, 10, 3, 6, 9, 12};

static void permute(const uint8_t *in, const uint8_t *table, uint8_t *out) {
#ifdef __wasm_simd128__
  v128_t t = wasm_i8x16_swizzle(wasm_v128_load(in), wasm_v128_load(table));
  wasm_v128_store(out, wasm_i8x16_shuffle(t, t, 5, 0, 11, 2, 15, 8, 1, 14, 7, 4, 13, 10, 3, 6, 9, 12));
#else
  uint8_t t[16];
  for (int i = 0; i < 16; i++) t[i] = table[i] < 16 ? in[table[i]] : 0;
  for (int i = 0; i < 16; i++) out[i] = t[fixed[i]];
#endif
}

int main(int argc, char **argv) {
  size_t size = argument(argc, argv, 1, 1 << 16) & ~15;
  int64_t rounds = argument(argc, argv, 2, 10);
  uint8_t *data = malloc(size), table[16];
  if (!data) return 1;
  uint64_t seed = 521288629u, checksum = 1469598103934665603u;
  for (size_t i = 0; i < size; i++) data[i] = next_random(&seed);
  for (int i = 0; i < 16; i++) table[i] = (i * 7 + 3) % 16;
  for (int64_t round = 0; round < rounds; round++) {
    for (size_t i = 0; i < size; i += 16) permute(data + i, table, data + i);
  }
  for (size_t i = 0; i < size; i++) checksum = fold(checksum, data[i] + fixed[i % 16]);
  printf("lanes: %016llx\n", (unsigned long long)checksum);
}
