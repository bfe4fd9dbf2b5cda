// A program that does nothing: what starting one costs.
//
// build: -nostartfiles -nostdlib
__attribute__((export_name("_start"))) void _start(void) {}
