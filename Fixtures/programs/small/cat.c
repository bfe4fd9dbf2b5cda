// Copies standard input, or the named files, to standard output.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int copy(int from, const char *name) {
  static char buffer[8192];
  for (;;) {
    ssize_t got = read(from, buffer, sizeof buffer);
    if (got < 0) perror(name);
    if (got <= 0) return got < 0;
    for (ssize_t put = 0; put < got;) {
      ssize_t wrote = write(1, buffer + put, got - put);
      if (wrote < 0) return perror("standard output"), 1;
      put += wrote;
    }
  }
}

int main(int argc, char **argv) {
  if (argc < 2) return copy(0, "standard input");
  int failed = 0;
  for (int i = 1; i < argc; i++) {
    int file = open(argv[i], O_RDONLY);
    if (file < 0) {
      perror(argv[i]);
      failed = 1;
      continue;
    }
    failed |= copy(file, argv[i]);
    close(file);
  }
  return failed;
}
