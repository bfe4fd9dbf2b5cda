// The busy process of the reference: count to `size`, and every `yield` rounds give way (0: never).
//
// usage: busy SIZE YIELD
#include <sched.h>
#include <stdio.h>

#include "argument.h"

int main(int argc, char **argv) {
  int64_t size = argument(argc, argv, 1, 1000000);
  int64_t yield = argument(argc, argv, 2, 0);
  int64_t yields = 0;
  int64_t i = 0;
  for (; i < size; i++) {
    // An opaque value, or the compiler would see that the loop does nothing.
    __asm__ volatile("" : "+r"(yield));
    if (yield != 0 && i % yield == 0) {
      sched_yield();
      yields++;
    }
  }
  printf("busy: %lld rounds, %lld yields\n", (long long)i, (long long)yields);
}
