extension List.Reader: RandomAccessCollection, Collection, BidirectionalCollection, Sequence
where Value: InlineSchema {
  /// A value in the list.
  public typealias Element = Value.Reader
  /// Zero.
  @inlinable public var startIndex: Int { 0 }
  /// The number of elements.
  @inlinable public var endIndex: Int { raw.count }
  /// An element; the default of its type if the index is out of range.
  ///
  /// - Parameter index: Its place.
  @inlinable public subscript(index: Int) -> Value.Reader { Value.read(raw, index) }
}

extension List.Reader where Value: PointerElementSchema {
  /// An element.
  ///
  /// - Parameter index: Its place.
  /// - Throws: If the index is out of range, or the pointer there is malformed.
  @inlinable public subscript(index: Int) -> Value.Reader {
    get throws(CapnProtoError) { try get(index) }
  }

  /// Calls a function with every element, in order.
  ///
  /// - Parameter body: The function.
  /// - Throws: If an element is malformed.
  @inlinable public func forEach(_ body: (Value.Reader) -> Void) throws(CapnProtoError) {
    for index in indices { body(try Value.read(raw, index)) }
  }

  /// What a function makes of every element, in order.
  ///
  /// - Parameter transform: The function.
  /// - Throws: If an element is malformed.
  @inlinable public func map<T>(
    _ transform: (Value.Reader) -> T
  ) throws(CapnProtoError) -> [T] {
    var result: [T] = []
    result.reserveCapacity(count)
    for index in indices { result.append(transform(try Value.read(raw, index))) }
    return result
  }
}

extension List.Builder where Value: InlineSchema {
  /// An element; the default of its type if the index is out of range.
  ///
  /// - Parameter index: Its place.
  @inlinable public subscript(index: Int) -> Value.Builder { Value.get(raw, index) }
}

extension List.Builder where Value: PrimitiveSchema {
  /// An element. An index out of range reads the default, and changes nothing.
  ///
  /// - Parameter index: Its place.
  @inlinable public subscript(index: Int) -> Value.Reader {
    get { Value.get(raw, index) }
    nonmutating set { Value.set(raw, index, newValue) }
  }
}

extension List.Builder where Value: PointerElementSchema {
  /// An element.
  ///
  /// - Parameter index: Its place.
  /// - Throws: If the index is out of range, or something else stands there.
  @inlinable public subscript(index: Int) -> Value.Builder {
    get throws(CapnProtoError) { try get(index) }
  }
}

extension List.Builder where Value == Text {
  /// Sets an element.
  ///
  /// - Parameters:
  ///   - index: Its place; out of range, nothing happens.
  ///   - value: The text.
  @inlinable public func set(_ index: Int, _ value: String) { raw.pointer(index).setText(value) }
}
