/// The 64-bit ids of nodes.
///
/// https://capnproto.org/language.html#unique-ids
public enum SchemaIdentifier {
  /// Makes a new id for a file or a declaration.
  public static func random() -> UInt64 { UInt64.random(in: .min ... .max) | 1 << 63 }

  /// The id of a declaration that states none.
  static func child(of parent: UInt64, _ name: String) -> UInt64 {
    digest(bytes(parent) + Array(name.utf8))
  }

  /// The id of a group or named union, by its position among the fields of its parent.
  static func group(of parent: UInt64, index: UInt16) -> UInt64 {
    digest(bytes(parent) + bytes(index))
  }

  /// The id of the struct that holds a method's parameters or results.
  static func methodStruct(of parent: UInt64, ordinal: UInt16, isResults: Bool) -> UInt64 {
    digest(bytes(parent) + bytes(ordinal) + [isResults ? 1 : 0])
  }

  private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static func digest(_ bytes: [UInt8]) -> UInt64 {
    MD5.digest(bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) } | 1 << 63
  }
}
