/// The schema type `List(T)`.
@frozen public enum List<Value: Schema>: PointerElementSchema {
  /// A list in a message.
  @frozen public struct Reader: Sendable {
    /// The list without its element type.
    public let raw: ListReader
    /// Gives a list an element type.
    @inlinable public init(_ raw: ListReader) { self.raw = raw }
    /// The empty list.
    @inlinable public init() { raw = ListReader() }
    /// The number of elements.
    @inlinable public var count: Int { raw.count }
    /// Whether there are no elements.
    @inlinable public var isEmpty: Bool { raw.elementCount == 0 }
    /// The indices of the elements.
    @inlinable public var indices: Range<Int> { 0..<raw.count }
    /// An element.
    ///
    /// - Parameter index: Its place.
    /// - Throws: If the index is out of range, or the pointer there is malformed.
    @inlinable public func get(_ index: Int) throws(CapnProtoError) -> Value.Reader {
      guard UInt(bitPattern: index) < UInt(raw.elementCount) else {
        throw CapnProtoError(.indexOutOfRange, at: index)
      }
      return try Value.read(raw, index)
    }
  }

  /// A list in a message that is being built.
  @frozen public struct Builder {
    /// The list without its element type.
    public let raw: ListBuilder
    /// Gives a list an element type.
    @inlinable public init(_ raw: ListBuilder) { self.raw = raw }
    /// The number of elements.
    @inlinable public var count: Int { raw.count }
    /// The indices of the elements.
    @inlinable public var indices: Range<Int> { 0..<raw.count }
    /// An element.
    ///
    /// - Parameter index: Its place.
    /// - Throws: If the index is out of range, or something else stands there.
    @inlinable public func get(_ index: Int) throws(CapnProtoError) -> Value.Builder {
      guard UInt(bitPattern: index) < UInt(raw.elementCount) else {
        throw CapnProtoError(.indexOutOfRange, at: index)
      }
      return try Value.get(raw, index)
    }
    /// Sets an element to a copy.
    ///
    /// - Parameters:
    ///   - index: Its place.
    ///   - value: The new value.
    /// - Throws: If the index is out of range, or what is copied is malformed.
    @inlinable public func set(_ index: Int, _ value: Value.Reader) throws(CapnProtoError) {
      guard UInt(bitPattern: index) < UInt(raw.elementCount) else {
        throw CapnProtoError(.indexOutOfRange, at: index)
      }
      try Value.set(raw, index, value)
    }
    /// The list, to be read while nobody builds.
    @inlinable public var asReader: Reader { Reader(raw.asReader) }
  }

  /// Reads what a pointer leads to; the empty list if it is null.
  @inlinable public static func read(
    _ pointer: AnyPointerReader
  ) throws(CapnProtoError) -> Reader {
    Reader(try pointer.list(of: Value.elementSize))
  }
  /// The list that a pointer leads to; the empty list if it is null.
  @inlinable public static func get(
    _ pointer: AnyPointerBuilder
  ) throws(CapnProtoError) -> Builder {
    Builder(try Value.getList(pointer))
  }
  /// Puts a copy behind a pointer.
  @inlinable public static func set(
    _ pointer: AnyPointerBuilder, _ value: Reader
  ) throws(CapnProtoError) {
    try pointer.set(value.raw)
  }
  /// Puts a new list behind a pointer.
  ///
  /// - Parameters:
  ///   - pointer: The pointer.
  ///   - count: The number of elements.
  @inlinable public static func initialize(
    _ pointer: AnyPointerBuilder, count: Int
  ) -> Builder {
    Builder(Value.initList(pointer, count: count))
  }
}
