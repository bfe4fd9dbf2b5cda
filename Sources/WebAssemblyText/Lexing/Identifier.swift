/// An identifier without its `$`: bytes that are compared as they are.
///
/// `String` would not do: it takes canonically equivalent texts for equal.
struct Identifier: Hashable, Sendable {
  let bytes: ArraySlice<UInt8>

  static func == (left: Identifier, right: Identifier) -> Bool {
    left.bytes.count == right.bytes.count && left.bytes.elementsEqual(right.bytes)
  }

  func hash(into hasher: inout Hasher) {
    // Safe: the pointer is used inside the closure only.
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}
