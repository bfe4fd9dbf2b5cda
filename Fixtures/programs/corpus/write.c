// Host calls that move bytes: many small writes to standard output, one call each.
//
// usage: write LINES
#include <stdint.h>
#include <wasi/api.h>

#include "argument.h"

int main(int argc, char **argv) {
  int64_t lines = argument(argc, argv, 1, 10000);
  uint8_t text[] = "line 0000000";
  __wasi_ciovec_t pieces[2] = {{text, sizeof text - 1}, {(const uint8_t *)"\n", 1}};
  for (int64_t i = 0; i < lines; i++) {
    __wasi_size_t written;
    if (__wasi_fd_write(1, pieces, 2, &written) != 0 || written != sizeof text) return 1;
    uint8_t *digit = text + sizeof text - 2;
    while (*digit == '9') *digit-- = '0';
    ++*digit;
  }
}
