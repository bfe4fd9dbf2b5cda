extension List where Value: PrimitiveSchema {
  /// Puts a new list with the elements of an array behind a pointer.
  ///
  /// - Parameters:
  ///   - pointer: The pointer.
  ///   - values: The elements.
  /// - Returns: The list.
  /// - Complexity: O(*n*).
  @discardableResult
  @inlinable public static func initialize(
    _ pointer: AnyPointerBuilder, copying values: [Value.Reader]
  ) -> Builder {
    let list = initialize(pointer, count: values.count)
    for index in values.indices { Value.set(list.raw, index, values[index]) }
    return list
  }
}

extension List where Value == Text {
  /// Puts a new list with the strings of an array behind a pointer.
  ///
  /// - Parameters:
  ///   - pointer: The pointer.
  ///   - values: The strings.
  /// - Returns: The list.
  /// - Complexity: O(*n*) in all their bytes.
  @discardableResult
  @inlinable public static func initialize(
    _ pointer: AnyPointerBuilder, copying values: [String]
  ) -> Builder {
    let list = initialize(pointer, count: values.count)
    for index in values.indices { list.raw.pointer(index).setText(values[index]) }
    return list
  }
}
