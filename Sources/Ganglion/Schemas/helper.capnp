@0xbe0e159199b5b54e;
# What a program says to the helper that makes HTTP requests for it.

using Http = import "http.capnp";

interface Helper @0xaa6fe98202517952 {
  # The helper: its bootstrap object.

  requester @0 (grant :Grant) -> (requester :Http.Requester);
  # The right to make the requests that a grant allows, and no others.
}

struct Grant @0xe0da0ae924d1f0a2 {
  # Which requests may be made. Numbers that are zero allow nothing.

  hosts @0 :List(Text);
  # Patterns such as example.com, https://*.example.com:8443 or *.

  methods @1 :List(Text);
  # Such as GET.

  requestBytes @2 :UInt64;
  # The most bytes of a request's body.

  responseBytes @3 :UInt64;
  # The most bytes of an answer's body.

  headerBytes @4 :UInt32;
  # The most bytes of the fields of a head, of requests and of answers.

  headerCount @5 :UInt32;
  # The most fields of a request's head.

  urlBytes @6 :UInt32;
  # The most bytes of a URL.

  timeout @7 :UInt64;
  # The time of a request in all, in milliseconds.

  redirects @8 :UInt32;
  # How often one request is sent on elsewhere.

  concurrent @9 :UInt32;
  # The requests that are made at a time.

  waiting @10 :UInt32;
  # The requests that wait for their turn.
}
