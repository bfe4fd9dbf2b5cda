@0xe82706a772b0927b;
# Sessions: what a logged-in party may reach, and the executor of processes.

using import "capstore.capnp".CapStore;
using import "cluster.capnp".Signer;
using import "cluster.capnp".View;
using import "process.capnp".BytecodeCache;
using import "process.capnp".Events;
using import "process.capnp".Info;
using import "process.capnp".Process;

interface Terminal @0xc0c1a3f1fdbabdfd {
  # The entrance: the bootstrap capability of a connection.

  login @0 (account :Signer) -> (session :Session);
  # Exchanges proof of an identity for a session. A null account is fine inside an executor.
}

struct Session @0xc65521f186b6e059 {
  # The capabilities a party was given.

  local :group {
    # The node the session lives on.

    peer @0 :Text;
    # The binary id of the node; not always valid UTF-8.

    server @1 :UInt64;
    # The number of the server process.

    host @2 :Text;
    # The name of the machine.
  }

  view @3 :View;
  # Who is in the cluster.

  exec @4 :Executor;
  # The executor of processes.

  capStore @5 :CapStore;
  # Capabilities by name.

  extra @6 :List(Extra);
  # Further capabilities, by name.

  struct Extra @0xb6ead80127ea2fdd {
    # A capability and the name it is known by.

    name @0 :Text;
    client @1 :Capability;
  }
}

interface Executor @0x804fe3440f678ff3 {
  # Runs processes.

  exec @0 (session :Session, bytecode :Data, ppid :UInt32, args :List(Text))
      -> (process :Process);
  # Starts a process from a WebAssembly binary. The session is all that the process can reach.

  execCached @1 (session :Session, cid :Data, ppid :UInt32, args :List(Text))
      -> (process :Process);
  # Starts a process from a binary in the cache.

  ps @2 () -> (procs :List(Info));
  # Lists the processes.

  bytecodeCache @3 () -> (cache :BytecodeCache);
  # The cache `execCached` looks into.

  dialPeer @4 (peerId :Data) -> (session :Session, self :Bool);
  # Opens a session with another node. `self` is true if the id is that of this node.
}

interface ProcessInit @0x8efe6ee8e0e56459 {
  # What a process may ask its executor for.

  terminal @0 () -> (terminal :Terminal);
  # The entrance to the session the process was started with.

  events @1 (handler :Events) -> ();
  # Registers a handler for the events of the process.
}
