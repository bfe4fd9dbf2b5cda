@0xbb59054ba43c3861;
# HTTP requests made on behalf of a process.

interface Requester @0xca2cf5b44093c972 {
  # The right to make HTTP requests.

  get @0 (url :Text) -> (response :Response);
  # Makes a GET request.

  post @1 (url :Text, headers :List(Header), body :Data) -> (response :Response);
  # Makes a POST request.
}

struct Header @0xaa607977b7d3ba04 {
  # A field of a request's head.

  key @0 :Text;
  value @1 :Text;
}

struct Response @0xf9b7d43933d55000 {
  # What came back.

  status @0 :UInt32;
  # The HTTP status; zero if there was no answer.

  body @1 :Data;
  # The body of the answer.

  error @2 :Text;
  # Why there is no answer; empty on success.
}
