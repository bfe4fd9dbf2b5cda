// Sleeps as many milliseconds as its first argument says, and tells whether the clock agrees.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
  long long length = (argc > 1 ? atoll(argv[1]) : 50) * 1000000LL, before = now();
  struct timespec time = {length / 1000000000, length % 1000000000};
  if (nanosleep(&time, 0) != 0) return perror("nanosleep"), 1;
  printf("slept long enough: %s\n", now() - before >= length ? "yes" : "no");
}
