// Compression: an LZ77 coder with a hash table of positions, and its decoder.
//
// A token is a literal run (0, length - 1, bytes) or a match (1 + length - 4, distance in 2 bytes).
#include <stdio.h>
#include <string.h>

#include "argument.h"

#define WINDOW 65535
#define HASH_BITS 14

static uint32_t load32(const uint8_t *p) {
  uint32_t value;
  memcpy(&value, p, 4);
  return value;
}

static uint8_t *put_literals(uint8_t *out, const uint8_t *from, size_t count) {
  while (count > 0) {
    size_t run = count < 256 ? count : 256;
    *out++ = 0;
    *out++ = run - 1;
    memcpy(out, from, run);
    out += run, from += run, count -= run;
  }
  return out;
}

static size_t compress(const uint8_t *in, size_t size, uint8_t *out) {
  static uint32_t heads[1 << HASH_BITS];
  memset(heads, 0xff, sizeof heads);
  uint8_t *start = out;
  size_t at = 0, literals = 0;
  while (at + 4 <= size) {
    uint32_t hash = load32(in + at) * 2654435761u >> (32 - HASH_BITS);
    uint32_t candidate = heads[hash];
    heads[hash] = at;
    if (candidate == UINT32_MAX || at - candidate > WINDOW ||
        load32(in + candidate) != load32(in + at)) {
      at++;
      continue;
    }
    size_t length = 4, limit = size - at < 258 ? size - at : 258;
    while (length < limit && in[candidate + length] == in[at + length]) length++;
    out = put_literals(out, in + literals, at - literals);
    *out++ = length - 3;
    *out++ = at - candidate;
    *out++ = (at - candidate) >> 8;
    at += length;
    literals = at;
  }
  out = put_literals(out, in + literals, size - literals);
  return out - start;
}

static size_t expand(const uint8_t *in, size_t size, uint8_t *out) {
  uint8_t *start = out;
  const uint8_t *end = in + size;
  while (in < end) {
    int token = *in++;
    if (token == 0) {
      int run = *in++ + 1;
      memcpy(out, in, run);
      out += run, in += run;
    } else {
      int distance = in[0] | in[1] << 8;
      in += 2;
      for (int i = token + 3; i > 0; i--, out++) *out = out[-distance];
    }
  }
  return out - start;
}

/// Fills `text` with sentences of a small vocabulary, so that there is something to find.
static void generate(uint8_t *text, size_t size) {
  static const char *const vocabulary[] = {
      "signal ", "neuron ", "the ", "a ", "process ", "links ", "to ", "and ", "waits, ",
      "while ", "another ", "computes ", "in ", "its ", "own ", "memory. ",
  };
  uint64_t seed = 88172645463325252u;
  for (size_t at = 0; at < size;) {
    const char *word = vocabulary[next_random(&seed) >> 33 & 15];
    for (; *word && at < size; word++) text[at++] = *word;
    if (next_random(&seed) % 9 == 0 && at < size) text[at++] = '0' + seed % 10;
  }
}

int main(int argc, char **argv) {
  size_t size = argument(argc, argv, 1, 1 << 18);
  int64_t rounds = argument(argc, argv, 2, 10);
  uint8_t *text = malloc(size), *packed = malloc(size + size / 32 + 64), *again = malloc(size);
  if (!text || !packed || !again) return 1;
  generate(text, size);
  size_t packed_size = 0;
  uint64_t checksum = 1469598103934665603u;
  for (int64_t round = 0; round < rounds; round++) {
    text[round % size] ^= 1;
    packed_size = compress(text, size, packed);
    if (expand(packed, packed_size, again) != size || memcmp(text, again, size) != 0) return 1;
    checksum = fold(checksum, packed_size);
  }
  for (size_t i = 0; i < packed_size; i++) checksum = fold(checksum, packed[i]);
  printf("lz: %d to %d bytes, %016llx\n", (int)size, (int)packed_size,
         (unsigned long long)checksum);
}
