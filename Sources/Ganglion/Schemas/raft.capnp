@0x8dcfa60b52844164;
# Raft: a replicated table.

interface Raft @0xbfb4702210603dcb {
  # A member of a Raft group. An empty error text means success.

  add @0 (node :Raft) -> (nodes :List(Raft), error :Text);
  # Takes a node into the group and returns the members.

  remove @1 (node :Raft) -> (error :Text);
  # Takes a node out of the group.

  send @2 (msg :Data) -> (error :Text);
  # Delivers a message of the consensus protocol.

  put @3 (item :Item) -> (error :Text);
  # Writes an item.

  items @4 () -> (objects :List(Item));
  # All items.

  members @5 () -> (members :List(Raft));
  # The members of the group.

  id @6 () -> (id :UInt64);
  # The number of this member.
}

struct Item @0xae462da6618b7135 {
  # An entry of the replicated table.

  key @0 :Data;
  value @1 :Data;
}
