// Blurs a picture of bytes and sharpens its contrast. Nothing in it speaks of vectors: the compiler
// finds them.
#include <stdio.h>

#include "../corpus/argument.h"

// One two one, across; the sums keep four more bits than a byte has after `down`.
static void across(int width, const uint8_t *restrict in, uint16_t *restrict out) {
  for (int x = 1; x < width - 1; x++) out[x] = in[x - 1] + 2 * in[x] + in[x + 1];
}

static void down(
    int width, const uint16_t *restrict above, const uint16_t *restrict here,
    const uint16_t *restrict below, uint8_t *restrict out) {
  for (int x = 1; x < width - 1; x++) {
    out[x] = (uint16_t)(above[x] + 2 * here[x] + below[x] + 8) >> 4;
  }
}

static void contrast(int width, uint8_t *restrict row) {
  for (int x = 0; x < width; x++) {
    int16_t value = (int16_t)((int16_t)row[x] * 5 >> 2) - 32;
    value = value < 0 ? 0 : value;
    row[x] = value > 255 ? 255 : value;
  }
}

int main(int argc, char **argv) {
  int width = argument(argc, argv, 1, 640), height = argument(argc, argv, 2, 480);
  int64_t rounds = argument(argc, argv, 3, 10);
  uint8_t *picture = malloc(width * height);
  uint16_t *rows = calloc(3 * width, sizeof(uint16_t));
  if (!picture || !rows || width < 3 || height < 3) return 1;
  uint64_t seed = 88172645463325252u, checksum = 1469598103934665603u;
  for (int i = 0; i < width * height; i++) {
    picture[i] = ((i % width) ^ (i / width)) + (next_random(&seed) & 31);
  }
  for (int64_t round = 0; round < rounds; round++) {
    for (int y = 0; y < 3; y++) across(width, picture + y * width, rows + y * width);
    for (int y = 1; y < height - 1; y++) {
      uint16_t *above = rows + (y - 1) % 3 * width;
      down(
          width, above, rows + y % 3 * width, rows + (y + 1) % 3 * width, picture + y * width);
      if (y + 2 < height) across(width, picture + (y + 2) * width, above);
    }
    for (int y = 0; y < height; y++) contrast(width, picture + y * width);
  }
  for (int i = 0; i < width * height; i++) checksum = fold(checksum, picture[i]);
  printf("image %dx%d: %016llx\n", width, height, (unsigned long long)checksum);
}
