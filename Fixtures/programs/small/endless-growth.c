// Grows its memory, and touches it, until that is refused; then says how far it came.
#include <stdio.h>

int main(void) {
  size_t pages = __builtin_wasm_memory_size(0);
  for (;;) {
    size_t before = __builtin_wasm_memory_grow(0, 16);
    if (before == (size_t)-1) break;
    for (size_t page = before; page < before + 16; page++) *(volatile char *)(page << 16) = 1;
    pages = before + 16;
  }
  printf("refused after %d pages\n", (int)pages);
}
