@0xf20c8d7b1a95e3d4;
# What the RPC benchmark calls: the two methods of interop.capnp it needs, under their own ids, so that every peer serves them.

interface Interop @0xb018da98ad3878f7 {
  ping @0 (seq :UInt64) -> (seq :UInt64);
  unused1 @1 () -> ();
  unused2 @2 () -> ();
  unused3 @3 () -> ();
  echoData @4 (data :Data) -> (data :Data);
}
