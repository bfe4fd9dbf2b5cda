/// A name that equals another only if their bytes are equal.
///
/// Strings of Swift compare by what people read, so that two spellings of one letter are equal;
/// names of imports and exports are the bytes they are made of.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/values.html#names
package struct ExactName: Hashable, Sendable {
  /// The name.
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func == (left: ExactName, right: ExactName) -> Bool {
    let isEqual = left.text.utf8.withContiguousStorageIfAvailable { one in
      right.text.utf8.withContiguousStorageIfAvailable { other in
        one.count == other.count && one.elementsEqual(other)
      }
    }
    return (isEqual ?? nil) ?? left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// A hash that nobody outside the process can foresee.
  package var keyedHash: Int {
    var hash = KeyedHash()
    combine(into: &hash)
    return hash.finalize()
  }

  package func combine(into hash: inout KeyedHash) {
    var text = text
    text.withUTF8 { hash.combine(UnsafeRawBufferPointer($0)) }
  }

  package func hash(into hasher: inout Hasher) {
    let isContiguous: Void? = text.utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    if isContiguous == nil {
      for byte in text.utf8 { hasher.combine(byte) }
    }
  }
}
