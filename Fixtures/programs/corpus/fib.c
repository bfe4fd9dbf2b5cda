// Recursion: the naive Fibonacci function, nothing but direct calls.
#include <stdio.h>

#include "argument.h"

__attribute__((noinline)) static uint32_t fib(uint32_t n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

int main(int argc, char **argv) {
  uint32_t n = argument(argc, argv, 1, 33);
  printf("fib(%u) = %u\n", n, fib(n));
}
