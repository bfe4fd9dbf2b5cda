// Waits for standard input, for at most as many milliseconds as its first argument says, and
// prints what came first.
#include <stdio.h>
#include <stdlib.h>
#include <wasi/api.h>

int main(int argc, char **argv) {
  __wasi_subscription_t wanted[2] = {
      {.userdata = 1, .u = {.tag = __WASI_EVENTTYPE_FD_READ, .u.fd_read.file_descriptor = 0}},
      {.userdata = 2,
       .u = {.tag = __WASI_EVENTTYPE_CLOCK,
             .u.clock = {.id = __WASI_CLOCKID_MONOTONIC,
                         .timeout = (argc > 1 ? atoll(argv[1]) : 100) * 1000000ull}}},
  };
  __wasi_event_t events[2];
  __wasi_size_t count = 0;
  __wasi_errno_t error = __wasi_poll_oneoff(wanted, events, 2, &count);
  if (error) return printf("poll failed: %d\n", error), 1;
  for (__wasi_size_t i = 0; i < count; i++) {
    printf("%s, error %d\n", events[i].userdata == 1 ? "input" : "timeout", events[i].error);
  }
}
