@0xefb5a91f96d44de3;
# Anchors: a tree of named cells shared by the cluster.

interface Anchor @0xe41237e4098ed922 {
  # A node of the tree.

  ls @0 () -> (children :List(Child));
  # Lists the children.

  walk @1 (path :Text) -> (anchor :Anchor);
  # Goes down the tree; missing anchors are made.

  cell @2 () -> (loader :Loader, storer :Storer);
  # The rights to read and to write the value of this anchor.
}

struct Child @0xc718781cb2553199 {
  # A child of an anchor, with its name.

  anchor @0 :Anchor;
  name @1 :Text;
}

interface Loader @0x8a336ac7e2d028c1 {
  # The right to read a cell.

  load @0 () -> (value :AnyPointer);
}

interface Storer @0xab8d091f98599d27 {
  # The right to write a cell.

  store @0 (value :AnyPointer, overwrite :Bool) -> (succeeded :Bool);
  # Writes the value, if the cell is empty or `overwrite` is set.
}
