// Text: base64 there and back, table driven.
#include <stdio.h>
#include <string.h>

#include "argument.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static int8_t values[256];

static size_t encode(const uint8_t *in, size_t size, char *out) {
  char *start = out;
  for (size_t i = 0; i < size; i += 3) {
    size_t left = size - i;
    uint32_t bits = (uint32_t)in[i] << 16 | (left > 1 ? in[i + 1] << 8 : 0) |
                    (left > 2 ? in[i + 2] : 0);
    *out++ = digits[bits >> 18];
    *out++ = digits[bits >> 12 & 63];
    *out++ = left > 1 ? digits[bits >> 6 & 63] : '=';
    *out++ = left > 2 ? digits[bits & 63] : '=';
  }
  return out - start;
}

static size_t decode(const char *in, size_t size, uint8_t *out) {
  uint8_t *start = out;
  uint32_t bits = 0;
  int have = 0;
  for (size_t i = 0; i < size; i++) {
    int value = values[(uint8_t)in[i]];
    if (value < 0) continue;
    bits = bits << 6 | value;
    if ((have += 6) >= 8) *out++ = bits >> (have -= 8);
  }
  return out - start;
}

int main(int argc, char **argv) {
  size_t size = argument(argc, argv, 1, 1 << 18);
  int64_t rounds = argument(argc, argv, 2, 10);
  uint8_t *data = malloc(size), *again = malloc(size + 3);
  char *text = malloc(size / 3 * 4 + 8);
  if (!data || !again || !text) return 1;
  memset(values, -1, sizeof values);
  for (int i = 0; i < 64; i++) values[(uint8_t)digits[i]] = i;
  uint64_t seed = 2463534242u, checksum = 1469598103934665603u;
  for (size_t i = 0; i < size; i++) data[i] = next_random(&seed);
  for (int64_t round = 0; round < rounds; round++) {
    size_t length = encode(data, size, text);
    if (decode(text, length, again) != size || memcmp(data, again, size) != 0) return 1;
    checksum = fold(checksum, (uint8_t)text[round % length]);
    data[round % size]++;
  }
  printf("base64: %016llx\n", (unsigned long long)checksum);
}
