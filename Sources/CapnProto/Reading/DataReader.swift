/// Bytes in a message.
///
/// https://capnproto.org/encoding.html#blobs
@frozen public struct DataReader: @unchecked Sendable {
  // Sendable: see StructReader.
  @usableFromInline let arena: Arena
  @usableFromInline let start: UnsafeRawPointer
  /// The number of bytes.
  public let count: Int

  /// No bytes.
  @inlinable public init() {
    self.init(arena: Arena.none, start: emptyAddress, count: 0)
  }

  @inlinable init(arena: Arena, start: UnsafeRawPointer, count: Int) {
    self.arena = arena
    self.start = start
    self.count = count
  }

  /// Whether there are no bytes.
  @inlinable public var isEmpty: Bool { count == 0 }

  /// The byte at an index; zero if there is none.
  ///
  /// - Parameter index: Its place.
  @inlinable public subscript(index: Int) -> UInt8 {
    guard UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
    defer { withExtendedLifetime(arena) {} }
    return start.load(fromByteOffset: index, as: UInt8.self)
  }

  /// The bytes, where they lie.
  ///
  /// - Parameter body: Gets the bytes; they must not be used after it returns.
  /// - Returns: What the body returns.
  @inlinable public func withUnsafeBytes<R, E>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    defer { withExtendedLifetime(arena) {} }
    return try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The bytes, copied.
  ///
  /// - Complexity: O(*n*).
  @inlinable public var bytes: [UInt8] { withUnsafeBytes { bytes in [UInt8](bytes) } }
}

extension DataReader: Equatable {
  /// Whether both have the same bytes.
  ///
  /// - Complexity: O(*n*).
  @inlinable public static func == (left: DataReader, right: DataReader) -> Bool {
    guard left.count == right.count else { return false }
    return left.withUnsafeBytes { a in right.withUnsafeBytes { b in equalBytes(a, b) } }
  }
}
