@0xbbe22aa2756d2943;
# Capabilities kept by name.

interface CapStore @0xe2a50b868aef45c6 {
  # A table of capabilities.

  set @0 (id :Text, cap :Capability) -> ();
  # Puts a capability under a name, in place of what was there.

  get @1 (id :Text) -> (cap :Capability);
  # Returns the capability under a name.
}
