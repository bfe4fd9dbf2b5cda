// Dynamic programming: edit distances between generated strings.
#include <stdio.h>

#include "argument.h"

static int distance(const char *a, int m, const char *b, int n, int *row) {
  for (int j = 0; j <= n; j++) row[j] = j;
  for (int i = 1; i <= m; i++) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j <= n; j++) {
      int replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      int shorter = row[j] < row[j - 1] ? row[j] : row[j - 1];
      row[j] = replaced < shorter + 1 ? replaced : shorter + 1;
    }
  }
  return row[n];
}

int main(int argc, char **argv) {
  int length = argument(argc, argv, 1, 1000);
  int64_t rounds = argument(argc, argv, 2, 20);
  char *a = malloc(length), *b = malloc(length);
  int *row = malloc(sizeof(int) * (length + 1));
  if (!a || !b || !row) return 1;
  uint64_t seed = 2463534242u, checksum = 0;
  for (int64_t round = 0; round < rounds; round++) {
    for (int i = 0; i < length; i++) {
      a[i] = 'a' + next_random(&seed) % 6;
      b[i] = 'a' + next_random(&seed) % 6;
    }
    checksum = fold(checksum, distance(a, length, b, length, row));
  }
  printf("levenshtein: %016llx\n", (unsigned long long)checksum);
}
