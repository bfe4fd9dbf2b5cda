// Product of matrices of floats. Nothing in it speaks of vectors: the compiler finds them.
#include <stdio.h>

#include "../corpus/argument.h"

static void multiply(int n, const float *restrict a, const float *restrict b, float *restrict c) {
  for (int row = 0; row < n; row++) {
    for (int k = 0; k < n; k++) {
      float factor = a[row * n + k];
      for (int column = 0; column < n; column++) {
        c[row * n + column] += factor * b[k * n + column];
      }
    }
  }
}

int main(int argc, char **argv) {
  int n = argument(argc, argv, 1, 256);
  float *a = malloc(sizeof(float) * n * n);
  float *b = malloc(sizeof(float) * n * n);
  float *c = calloc(n * n, sizeof(float));
  if (!a || !b || !c) return 1;
  for (int i = 0; i < n * n; i++) {
    a[i] = (i % 97 - 48) / 8.0f;
    b[i] = (i % 89 - 44) / 4.0f;
  }
  multiply(n, a, b, c);
  uint64_t checksum = 1469598103934665603u;
  for (int i = 0; i < n * n; i++) checksum = fold(checksum, (uint32_t)(int32_t)(c[i] * 32));
  printf("matrix %dx%d: %016llx\n", n, n, (unsigned long long)checksum);
}
