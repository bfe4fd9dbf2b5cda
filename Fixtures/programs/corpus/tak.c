// Calls: the Takeuchi function, and Ackermann's for deep recursion.
#include <stdio.h>

#include "argument.h"

__attribute__((noinline)) static int tak(int x, int y, int z) {
  return y < x ? tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y)) : z;
}

__attribute__((noinline)) static int ackermann(int m, int n) {
  if (m == 0) return n + 1;
  if (n == 0) return ackermann(m - 1, 1);
  int inner = ackermann(m, n - 1);
  return ackermann(m - 1, inner);
}

int main(int argc, char **argv) {
  int x = argument(argc, argv, 1, 18), n = argument(argc, argv, 2, 6);
  printf("tak = %d\n", tak(x, x * 2 / 3, x / 3));
  printf("ackermann = %d\n", ackermann(3, n));
}
