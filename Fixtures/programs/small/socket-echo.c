// Echoes what arrives on the pre-opened socket, descriptor 3, until the other side ends.
//
// usage: socket-echo [accept]        with `accept`, descriptor 3 is a listener; one peer is served
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int peer = 3;
  if (argc > 1 && strcmp(argv[1], "accept") == 0) {
    peer = accept(3, 0, 0);
    if (peer < 0) return perror("accept"), 1;
  }
  static char buffer[4096];
  long long total = 0;
  for (;;) {
    ssize_t got = recv(peer, buffer, sizeof buffer, 0);
    if (got < 0) return perror("recv"), 1;
    if (got == 0) break;
    for (ssize_t put = 0; put < got;) {
      ssize_t sent = send(peer, buffer + put, got - put, 0);
      if (sent < 0) return perror("send"), 1;
      put += sent;
    }
    total += got;
  }
  shutdown(peer, SHUT_WR);
  printf("echoed %lld bytes\n", total);
}
