/// A cursor over the bytes of a module.
///
/// Every read is checked against the end. The reader borrows its bytes: it must not outlive the
/// `withUnsafeBufferPointer` call that made them available, so it never leaves the functions that
/// create it.
package struct BinaryReader {
  /// The whole module, so that positions are offsets in it.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The offset of the next byte.
  package var position: Int
  /// The offset past the last byte this reader may read; at most `bytes.count`.
  package private(set) var end: Int
  /// The function whose body is being read, for errors.
  package var functionIndex: UInt32?

  /// A reader over all bytes of a module.
  package init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    position = 0
    end = bytes.count
  }

  /// A reader over a part of a module; the part is cut to what exists.
  package init(
    _ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, functionIndex: UInt32? = nil
  ) {
    self.bytes = bytes
    let range = range.clamped(to: 0..<bytes.count)
    position = range.lowerBound
    end = range.upperBound
    self.functionIndex = functionIndex
  }

  /// Whether nothing is left.
  package var isAtEnd: Bool { position >= end }
  /// The number of bytes left.
  package var remaining: Int { end - position }

  /// The next byte, without moving on.
  package var next: UInt8? { position < end ? bytes[position] : nil }

  /// Reads one byte.
  @inline(__always)
  package mutating func byte() throws(ModuleError) -> UInt8 {
    guard position < end else { throw unexpectedEnd() }
    // Checked above: position < end <= bytes.count.
    let byte = bytes[position]
    position += 1
    return byte
  }

  /// Moves over a number of bytes and returns their range.
  package mutating func skip(_ count: Int) throws(ModuleError) -> Range<Int> {
    guard count >= 0, count <= end - position else { throw unexpectedEnd() }
    let start = position
    position += count
    return start..<position
  }

  /// A reader over the next bytes, which this one moves over.
  package mutating func slice(_ count: Int) throws(ModuleError) -> BinaryReader {
    BinaryReader(bytes, range: try skip(count), functionIndex: functionIndex)
  }

  /// Reads the length of a vector or string that this reader must hold.
  ///
  /// - Parameters:
  ///   - limit: the largest number allowed.
  ///   - what: what is counted, for the error.
  /// - Returns: the count; it may exceed what is left, so reserve with ``capacity(for:)``.
  package mutating func count(
    limit: Int = .max, of what: StaticString = "items"
  ) throws(ModuleError) -> Int {
    let start = position
    let count = Int(try u32())
    guard count <= bytes.count else { throw malformed("length out of bounds", at: start) }
    guard count <= limit else { throw exceeded(what, count, limit: limit, at: start) }
    return count
  }

  /// How many elements to reserve for a count that was read: never more than bytes are left.
  package func capacity(for count: Int) -> Int { max(0, min(count, remaining)) }

  /// Reads a length and as many bytes of UTF-8.
  package mutating func name(limit: Int = .max) throws(ModuleError) -> String {
    let start = position
    let length = try count(limit: limit, of: "name bytes")
    guard length <= remaining else { throw malformed("length out of bounds", at: start) }
    let range = try skip(length)
    let name = UnsafeBufferPointer(rebasing: bytes[range])
    guard UTF8Validation.firstInvalid(in: name) == nil else {
      throw malformed("malformed UTF-8 encoding", at: range.lowerBound)
    }
    return String(decoding: name, as: UTF8.self)
  }
}

extension BinaryReader {
  /// An error about the format, at the current position unless told otherwise.
  package func malformed(_ message: String, at offset: Int? = nil) -> ModuleError {
    ModuleError(
      code: .malformed, message: message, offset: offset ?? position,
      functionIndex: functionIndex)
  }

  /// An error about a validation rule.
  package func invalid(_ message: String, at offset: Int? = nil) -> ModuleError {
    ModuleError(
      code: .invalid, message: message, offset: offset ?? position, functionIndex: functionIndex)
  }

  /// An error about a limit.
  package func exceeded(
    _ what: StaticString, _ count: Int, limit: Int, at offset: Int? = nil
  ) -> ModuleError {
    ModuleError(
      code: .limitExceeded, message: "too many \(what): \(count), the limit is \(limit)",
      offset: offset ?? position, functionIndex: functionIndex)
  }

  @inline(never)
  func unexpectedEnd() -> ModuleError { malformed("unexpected end of section or function") }
}
