// Search: all ways to place queens on a board, by bit masks and backtracking.
#include <stdio.h>

#include "argument.h"

static int64_t place(uint32_t all, uint32_t columns, uint32_t left, uint32_t right) {
  if (columns == all) return 1;
  int64_t ways = 0;
  for (uint32_t free = all & ~(columns | left | right); free;) {
    uint32_t queen = free & -free;
    free ^= queen;
    ways += place(all, columns | queen, (left | queen) << 1, (right | queen) >> 1);
  }
  return ways;
}

int main(int argc, char **argv) {
  int n = argument(argc, argv, 1, 10);
  printf("%d queens: %lld ways\n", n, (long long)place((1u << n) - 1, 0, 0, 0));
}
