@0x9dbde2d8cbd33f6b;
# How a schema looks in Swift: annotations for `capnpc-swift`.

annotation namespace @0xb4a46c068a0dbd19 (file) :Text;
# The enum that holds all declarations of the file. Without it they stand at the top level.

annotation module @0xd98cb7ae4f77b4b5 (file) :Text;
# The Swift module the file is compiled into, for other files that import it.

annotation name @0xc2b4ba11f7f19c0d (struct, enum, interface, const, field, group, union, enumerant, method, param) :Text;
# The name of the declaration in Swift.
