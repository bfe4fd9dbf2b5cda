/// Bytes in a message that is being built.
///
/// https://capnproto.org/encoding.html#blobs
@frozen public struct DataBuilder {
  @usableFromInline let list: ListBuilder

  @inlinable init(_ list: ListBuilder) { self.list = list }

  /// The number of bytes.
  @inlinable public var count: Int { list.count }

  /// A byte. An index out of range reads zero, and changes nothing.
  ///
  /// - Parameter index: Its place.
  @inlinable public subscript(index: Int) -> UInt8 {
    get { list.get(index) }
    nonmutating set { list.set(index, newValue) }
  }

  /// The bytes, to be written in place.
  ///
  /// - Parameter body: Gets the bytes; they must not be used after it returns.
  /// - Returns: What the body returns.
  @inlinable public func withUnsafeMutableBytes<R, E>(
    _ body: (UnsafeMutableRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    defer { withExtendedLifetime(list.arena) {} }
    return try body(UnsafeMutableRawBufferPointer(start: list.start, count: list.count))
  }

  /// The bytes, to be read while nobody builds.
  @inlinable public var asReader: DataReader {
    DataReader(arena: list.arena, start: list.start, count: list.count)
  }
}
