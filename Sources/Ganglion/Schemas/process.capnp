@0x9a51e53177277763;
# Processes: the code they run, their state, and the events they may hear of.

interface BytecodeCache @0xe64ce403f6090174 {
  # Keeps WebAssembly binaries by content id.

  put @0 (bytecode :Data) -> (cid :Data);
  # Stores a binary and returns its content id.

  get @1 (cid :Data) -> (bytecode :Data);
  # Returns the binary with that content id.

  has @2 (cid :Data) -> (has :Bool);
  # Whether the cache holds that content id.
}

interface Process @0xda23f0d3a8250633 {
  # Control over one process.

  wait @0 () -> (exitCode :UInt32);
  # Returns when the process has ended.

  kill @1 () -> ();
  # Ends the process, and its descendants first.

  link @2 (other :Process, roundtrip :Bool) -> ();
  # Ties the fates of two processes. With `roundtrip` the other side is told as well.

  unlink @3 (other :Process, roundtrip :Bool) -> ();
  # Undoes `link`.

  linkLocal @4 (other :UInt32) -> ();
  # Links to a process of the same executor, named by PID.

  unlinkLocal @5 (other :UInt32) -> ();
  # Undoes `linkLocal`.

  monitor @6 () -> (event :Text);
  # Returns once, when the process has ended, with the reason.

  pause @7 () -> ();
  # Stops the process at its next safepoint.

  resume @8 () -> ();
  # Lets a paused process go on.

  id @9 () -> (id :Int64);
  # The identity of the process across executors.
}

struct Info @0xc3153fa5a13d8a26 {
  # What a listing says about one process.

  pid @0 :UInt32;
  # The number of the process within its executor.

  ppid @1 :UInt32;
  # The number of its parent.

  cid @2 :Data;
  # The content id of the code it runs.

  argv @3 :List(Text);
  # Its arguments.

  time @4 :Int64;
  # When it started, in milliseconds since 1970.
}

interface Events @0xe9b5ea42655a6266 {
  # What a process may ask to be told.

  pause @0 () -> ();
  # The process is about to be paused.

  resume @1 () -> ();
  # The process goes on.
}
