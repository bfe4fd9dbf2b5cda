// Never ends, and calls nothing meanwhile.
//
// build: -nostartfiles -nostdlib
__attribute__((export_name("_start"))) void _start(void) {
  for (;;) __asm__ volatile("");
}
