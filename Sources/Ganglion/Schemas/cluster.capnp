@0xfcf6ac08e448a6ac;
# The cluster: identities of its members, and who is in it.

interface Signer @0xf1f2e144cec1f2bc {
  # Proves an identity.

  sign @0 (challenge :Data) -> (signed :Data);
  # Signs a challenge; the result is a signed envelope.
}

struct Heartbeat @0xa97471079836f720 {
  # What a node tells the others at regular intervals.

  ttl @0 :UInt32;
  # How long the heartbeat holds, in milliseconds.

  server @1 :UInt64;
  # The number of the server process.

  host @2 :Text;
  # The name of the machine.

  meta @3 :List(Text);
  # Facts in the form `key=value`.
}

interface View @0x8a1df0335afc249a {
  # A view of the members of the cluster.

  lookup @0 (selector :Selector, constraints :List(Constraint)) -> (result :MaybeRecord);
  # Finds the first record that matches.

  iter @1 (handler :Handler, selector :Selector, constraints :List(Constraint)) -> ();
  # Hands every record that matches to the handler.

  reverse @2 () -> (view :View);
  # The same view in the opposite order.

  interface Handler @0xee93a663b2a23c03 {
    # Receives the records of an iteration.

    recv @0 (record :Record) -> stream;
  }

  struct Selector @0xb2029ff7b712d18a {
    # Where an iteration starts.

    union {
      all @0 :Void;
      match @1 :Index;
      from @2 :Index;
    }
  }

  struct Constraint @0xab133d2062f6cc53 {
    # Where an iteration ends.

    union {
      limit @0 :UInt64;
      to @1 :Index;
    }
  }

  struct Index @0xcc2d04cc26d4f6a5 {
    # A key of the table of members.

    prefix @0 :Bool;
    # Whether the key stands for everything that starts with it.

    union {
      peer @1 :Text;
      server @2 :Data;
      host @3 :Text;
      meta @4 :Text;
    }
  }

  struct Record @0xcdcf42beb2537d20 {
    # A member of the cluster.

    peer @0 :Text;
    server @1 :UInt64;
    seq @2 :UInt64;
    heartbeat @3 :Heartbeat;
  }

  struct MaybeRecord @0xd6a4f298bc0e2304 {
    # A record, or none.

    union {
      nothing @0 :Void;
      just @1 :Record;
    }
  }
}
