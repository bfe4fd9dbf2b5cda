extension StandardSchemas {
  /// What `/capnp/c++.capnp` declares.
  static let cxx = #"""
    @0xbdf87d7bb8304e81;
    $namespace("capnp::annotations");
    annotation namespace(file): Text;
    annotation name(field, enumerant, struct, enum, interface, method, param, group, union): Text;
    """#

  /// What `/capnp/stream.capnp` declares.
  static let streamText = #"""
    @0x86c366a91393f3f8;
    $import "/capnp/c++.capnp".namespace("capnp");
    struct StreamResult @0x995f9a3377c0b16e {
    }
    """#

  /// What `/capnp/persistent.capnp` declares.
  static let persistent = #"""
    @0xb8630836983feed7;
    $import "/capnp/c++.capnp".namespace("capnp");
    interface Persistent@0xc8cb212fcd9f5691(SturdyRef, Owner) {
      save @0 SaveParams -> SaveResults;
      struct SaveParams {
        sealFor @0 :Owner;
      }
      struct SaveResults {
        sturdyRef @0 :SturdyRef;
      }
    }
    annotation persistent(interface, field) :Void;
    """#
}
