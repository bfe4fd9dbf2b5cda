// The sieve of Eratosthenes over bytes, several rounds.
#include <stdio.h>
#include <string.h>

#include "argument.h"

int main(int argc, char **argv) {
  uint32_t limit = argument(argc, argv, 1, 2000000);
  int64_t rounds = argument(argc, argv, 2, 5);
  uint8_t *composite = malloc(limit + 1);
  if (!composite) return 1;
  uint32_t count = 0;
  uint64_t sum = 0;
  for (int64_t round = 0; round < rounds; round++) {
    memset(composite, 0, limit + 1);
    for (uint32_t i = 2; i * i <= limit; i++) {
      if (composite[i]) continue;
      for (uint32_t j = i * i; j <= limit; j += i) composite[j] = 1;
    }
    count = 0;
    sum = 0;
    for (uint32_t i = 2; i <= limit; i++) {
      if (!composite[i]) {
        count++;
        sum += i;
      }
    }
  }
  printf("%u primes up to %u, sum %llu\n", count, limit, (unsigned long long)sum);
}
