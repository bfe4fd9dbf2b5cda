// Base64 there and back: sixteen characters at once where the target has vectors, else by tables.
#include <stdio.h>
#include <string.h>
#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

#include "../corpus/argument.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static int8_t values[256];

#ifdef __wasm_simd128__
// Twelve bytes become sixteen characters.
static inline v128_t encode16(v128_t in) {
  // Each group of three bytes, the middle one twice: b a c b.
  v128_t t = wasm_i8x16_shuffle(in, in, 1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10);
  v128_t first = wasm_v128_and(wasm_u32x4_shr(t, 10), wasm_i32x4_splat(0x3F));
  v128_t second = wasm_v128_and(wasm_i32x4_shl(t, 4), wasm_i32x4_splat(0x3F00));
  v128_t third = wasm_v128_and(wasm_u32x4_shr(t, 6), wasm_i32x4_splat(0x3F0000));
  v128_t fourth = wasm_v128_and(wasm_i32x4_shl(t, 8), wasm_i32x4_splat(0x3F000000));
  v128_t v = wasm_v128_or(wasm_v128_or(first, second), wasm_v128_or(third, fourth));
  // What to add follows from the range that the digit lies in.
  const v128_t ranges = wasm_i8x16_const(
      'a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
      '0' - 52, '0' - 52, '+' - 62, '/' - 63, 'A', 0, 0);
  v128_t range = wasm_u8x16_sub_sat(v, wasm_i8x16_splat(51));
  v128_t upper = wasm_v128_and(wasm_i8x16_lt(v, wasm_i8x16_splat(26)), wasm_i8x16_splat(13));
  return wasm_i8x16_add(v, wasm_i8x16_swizzle(ranges, wasm_v128_or(range, upper)));
}

// Sixteen characters become twelve bytes; all of them have to be digits.
static inline v128_t decode16(v128_t c) {
  // The upper four bits tell the range, but for the two signs, which share theirs.
  const v128_t ranges = wasm_i8x16_const(
      0, 63 - '/', 62 - '+', 52 - '0', -'A', -'A', 26 - 'a', 26 - 'a', 0, 0, 0, 0, 0, 0, 0, 0);
  v128_t range = wasm_i8x16_add(wasm_u8x16_shr(c, 4), wasm_i8x16_eq(c, wasm_i8x16_splat('/')));
  v128_t v = wasm_i8x16_add(c, wasm_i8x16_swizzle(ranges, range));
  // Pairs of six bits, then pairs of twelve.
  v128_t pairs = wasm_v128_or(
      wasm_v128_and(wasm_i16x8_shl(v, 6), wasm_i16x8_splat(0xFC0)), wasm_u16x8_shr(v, 8));
  v128_t whole = wasm_v128_or(
      wasm_v128_and(wasm_i32x4_shl(pairs, 12), wasm_i32x4_splat(0xFFF000)),
      wasm_u32x4_shr(pairs, 16));
  return wasm_i8x16_shuffle(whole, whole, 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 3, 3, 3);
}
#endif

static size_t encode(const uint8_t *in, size_t size, char *out) {
  char *start = out;
  size_t i = 0;
#ifdef __wasm_simd128__
  for (; i + 16 <= size; i += 12, out += 16) {
    wasm_v128_store(out, encode16(wasm_v128_load(in + i)));
  }
#endif
  for (; i < size; i += 3) {
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
  size_t i = 0;
#ifdef __wasm_simd128__
  // The last group may be padded.
  for (; i + 20 <= size; i += 16, out += 12) {
    wasm_v128_store(out, decode16(wasm_v128_load(in + i)));
  }
#endif
  for (; i + 4 <= size; i += 4) {
    int8_t a = values[(uint8_t)in[i]], b = values[(uint8_t)in[i + 1]];
    int8_t c = values[(uint8_t)in[i + 2]], d = values[(uint8_t)in[i + 3]];
    *out++ = a << 2 | b >> 4;
    if (c >= 0) *out++ = b << 4 | c >> 2;
    if (d >= 0) *out++ = c << 6 | d;
  }
  return out - start;
}

int main(int argc, char **argv) {
  size_t size = argument(argc, argv, 1, 1 << 18);
  int64_t rounds = argument(argc, argv, 2, 10);
  uint8_t *data = malloc(size), *again = malloc(size + 16);
  char *text = malloc(size / 3 * 4 + 24);
  if (!data || !again || !text || size == 0) return 1;
  memset(values, -1, sizeof values);
  for (int i = 0; i < 64; i++) values[(uint8_t)digits[i]] = i;
  uint64_t seed = 2463534242u, checksum = 1469598103934665603u;
  for (size_t i = 0; i < size; i++) data[i] = next_random(&seed);
  for (int64_t round = 0; round < rounds; round++) {
    size_t length = encode(data, size, text);
    if (decode(text, length, again) != size) return 1;
    checksum = fold(checksum, (uint8_t)text[round % length]);
    data[round % size]++;
  }
  if (encode(data, size, text) == 0) return 1;
  decode(text, size / 3 * 4 + (size % 3 ? 4 : 0), again);
  if (memcmp(data, again, size) != 0) return 1;
  printf("base64: %016llx\n", (unsigned long long)checksum);
}
