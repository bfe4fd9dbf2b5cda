// Integer matrix product, the plain triple loop over 32-bit elements.
#include <stdio.h>

#include "argument.h"

int main(int argc, char **argv) {
  int n = argument(argc, argv, 1, 300);
  int32_t *a = malloc(sizeof(int32_t) * n * n);
  int32_t *b = malloc(sizeof(int32_t) * n * n);
  int32_t *c = malloc(sizeof(int32_t) * n * n);
  if (!a || !b || !c) return 1;
  for (int i = 0; i < n * n; i++) {
    a[i] = i % 97 - 48;
    b[i] = i % 89 - 44;
  }
  for (int row = 0; row < n; row++) {
    for (int column = 0; column < n; column++) {
      int32_t sum = 0;
      for (int k = 0; k < n; k++) sum += a[row * n + k] * b[k * n + column];
      c[row * n + column] = sum;
    }
  }
  uint64_t checksum = 1469598103934665603u;
  for (int i = 0; i < n * n; i++) checksum = fold(checksum, (uint32_t)c[i]);
  printf("matrix %dx%d: %016llx\n", n, n, (unsigned long long)checksum);
}
