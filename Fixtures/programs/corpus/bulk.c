// Bulk memory: `memory.fill` and `memory.copy` over small, middle and large ranges, forwards,
// backwards and overlapping.
#include <stdio.h>
#include <string.h>

#include "argument.h"

#define SIZE (1u << 20)

int main(int argc, char **argv) {
  int64_t rounds = argument(argc, argv, 1, 1000);
  uint8_t *a = malloc(SIZE), *b = malloc(SIZE);
  if (!a || !b) return 1;
  uint64_t seed = 88172645463325252u, checksum = 1469598103934665603u;
  for (uint32_t i = 0; i < SIZE; i++) a[i] = next_random(&seed);
  for (int64_t round = 0; round < rounds; round++) {
    // One large move there and back, overlapping.
    memcpy(b, a, SIZE);
    memmove(b + 4099, b, SIZE - 4099);
    memmove(a, b + 17, SIZE - 17);
    // Middle and small ranges, as string and buffer code makes them.
    for (int i = 0; i < 64; i++) {
      uint64_t r = next_random(&seed);
      uint32_t from = r % (SIZE - 8192), to = (r >> 24) % (SIZE - 8192);
      memset(b + to, (int)(r >> 56), 1 + (r >> 44) % 4096);
      memcpy(a + to, b + from, 1 + (r >> 32) % 4096);
      memmove(a + from, a + from + 3, 8 + (r & 56));
    }
    checksum = fold(checksum, a[(round * 7919) % SIZE]);
  }
  for (uint32_t i = 0; i < SIZE; i += 8) {
    uint64_t word;
    memcpy(&word, a + i, 8);
    checksum = fold(checksum, word);
  }
  printf("bulk: %016llx\n", (unsigned long long)checksum);
}
