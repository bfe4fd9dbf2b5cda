@0xd8c9ea9b8ed4f0a1;
# What the guests of this folder offer and call.

interface Echo @0xb1d6f2e0a4c39e57 {
  # Says what it is told.

  say @0 (text :Text) -> (text :Text);
  # Returns the text.

  relay @1 (to :Echo, text :Text) -> (text :Text);
  # Has another one say it.

  count @2 () -> (calls :UInt64);
  # How often `say` was called.

  leave @3 () -> ();
  # Ends the process, and answers before.
}
