// Recurses until the engine's call stack ends; uses no memory of its own.
//
// build: keep names -Wno-infinite-recursion -nostartfiles -nostdlib
__attribute__((noinline)) static int deeper(int depth) {
  int below = deeper(depth + 1);
  __asm__ volatile("" : "+r"(below));
  return below + 1;
}

__attribute__((export_name("_start"))) void _start(void) { deeper(0); }
