// Traps, three named functions deep. Keeps its name section, for a backtrace to show.
//
// usage: trap unreachable|divide|overflow|memory|table|signature|stack
//
// build: keep names -Wno-infinite-recursion -fno-inline
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static volatile int32_t seven = 7, zero = 0;

static int takes_two(int a, int b) { return a + b; }
static int (*volatile pointer)(int, int) = takes_two;

static int descend(int depth) {
  volatile char room[64];
  room[depth & 63] = 1;
  return descend(depth + 1) + room[depth & 63];
}

__attribute__((noinline)) int innermost(const char *kind) {
  if (strcmp(kind, "divide") == 0) return seven / zero;
  if (strcmp(kind, "overflow") == 0) {
    volatile float huge = 1e30f;
    int32_t value;
    // The instruction itself: C would make the conversion saturate.
    __asm__("local.get %1\ni32.trunc_f32_s\nlocal.set %0" : "=r"(value) : "r"((float)huge));
    return value;
  }
  if (strcmp(kind, "memory") == 0) return *(volatile int32_t *)0xfffffff0u;
  if (strcmp(kind, "table") == 0) {
    pointer = (int (*)(int, int))0x7fff;
    return pointer(1, 2);
  }
  if (strcmp(kind, "signature") == 0) return ((int (*)(int64_t))pointer)(1);
  if (strcmp(kind, "stack") == 0) return descend(0);
  __builtin_trap();
}

__attribute__((noinline)) int middle(const char *kind) { return innermost(kind) + 1; }
__attribute__((noinline)) int outermost(const char *kind) { return middle(kind) + 1; }

int main(int argc, char **argv) {
  puts("about to trap");
  fflush(stdout);
  return outermost(argc > 1 ? argv[1] : "unreachable");
}
