// Counts where phrases occur in a text: sixteen places at once where the target has vectors, else
// one by one, by the same rule: look for the first and the last letter, then compare.
#include <stdio.h>
#include <string.h>
#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

#include "../corpus/argument.h"

static size_t count(const char *text, size_t size, const char *phrase, size_t length) {
  size_t found = 0, last = length - 1, i = 0;
#ifdef __wasm_simd128__
  v128_t first_letters = wasm_i8x16_splat(phrase[0]);
  v128_t last_letters = wasm_i8x16_splat(phrase[last]);
  for (; i + last + 16 <= size; i += 16) {
    v128_t first = wasm_i8x16_eq(wasm_v128_load(text + i), first_letters);
    v128_t both = wasm_v128_and(
        first, wasm_i8x16_eq(wasm_v128_load(text + i + last), last_letters));
    if (!wasm_v128_any_true(both)) continue;
    for (uint32_t places = wasm_i8x16_bitmask(both); places; places &= places - 1) {
      if (memcmp(text + i + __builtin_ctz(places), phrase, length) == 0) found++;
    }
  }
#endif
  for (; i + last < size; i++) {
    if (text[i] == phrase[0] && text[i + last] == phrase[last] &&
        memcmp(text + i, phrase, length) == 0)
      found++;
  }
  return found;
}

int main(int argc, char **argv) {
  static const char *const words[] = {"the ", "quick ", "brown ", "fox ", "jumps ", "over ",
                                      "lazy ", "dog ", "while ", "vectors ", "compare ", "bytes "};
  static const char *const phrases[] = {"quick fox", "lazy dog while", "vectors compare bytes",
                                        "zebra", "over the"};
  size_t size = argument(argc, argv, 1, 1 << 20);
  int64_t rounds = argument(argc, argv, 2, 10);
  char *text = malloc(size + 16);
  if (!text) return 1;
  uint64_t seed = 362436069u, checksum = 1469598103934665603u;
  for (size_t used = 0; used < size;) {
    const char *word = words[next_random(&seed) % (sizeof words / sizeof *words)];
    size_t length = strlen(word);
    if (length > size - used) length = size - used;
    memcpy(text + used, word, length);
    used += length;
  }
  for (int64_t round = 0; round < rounds; round++) {
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
      checksum = fold(checksum, count(text, size, phrases[i], strlen(phrases[i])));
    }
  }
  printf("search: %016llx\n", (unsigned long long)checksum);
}
