// Ends with the exit code of its first argument, after some words on both streams.
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  int code = argc > 1 ? atoi(argv[1]) : 7;
  printf("leaving with %d\n", code);
  fprintf(stderr, "said on standard error\n");
  exit(code);
}
