// Host calls: many cheap system interface calls with almost nothing between them.
//
// usage: hostcalls ROUNDS
#include <stdio.h>
#include <wasi/api.h>

#include "argument.h"

int main(int argc, char **argv) {
  int64_t rounds = argument(argc, argv, 1, 100000);
  int64_t backwards = 0, failures = 0, differing = 0;
  __wasi_timestamp_t before = 0, now = 0;
  uint8_t random[16] = {0}, last = 0;
  for (int64_t i = 0; i < rounds; i++) {
    failures += __wasi_clock_time_get(__WASI_CLOCKID_MONOTONIC, 1, &now) != 0;
    backwards += now < before;
    before = now;
    failures += __wasi_random_get(random, i % 4 == 0 ? sizeof random : 1) != 0;
    differing += random[0] != last;
    last = random[0];
    __wasi_fdstat_t status;
    failures += __wasi_fd_fdstat_get(1, &status) != 0;
    __wasi_size_t count, size;
    failures += __wasi_args_sizes_get(&count, &size) != 0;
  }
  printf("%lld rounds, %lld failures, %lld steps back, random: %s\n", (long long)rounds,
         (long long)failures, (long long)backwards, differing > rounds / 2 ? "yes" : "no");
}
