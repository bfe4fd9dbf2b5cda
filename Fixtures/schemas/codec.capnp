@0xd1b6f0a2c3e4958f;
# What the codec benchmark builds and reads.

struct Item { id @0 :UInt64; age @1 :UInt16; active @2 :Bool; name @3 :Text; }
struct Items { items @0 :List(Item); }
